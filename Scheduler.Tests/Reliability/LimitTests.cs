using System.Net.Sockets;
using System.Text;

namespace Scheduler.Tests.Reliability;

/// <summary>What one caller may take of the server is bounded.</summary>
public sealed class LimitTests
{
    private const string ToClients = "POST /api/clients HTTP/1.1\r\nHost: localhost\r\n";
    private const string Json = "Content-Type: application/json\r\n";

    [Theory, OnEachDatabase]
    public async Task Writes_of_an_address_are_limited_when_that_is_set(DatabaseProvider database)
    {
        await using var app = await TestApp.StartAsync(database, TestApp.Now, "RateLimits:Writes", "5", "RateLimits:WindowSeconds", "3600");
        for (var left = 4; left >= 0; left--)
        {
            // What clears headers on its way, an answer given again and an unreadable body, has these all the same.
            var taken = left switch
            {
                4 => (await app.PostAsync("/api/clients", "{", ("Idempotency-Key", "k"))).Expect(400),
                3 => (await app.PostAsync("/api/clients", new { firstName = "A", lastName = "B" }, ("Idempotency-Key", "k"))).Expect(201),
                2 => (await app.PostAsync("/api/clients", new { firstName = "A", lastName = "B" }, ("Idempotency-Key", "k"))).Expect(201),
                _ => (await app.PostAsync("/api/clients", new { firstName = "A", lastName = "B" })).Expect(201),
            };
            Assert.Equal(left == 2, taken.Headers.Contains("Idempotency-Replayed"));
            Assert.Equal(
                ("\"writes\";q=5;w=3600", $"\"writes\";r={left}"),
                (Header(taken, "RateLimit-Policy"), Header(taken, "RateLimit"))
            );
        }

        var refused = (await app.PatchAsync("/api/clients/x", new { phone = "1" })).Expect(429, "too-many-requests");
        Assert.InRange(refused.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 3600);
        Assert.Equal($"\"writes\";r=0;t={refused.Headers.RetryAfter.Delta.Value.TotalSeconds}", Header(refused, "RateLimit"));
        var read = (await app.GetAsync("/api/clients")).Expect(200);
        Assert.Equal(3, read["items"].GetArrayLength());
        Assert.False(read.Headers.Contains("RateLimit"));
    }

    [Fact]
    public async Task A_window_that_ends_lets_writes_through_again()
    {
        await using var app = await TestApp.StartAsync(
            DatabaseProvider.Sqlite,
            TestApp.Now,
            "RateLimits:Writes",
            "1",
            "RateLimits:WindowSeconds",
            "1"
        );
        (await app.PostAsync("/api/clients", new { firstName = "A", lastName = "B" })).Expect(201);
        await Eventually.TrueAsync(
            async () => (await app.PostAsync("/api/clients", new { firstName = "A", lastName = "B" })).Status == 201,
            "the next window has begun"
        );
    }

    [Fact]
    public async Task Without_the_setting_nothing_is_limited_and_nothing_said()
    {
        await using var app = await TestApp.StartAsync(DatabaseProvider.Sqlite);
        var answers = await Task.WhenAll(
            Enumerable.Range(0, 200).Select(_ => app.PostAsync("/api/clients", new { firstName = "A", lastName = "B" }))
        );
        Assert.All(answers, a => Assert.False(a.Expect(201).Headers.Contains("RateLimit")));
    }

    /// <summary>One byte, one header or one character too many; what is just inside is answered as usual.</summary>
    [Fact]
    public async Task Sizes_are_bounded()
    {
        await using var app = await TestApp.StartAsync(DatabaseProvider.Sqlite);
        Assert.StartsWith("HTTP/1.1 400", await RawAsync(app, Post(64 * 1024)));
        Assert.StartsWith("HTTP/1.1 413", await RawAsync(app, Post((64 * 1024) + 1)));
        var chunk = $"10000\r\n{new string(' ', 0x10000)}\r\n";
        Assert.StartsWith(
            "HTTP/1.1 413",
            await RawAsync(app, $"{ToClients}Connection: close\r\n{Json}Transfer-Encoding: chunked\r\n\r\n{chunk}{chunk}0\r\n\r\n")
        );
        Assert.StartsWith("HTTP/1.1 413", await RawAsync(app, Post((64 * 1024) + 1, "Idempotency-Key: k\r\n")));
        Assert.StartsWith("HTTP/1.1 200", await RawAsync(app, Get("/api/clients?q=" + new string('x', 200))));
        Assert.StartsWith("HTTP/1.1 400", await RawAsync(app, Get("/api/clients?q=" + new string('x', 16_000))));
        Assert.StartsWith(
            "HTTP/1.1 404",
            await RawAsync(app, Get("/api/overlaps?" + string.Join('&', Enumerable.Range(0, 200).Select(i => $"provider={i:D64}"))))
        );
        Assert.StartsWith("HTTP/1.1 414", await RawAsync(app, Get("/api/clients?q=" + new string('x', 16 * 1024))));
        Assert.StartsWith("HTTP/1.1 200", await RawAsync(app, Get("/api/clients", $"X: {new string('x', 15_000)}\r\n")));
        Assert.StartsWith("HTTP/1.1 431", await RawAsync(app, Get("/api/clients", $"X: {new string('x', 16 * 1024)}\r\n")));
        Assert.StartsWith(
            "HTTP/1.1 431",
            await RawAsync(app, Get("/api/clients", string.Concat(Enumerable.Range(0, 64).Select(i => $"X{i}: x\r\n"))))
        );
    }

    /// <summary>A hundred callers that send a byte now and then: they are cut off, and others are served meanwhile.</summary>
    [Fact]
    public async Task Slow_callers_are_cut_off()
    {
        await using var app = await TestApp.StartAsync(DatabaseProvider.Sqlite);
        var slow = Enumerable
            .Range(0, 99)
            .Select(i =>
                DripAsync(
                    app,
                    (i % 3) switch
                    {
                        0 => "GET /api/clients HTTP/1.1\r\nHost: localhost\r\nX-Slow: ",
                        1 => $"{ToClients}{Json}Content-Length: 60000\r\n\r\n{{",
                        // Too large anyway: it is read to its end all the same.
                        _ => $"{ToClients}{Json}Content-Length: 100000\r\n\r\n{{",
                    }
                )
            )
            .ToArray();
        for (var i = 0; i < 20; i++)
        {
            (await app.GetAsync("/api/clients")).Expect(200);
        }

        foreach (var (lasted, answer) in await Task.WhenAll(slow))
        {
            Assert.InRange(lasted.TotalSeconds, 3, 25);
            Assert.True(answer.Length == 0 || answer.StartsWith("HTTP/1.1 408", StringComparison.Ordinal), answer);
        }

        (await app.GetAsync("/api/clients")).Expect(200);
    }

    /// <summary>Answers how long the server bore it, and what it said, if anything.</summary>
    private static async Task<(TimeSpan Lasted, string Answer)> DripAsync(TestApp app, string begin)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(app.Url.Host, app.Url.Port);
        var stream = client.GetStream();
        var started = TimeProvider.System.GetTimestamp();
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(200));
        var bytes = new byte[4096];
        var length = 0;
        try
        {
            await stream.WriteAsync(Encoding.ASCII.GetBytes(begin));
            var answer = stream.ReadAsync(bytes).AsTask();
            while (!answer.IsCompleted && await timer.WaitForNextTickAsync())
            {
                await stream.WriteAsync(" "u8.ToArray());
            }

            length = await answer;
        }
        catch (IOException)
        {
            // Cut off without an answer.
        }

        return (TimeProvider.System.GetElapsedTime(started), Encoding.ASCII.GetString(bytes, 0, length));
    }

    private static string Header(Answer answer, string name) => Assert.Single(answer.Headers.GetValues(name));

    private static string Get(string path, string headers = "") =>
        $"GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n{headers}\r\n";

    private static string Post(int length, string headers = "") =>
        $"{ToClients}Connection: close\r\n{Json}{headers}Content-Length: {length}\r\n\r\n{new string(' ', length)}";

    private static async Task<string> RawAsync(TestApp app, string request)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(app.Url.Host, app.Url.Port);
        var stream = client.GetStream();
        var text = new StringBuilder();
        try
        {
            await stream.WriteAsync(Encoding.ASCII.GetBytes(request));
        }
        catch (IOException)
        {
            // Refused before all of it was sent: the answer is there all the same.
        }

        var bytes = new byte[4096];
        try
        {
            for (int read; (read = await stream.ReadAsync(bytes)) > 0; )
            {
                text.Append(Encoding.UTF8.GetString(bytes, 0, read));
            }
        }
        catch (IOException)
        {
            // Reset after the answer, because part of the request was not read.
        }

        return text.ToString();
    }
}
