using System.Text.Json;

namespace Scheduler.Tests.Http;

/// <summary>The document says what the service does: every operation is called, and each answer compared with what is documented for its status.</summary>
public sealed class OpenApiTests
{
    /// <summary>In order: operation, method, path, body, status. {visit} and {held} stand for ids that came before.</summary>
    private static readonly (string Operation, string Method, string Path, object? Body, int Status)[] Calls =
    [
        (
            "CreateClient",
            "POST",
            "/api/clients",
            new
            {
                id = "alice",
                firstName = "Alice",
                lastName = "Example",
            },
            201
        ),
        (
            "CreateClient",
            "POST",
            "/api/clients",
            new
            {
                id = "alice",
                firstName = "Alice",
                lastName = "Example",
            },
            409
        ),
        ("CreateClient", "POST", "/api/clients", new { firstName = "" }, 400),
        ("ListClients", "GET", "/api/clients?q=ali", null, 200),
        ("ListClients", "GET", "/api/clients?limit=0", null, 400),
        ("GetClient", "GET", "/api/clients/alice", null, 200),
        ("GetClient", "GET", "/api/clients/nobody", null, 404),
        ("PatchClient", "PATCH", "/api/clients/alice", new { phone = "1" }, 200),
        ("PatchClient", "PATCH", "/api/clients/alice", new { email = "none" }, 400),
        (
            "CreateProvider",
            "POST",
            "/api/providers",
            new
            {
                id = "lee",
                firstName = "Robin",
                lastName = "Lee",
                timeZone = "Europe/Berlin",
            },
            201
        ),
        (
            "CreateProvider",
            "POST",
            "/api/providers",
            new
            {
                firstName = "Robin",
                lastName = "Lee",
                timeZone = "Mars/Olympus",
            },
            400
        ),
        (
            "CreateProvider",
            "POST",
            "/api/providers",
            new
            {
                id = "kim",
                firstName = "Kim",
                lastName = "Lee",
            },
            201
        ),
        ("ListProviders", "GET", "/api/providers?appointmentType=consultation", null, 200),
        ("ListProviders", "GET", "/api/providers?appointmentType=nothing", null, 404),
        ("GetProvider", "GET", "/api/providers/lee", null, 200),
        ("PatchProvider", "PATCH", "/api/providers/lee", new { email = "lee@example.org" }, 200),
        (
            "CreateAppointmentType",
            "POST",
            "/api/appointment-types",
            new
            {
                id = "check-up",
                name = "Check-up",
                minMinutes = 20,
                maxMinutes = 40,
                holdSeconds = 60,
            },
            201
        ),
        (
            "CreateAppointmentType",
            "POST",
            "/api/appointment-types",
            new
            {
                name = "Wrong",
                minMinutes = 20,
                maxMinutes = 10,
            },
            400
        ),
        ("ListAppointmentTypes", "GET", "/api/appointment-types", null, 200),
        ("GetAppointmentType", "GET", "/api/appointment-types/visit", null, 200),
        ("PatchAppointmentType", "PATCH", "/api/appointment-types/check-up", new { bufferAfterMinutes = 5 }, 200),
        (
            "PutWeeklyHours",
            "PUT",
            "/api/providers/lee/hours",
            new
            {
                weekly = new[]
                {
                    new
                    {
                        day = "monday",
                        start = "09:00",
                        end = "24:00",
                    },
                },
            },
            200
        ),
        (
            "PutWeeklyHours",
            "PUT",
            "/api/providers/kim/hours",
            new
            {
                weekly = new[]
                {
                    new
                    {
                        day = "monday",
                        start = "09:00",
                        end = "17:00",
                    },
                },
            },
            200
        ),
        (
            "PutWeeklyHours",
            "PUT",
            "/api/providers/lee/hours",
            new
            {
                weekly = new[]
                {
                    new
                    {
                        day = "someday",
                        start = "9",
                        end = "24:30",
                    },
                },
            },
            400
        ),
        (
            "PutDateHours",
            "PUT",
            "/api/providers/lee/hours/dates",
            new { dates = new Dictionary<string, object?> { ["2026-12-25"] = Array.Empty<object>(), ["2026-12-26"] = null } },
            200
        ),
        (
            "AddWindow",
            "POST",
            "/api/providers/lee/availability",
            new { start = "2026-11-28T09:00:00+01:00", end = "2026-11-28T12:00:00+01:00" },
            201
        ),
        (
            "AddWindow",
            "POST",
            "/api/providers/nobody/availability",
            new { start = "2026-11-28T09:00:00Z", end = "2026-11-28T12:00:00Z" },
            404
        ),
        ("GetHours", "GET", "/api/providers/lee/hours", null, 200),
        ("BookAppointment", "POST", "/api/appointments", new { userId = "alice", start = "2026-11-23T09:00" }, 201),
        ("BookAppointment", "POST", "/api/appointments", new { userId = "alice", start = "2026-11-23T10:00" }, 409),
        ("BookAppointment", "POST", "/api/appointments", new { userId = "bob", start = "2026-11-23T10:10" }, 422),
        (
            "BookAppointment",
            "POST",
            "/api/appointments",
            new
            {
                userId = "bob",
                appointmentType = "check-up",
                providerId = "lee",
                start = "2026-11-23T09:00",
                note = "ill",
            },
            201
        ),
        (
            "BookAppointment",
            "POST",
            "/api/appointments",
            new
            {
                userId = "bob",
                appointmentType = "check-up",
                providerId = "lee",
                start = "2026-11-23T09:00",
            },
            409
        ),
        ("BookVisit", "POST", "/api/users/carol/appointments", new { date = "2026-11-23", time = "09:00" }, 201),
        ("ListSlots", "GET", "/api/slots?appointmentType=check-up&provider=lee&from=2026-11-23&to=2026-11-24", null, 200),
        ("ListSlots", "GET", "/api/slots", null, 400),
        ("ExplainSlot", "GET", "/api/slots/explain?appointmentType=check-up&provider=lee&start=2026-11-23T09:10:00Z", null, 200),
        ("ListOverlaps", "GET", "/api/overlaps?provider=lee&provider=kim&from=2026-11-23&to=2026-11-24&atLeast=1", null, 200),
        ("ListOverlaps", "GET", "/api/overlaps?provider=lee", null, 400),
        ("ListEvents", "GET", "/api/events?types=appointment.*&limit=2", null, 200),
        ("ListEvents", "GET", "/api/events?after=x", null, 400),
        ("GetAvailability", "GET", "/api/providers/lee/availability?from=2026-11-23&to=2026-11-25", null, 200),
        ("ListAppointments", "GET", "/api/appointments?userId=alice", null, 200),
        ("ListAppointments", "GET", "/api/appointments", null, 400),
        ("ListUserAppointments", "GET", "/api/users/nobody/appointments", null, 200),
        ("GetAppointment", "GET", "/api/appointments/{visit}", null, 200),
        ("GetAppointment", "GET", "/api/appointments/{visit}", "If-None-Match: *", 304),
        ("GetAppointment", "GET", "/api/appointments/7", null, 404),
        ("GetHours", "GET", "/api/providers/lee/hours", "If-None-Match: *", 304),
        ("ConfirmAppointment", "POST", "/api/appointments/{held}/confirm", null, 200),
        ("RescheduleAppointment", "POST", "/api/appointments/{visit}/reschedule", new { start = "2026-11-24T14:00:00Z" }, 200),
        ("RescheduleAppointment", "POST", "/api/appointments/{visit}/reschedule", new { start = "2026-11-24T14:07:00Z" }, 422),
        ("MakeManageLink", "POST", "/api/appointments/{visit}/manage-link", new { rotate = true }, 200),
        ("MakeManageLink", "POST", "/api/appointments/7/manage-link", null, 404),
        ("CancelAppointment", "POST", "/api/appointments/{visit}/cancel", new { reason = "ill" }, 200),
        ("ConfirmAppointment", "POST", "/api/appointments/{visit}/confirm", null, 409),
        ("ListAudit", "GET", "/api/audit?subject=client:alice&actor=open&action=client.*", null, 200),
        ("ListAudit", "GET", "/api/audit?subject=alice", null, 400),
        ("ExportClient", "GET", "/api/clients/alice/export", null, 200),
        ("ExportClient", "GET", "/api/clients/nobody/export", null, 404),
        ("EraseClient", "POST", "/api/clients/alice/erase", new { reason = "asked for it" }, 200),
        ("EraseClient", "POST", "/api/clients/nobody/erase", null, 404),
        ("CreateWebhook", "POST", "/api/webhooks", new { url = "https://example.org/in", events = new[] { "key.*" } }, 201),
        ("CreateWebhook", "POST", "/api/webhooks", new { url = "http://example.org/in" }, 400),
        ("ListWebhooks", "GET", "/api/webhooks", null, 200),
        ("GetWebhook", "GET", "/api/webhooks/{hook}", null, 200),
        ("GetWebhook", "GET", "/api/webhooks/{hook}", "If-None-Match: *", 304),
        ("GetWebhook", "GET", "/api/webhooks/7", null, 404),
        ("PatchWebhook", "PATCH", "/api/webhooks/{hook}", new { description = "CRM" }, 200),
        ("RotateWebhookSecret", "POST", "/api/webhooks/{hook}/rotate-secret", null, 200),
        ("TestWebhook", "POST", "/api/webhooks/{hook}/test", null, 200),
        ("ListDeliveries", "GET", "/api/webhooks/{hook}/deliveries?status=pending", null, 200),
        ("ListDeliveries", "GET", "/api/webhooks/{hook}/deliveries?status=lost", null, 400),
        ("RetryDelivery", "POST", "/api/webhooks/{hook}/deliveries/{delivery}/retry", null, 200),
        ("ReplayEvents", "POST", "/api/webhooks/{hook}/replay", new { after = "0" }, 200),
        ("DeleteWebhook", "DELETE", "/api/webhooks/7", null, 404),
        ("ListMessages", "GET", "/api/messages?appointmentId={told}", null, 200),
        ("ListMessages", "GET", "/api/messages", null, 400),
        ("RetryMessage", "POST", "/api/messages/{message}/retry", null, 200),
        ("GetMe", "GET", "/api/me", null, 200),
        ("ListKeys", "GET", "/api/keys", null, 200),
        ("RevokeKey", "DELETE", "/api/keys/nothing", null, 404),
        ("CreateKey", "POST", "/api/keys", new { name = "Desk", role = "nobody" }, 400),
        ("ListAccounts", "GET", "/api/accounts", null, 200),
        // From here on the service is open no more: what follows sends the key.
        ("CreateKey", "POST", "/api/keys", new { name = "Desk", role = "owner" }, 201),
        (
            "InviteAccount",
            "POST",
            "/api/accounts",
            new
            {
                email = "kim@example.org",
                name = "Kim",
                role = "reception",
            },
            201
        ),
        (
            "InviteAccount",
            "POST",
            "/api/accounts",
            new
            {
                email = "KIM@example.org",
                name = "Kim",
                role = "reception",
            },
            409
        ),
        ("PatchAccount", "PATCH", "/api/accounts/{account}", new { disabled = true }, 200),
        ("PatchAccount", "PATCH", "/api/accounts/{account}", new { role = "public" }, 400),
    ];

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
        foreach (var (operation, method, path, body, status) in Calls)
        {
            var filled = ids.Aggregate(path, (p, id) => p.Replace("{" + id.Key + "}", id.Value));
            (string, string)[] key = ids.TryGetValue("key", out var text) ? [("Authorization", $"Bearer {text}")] : [];
            var answer = body is string header
                ? await app.GetAsync(filled, (header.Split(": ")[0], header.Split(": ")[1]))
                : await app.SendAsync(new HttpMethod(method), filled, body, key);
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
    }

    /// <summary>An appointment of which a mail tells, and the mail.</summary>
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
        return new Dictionary<string, string> { ["told"] = id, ["message"] = message };
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
