using System.Buffers.Text;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;

namespace Scheduler.Tests.Http;

/// <summary>A request that cannot be read is its caller's fault: 400 or 415, no line at Error, on both databases.</summary>
public sealed class UnreadableRequestTests
{
    [Theory]
    [InlineData("application/json; charset=\"utf-8\"", 201)]
    [InlineData("application/json; charset=UTF-8", 201)]
    [InlineData("application/json; CHARSET=\"Utf-8\"", 201)]
    [InlineData("application/json", 201)]
    [InlineData("application/json; charset=utf8", 415)]
    [InlineData("application/json; charset=foo", 415)]
    [InlineData("application/json; charset=utf-7", 415)]
    [InlineData("application/json; charset=utf-16", 415)]
    [InlineData("application/json; charset=", 415)]
    [InlineData("application/json; charset=\"\"", 415)]
    [InlineData("nonsense", 415)]
    public async Task JSON_is_UTF_8_however_that_is_said(string type, int status)
    {
        await using var app = await TestApp.StartAsync(DatabaseProvider.Sqlite);
        var answer = await SendAsync(app, "/api/clients", type, "{\"firstName\":\"Zoë\",\"lastName\":\"B\"}"u8.ToArray());
        answer.Expect(status);
        Assert.Equal(status == 201 ? null : "unsupported-media-type", answer.Problem);
        if (status == 201)
        {
            Assert.Equal("Zoë", answer.Text("firstName"));
        }
    }

    private static readonly string[] Pages = ["/clients/new", "/providers/new", "/types/new", "/book/any/hold", "/book/any/details"];

    private static readonly (string Type, string Body)[] Forms =
    [
        ("application/x-www-form-urlencoded", string.Join('&', Enumerable.Range(0, 1100).Select(i => $"a{i}=b"))),
        ("application/x-www-form-urlencoded", new string('n', 3000) + "=1"),
        ("application/x-www-form-urlencoded", "firstName=a%00b&lastName=c&start=%00&type=%00&name=%00"),
        ("application/x-www-form-urlencoded; charset=utf-7", "firstName=a%00"),
        ("multipart/form-data", "--x\r\n"),
        ("multipart/form-data; boundary=x", "--x\r\nContent-Disposition: form-data; name=firstName\r\n\r\nA"),
        ("multipart/form-data; boundary=x", "--x\r\nContent-Disposition: ;;;\r\n\r\nA\r\n--x--\r\n"),
        ($"multipart/form-data; boundary={new string('b', 200)}", "x"),
    ];

    [Theory, OnEachDatabase]
    public async Task Forms_that_cannot_be_read_are_refused_with_a_page(DatabaseProvider database)
    {
        await using var app = await TestApp.StartAsync(database);
        foreach (var page in Pages)
        {
            foreach (var (type, body) in Forms)
            {
                var answer = await SendAsync(app, page, type, Encoding.UTF8.GetBytes(body));
                Assert.True(
                    answer.Status is 400 or 415 or 422 or 404,
                    $"{page} {type} {body[..Math.Min(body.Length, 60)]}: {answer.Status}\n{answer.Body}"
                );
                Assert.Equal("text/html", answer.ContentHeaders.ContentType?.MediaType);
            }

            foreach (var type in new[] { "application/json", "text/plain", "application/octet-stream" })
            {
                (await SendAsync(app, page, type, "{}"u8.ToArray())).Expect(415);
            }
        }

        // A form without fields is a form in which nothing was typed.
        (await app.PostAsync("/providers/new")).Expect(422);
        (await app.PostAsync("/clients/new")).Expect(422);
        Assert.Empty((await app.GetAsync("/api/clients")).Expect(200)["items"].EnumerateArray());
    }

    [Theory, OnEachDatabase]
    public async Task A_cursor_with_a_character_that_no_row_can_have_is_refused(DatabaseProvider database)
    {
        await using var app = await TestApp.StartAsync(database);
        foreach (var key in new[] { "a\0b", "\0", "a\u001Fb", "a\nb" })
        {
            var bytes = Encoding.UTF8.GetBytes(key);
            var cursor = Base64Url.EncodeToString([.. bytes, .. SHA256.HashData(bytes).AsSpan(0, 6)]);
            foreach (var list in new[] { "clients", "providers", "appointment-types" })
            {
                (await app.GetAsync($"/api/{list}?cursor={cursor}")).Expect(400, "invalid-request");
            }
        }
    }

    [Theory]
    [InlineData("Ann\r\nBcc: x@example.org")]
    [InlineData("Ann\u001B[31m")]
    [InlineData("Ann\u202Egnp")]
    [InlineData("Ann\u2066x")]
    [InlineData("Ann\tB")]
    [InlineData("Ann\u0085B")]
    public async Task Names_have_no_characters_that_do_something(string name)
    {
        await using var app = await TestApp.StartAsync(DatabaseProvider.Sqlite);
        (await app.PostAsync("/api/clients", new { firstName = name, lastName = "B" })).Expect(400, "invalid-request");
        (
            await app.PostAsync(
                "/api/providers",
                new
                {
                    firstName = "A",
                    lastName = name,
                    timeZone = "UTC",
                }
            )
        ).Expect(400, "invalid-request");
        (
            await app.PostAsync(
                "/api/clients",
                new
                {
                    firstName = "A",
                    lastName = "B",
                    phone = name,
                }
            )
        ).Expect(400, "invalid-request");
    }

    private static Task<Answer> SendAsync(TestApp app, string path, string type, byte[] body)
    {
        var content = new ByteArrayContent(body);
        content.Headers.TryAddWithoutValidation("Content-Type", type);
        return app.SendAsync(HttpMethod.Post, path, content);
    }
}
