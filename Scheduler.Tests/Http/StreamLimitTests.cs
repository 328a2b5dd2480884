using System.Net;

namespace Scheduler.Tests.Http;

/// <summary>Streams that stay open are bounded, and last as long as somebody reads them.</summary>
public sealed class StreamLimitTests
{
    [Fact]
    public async Task Streams_are_bounded_by_address_and_in_all()
    {
        await using var app = await TestApp.StartAsync(
            DatabaseProvider.Sqlite,
            TestApp.Now,
            "Limits:Streams",
            "3",
            "Limits:StreamsPerAddress",
            "2"
        );
        using var first = await StreamAsync(app.Url, "127.0.0.1");
        using var second = await StreamAsync(app.Url, "127.0.0.1");
        using (var third = await StreamAsync(app.Url, "127.0.0.1"))
        {
            Assert.Equal((HttpStatusCode.ServiceUnavailable, 30), (third.StatusCode, third.Headers.RetryAfter!.Delta!.Value.TotalSeconds));
        }

        using (var other = await StreamAsync(app.Url, "127.0.0.2"))
        {
            Assert.Equal(HttpStatusCode.OK, other.StatusCode);
            using var beyond = await StreamAsync(app.Url, "127.0.0.3");
            Assert.Equal(HttpStatusCode.ServiceUnavailable, beyond.StatusCode);
        }

        second.Dispose();
        await Eventually.TrueAsync(
            async () =>
            {
                using var again = await StreamAsync(app.Url, "127.0.0.1");
                return again.StatusCode == HttpStatusCode.OK;
            },
            "an ended stream makes room"
        );
    }

    /// <summary>An answer must be there within a second here; a stream is one that has begun.</summary>
    [Fact]
    public async Task A_stream_lasts_longer_than_an_answer_may_take()
    {
        await using var app = await TestApp.StartAsync(DatabaseProvider.Sqlite, TestApp.Now, "Limits:AnswerSeconds", "1");
        await app.OpenProviderAsync("anna");
        using var stream = await StreamAsync(app.Url, "127.0.0.1");
        using var reader = new StreamReader(await stream.Content.ReadAsStreamAsync());
        var started = TimeProvider.System.GetTimestamp();
        Assert.True(await HasDataAsync());
        await Eventually.TrueAsync(
            () => Task.FromResult(TimeProvider.System.GetElapsedTime(started) > TimeSpan.FromSeconds(1.5)),
            "more time has passed than an answer may take"
        );
        (await app.BookAsync("alice", "consultation", "anna", "2026-11-24T10:00:00Z")).Expect(201);
        Assert.True(await HasDataAsync());

        async Task<bool> HasDataAsync()
        {
            using var late = new CancellationTokenSource(TimeSpan.FromSeconds(10));
            while (await reader.ReadLineAsync(late.Token) is { } line)
            {
                if (line.StartsWith("data:", StringComparison.Ordinal))
                {
                    return true;
                }
            }

            return false;
        }
    }

    private static Task<HttpResponseMessage> StreamAsync(Uri url, string from) =>
        LoopbackCaller
            .At(from)
            .GetAsync(new Uri(url, "/live/anna?from=2026-11-01&to=2026-12-01"), HttpCompletionOption.ResponseHeadersRead);
}
