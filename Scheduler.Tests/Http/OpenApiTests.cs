using System.Text.Json;

namespace Scheduler.Tests.Http;

/// <summary>
/// The document says what the service does: every operation is called, and each answer compared with what is documented for its
/// status.
/// </summary>
public sealed class OpenApiTests
{
    [Theory, OnEachDatabase]
    public async Task Every_operation_answers_as_documented(DatabaseProvider database)
    {
        var folder = Directory.CreateTempSubdirectory("scheduler-mail-");
        await using var app = await TestApp.StartAsync(database, TestApp.Now, "Mail:Directory", folder.FullName);
        var document = (await app.GetAsync("/openapi/v1.json")).Expect(200).Json;
        var operations = Operations(document);
        var check = new SchemaCheck(document);
        var ids = await MailAsync(app);
        var seen = new HashSet<(string, int)>();
        foreach (var (operation, method, path, body, status) in OpenApiCalls.All)
        {
            var filled = Filled(path);
            (string, string)[] key = ids.TryGetValue("key", out var text) ? [("Authorization", $"Bearer {text}")] : [];
            var answer = body is string header
                ? await app.GetAsync(filled, (header.Split(": ")[0], header.Split(": ")[1]))
                : await app.SendAsync(new HttpMethod(method), filled, body is null ? null : Filled(JsonSerializer.Serialize(body)), key);
            answer.Expect(status);
            var response = operations[operation].GetProperty("responses").GetProperty(status.ToString());
            if (status != 304)
            {
                var media = response.GetProperty("content").GetProperty(answer.ContentHeaders.ContentType!.MediaType!);
                Assert.Empty(check.Errors(answer.Json, media.GetProperty("schema"), $"{operation} {status}"));
            }

            foreach (var (name, required) in Headers(document, response))
            {
                Assert.True(answer.Headers.Contains(name) || !required, $"{operation} {status} lacks the header {name}");
            }

            seen.Add((operation, status));
            if ((operation, status) is ("CreateWebhook", 201) or ("TestWebhook", 200))
            {
                ids[operation == "TestWebhook" ? "delivery" : "hook"] = answer.Text("id");
            }

            if (status == 201 && operation is ("CreateKey" or "InviteAccount"))
            {
                var (name, member) = operation == "CreateKey" ? ("key", "key") : ("account", "id");
                ids[name] = answer.Text(member);
            }

            ids["visit"] = ids.GetValueOrDefault("visit", operation == "BookAppointment" && status == 201 ? answer.Text("id") : "");
            if (operation == "BookAppointment" && status == 201)
            {
                ids["held"] = answer.Text("id");
                ids["visit"] = ids["visit"].Length == 0 ? answer.Text("id") : ids["visit"];
            }
        }

        var documented = operations.Keys.SelectMany(name =>
            operations[name]
                .GetProperty("responses")
                .EnumerateObject()
                .Where(r => r.Name is "200" or "201")
                .Select(r => (name, int.Parse(r.Name)))
        );
        Assert.Empty(documented.Except(seen));
        folder.Delete(recursive: true);

        string Filled(string text) => ids.Aggregate(text, (t, id) => t.Replace("{" + id.Key + "}", id.Value));
    }

    /// <summary>An appointment of which a mail tells, the mail, and an appointment of today.</summary>
    private static async Task<Dictionary<string, string>> MailAsync(TestApp app)
    {
        (
            await app.PostAsync(
                "/api/clients",
                new
                {
                    id = "told",
                    firstName = "Told",
                    lastName = "Example",
                    email = "told@example.org",
                }
            )
        ).Expect(201);
        var id = (await app.BookVisitAsync("told", "2026-11-30T09:00")).Expect(201).Text("id");
        var message = "";
        await Eventually.TrueAsync(
            async () =>
            {
                var items = (await app.GetAsync($"/api/messages?appointmentId={id}")).Expect(200)["items"];
                message = items.GetArrayLength() == 1 ? items[0].GetProperty("id").GetString()! : "";
                return message.Length > 0;
            },
            "a mail is queued"
        );
        var today = (await app.BookVisitAsync("told", "2026-11-21T09:00")).Expect(201).Text("id");
        return new Dictionary<string, string>
        {
            ["told"] = id,
            ["message"] = message,
            ["today"] = today,
        };
    }

    [Fact]
    public async Task The_document_is_complete()
    {
        await using var app = await TestApp.StartAsync(DatabaseProvider.Sqlite);
        var document = (await app.GetAsync("/openapi/v1.json")).Expect(200).Json;
        Assert.StartsWith("3.1", document.GetProperty("openapi").GetString());
        var check = new SchemaCheck(document);
        foreach (var (name, operation) in Operations(document))
        {
            Assert.False(string.IsNullOrEmpty(operation.GetProperty("summary").GetString()), name);
            foreach (var response in operation.GetProperty("responses").EnumerateObject().Where(r => r.Name is not ("204" or "304")))
            {
                var media = Assert.Single(response.Value.GetProperty("content").EnumerateObject()).Value;
                Assert.Empty(check.Errors(media.GetProperty("example"), media.GetProperty("schema"), $"{name} {response.Name} example"));
            }

            if (operation.TryGetProperty("requestBody", out var body))
            {
                var media = body.GetProperty("content").GetProperty("application/json");
                // An instant with an offset is one, though no answer has it.
                Assert.DoesNotContain(
                    check.Errors(media.GetProperty("example"), media.GetProperty("schema"), $"{name} request"),
                    e => !e.EndsWith("is no date-time", StringComparison.Ordinal)
                );
            }
        }
    }

    /// <summary>What the service sets beyond types and problems is documented where it is set: compare with what is answered.</summary>
    [Theory]
    [InlineData("BookAppointment", "201", "Location,ETag,Idempotency-Replayed,RateLimit-Policy,RateLimit")]
    [InlineData("BookAppointment", "409", "RateLimit-Policy,RateLimit")]
    [InlineData("BookAppointment", "429", "Retry-After,RateLimit-Policy,RateLimit")]
    [InlineData("AddWindow", "201", "Location,ETag,Idempotency-Replayed,RateLimit-Policy,RateLimit")]
    [InlineData("PutWeeklyHours", "200", "ETag,RateLimit-Policy,RateLimit")]
    [InlineData("PatchClient", "200", "ETag,RateLimit-Policy,RateLimit")]
    [InlineData("GetHours", "200", "ETag")]
    [InlineData("GetHours", "304", "ETag")]
    [InlineData("GetHours", "503", "Retry-After")]
    [InlineData("ListClients", "200", "")]
    public async Task Headers_are_documented(string operation, string status, string expected)
    {
        await using var app = await TestApp.StartAsync(DatabaseProvider.Sqlite);
        var document = (await app.GetAsync("/openapi/v1.json")).Expect(200).Json;
        Assert.Equal(
            expected,
            string.Join(
                ',',
                Headers(document, Operations(document)[operation].GetProperty("responses").GetProperty(status)).Select(h => h.Name)
            )
        );
    }

    [Fact]
    public async Task Swagger_shows_the_document()
    {
        await using var app = await TestApp.StartAsync(DatabaseProvider.Sqlite);
        Assert.Contains("swagger-ui", (await app.GetAsync("/swagger/index.html")).Expect(200).Body);
    }

    private static IEnumerable<(string Name, bool Required)> Headers(JsonElement document, JsonElement response)
    {
        foreach (var header in response.TryGetProperty("headers", out var headers) ? headers.EnumerateObject() : default)
        {
            Assert.Equal($"#/components/headers/{header.Name}", header.Value.GetProperty("$ref").GetString());
            var described = document.GetProperty("components").GetProperty("headers").GetProperty(header.Name);
            yield return (header.Name, described.TryGetProperty("required", out var required) && required.GetBoolean());
        }
    }

    private static Dictionary<string, JsonElement> Operations(JsonElement document) =>
        document
            .GetProperty("paths")
            .EnumerateObject()
            .SelectMany(p => p.Value.EnumerateObject())
            .ToDictionary(o => o.Value.GetProperty("operationId").GetString()!, o => o.Value);
}
