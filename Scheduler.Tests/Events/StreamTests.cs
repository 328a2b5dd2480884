using System.Net.ServerSentEvents;

namespace Scheduler.Tests.Events;

/// <summary>The feed as server-sent events.</summary>
public sealed class StreamTests
{
    [Theory, OnEachDatabase]
    public async Task A_stream_has_every_event_once_whichever_instance_wrote_it_and_wherever_it_goes_on(DatabaseProvider database)
    {
        await using var app = await TestApp.StartAsync(database);
        await using var other = app.StartAnother();
        var seen = new List<string>();
        for (var part = 0; part < 3; part++)
        {
            using var stream = await OpenAsync(app, seen.Count == 0 ? null : seen[^1]);
            for (var i = 0; i < 4; i++)
            {
                (await (i % 2 == 0 ? app : other).BookVisitAsync($"user{part}-{i}", "2026-11-23T09:00")).Expect(201);
            }

            await stream.ReadAsync(seen, 4);
        }

        var feed = (await app.GetAsync("/api/events?types=appointment.*")).Expect(200);
        Assert.Equal(feed["items"].EnumerateArray().Select(e => e.GetProperty("id").GetString()!), seen);
    }

    [Fact]
    public async Task An_event_is_the_same_as_in_the_list()
    {
        await using var app = await TestApp.StartAsync(DatabaseProvider.Sqlite);
        (await app.BookVisitAsync("alice", "2026-11-23T09:00")).Expect(201);
        using var stream = await OpenAsync(app, null);
        var seen = new List<string>();
        await stream.ReadAsync(seen, 1);
        Assert.Equal((await app.GetAsync("/api/events?types=appointment.*")).Expect(200)["items.0"].ToString(), stream.LastData);
    }

    [Fact]
    public async Task A_caller_has_its_share_of_streams_and_what_it_asks_must_make_sense()
    {
        await using var app = await TestApp.StartAsync(DatabaseProvider.Sqlite, TestApp.Now, "Limits:StreamsPerAddress", "1");
        (await app.GetAsync("/api/events/stream?types=nothing")).Expect(400, "invalid-request");
        (await app.GetAsync("/api/events/stream", ("Last-Event-ID", "x"))).Expect(400, "invalid-request");
        using (await OpenAsync(app, null))
        {
            Assert.NotNull((await app.GetAsync("/api/events/stream")).Expect(503, "unavailable").Headers.RetryAfter);
        }

        await Eventually.TrueAsync(
            async () => (int)(await app.Http.SendAsync(new HttpRequestMessage(HttpMethod.Head, "/api/events/stream"))).StatusCode == 200,
            "its place is free again"
        );
    }

    [Fact]
    public async Task A_stream_ends_with_the_service()
    {
        await using var database = await TestDatabase.CreateAsync(DatabaseProvider.Sqlite);
        var app = TestApp.StartOn(database, new TestClock(TestApp.Now));
        using var stream = await OpenAsync(app, null);
        var started = TimeProvider.System.GetTimestamp();
        await app.DisposeAsync();
        Assert.InRange(TimeProvider.System.GetElapsedTime(started).TotalSeconds, 0, 5);
    }

    private static async Task<Stream> OpenAsync(TestApp app, string? after)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/events/stream?types=appointment.*");
        if (after is not null)
        {
            request.Headers.Add("Last-Event-ID", after);
        }

        var response = await app.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        Assert.Equal("text/event-stream", response.Content.Headers.ContentType?.MediaType);
        return new Stream(response, SseParser.Create(await response.Content.ReadAsStreamAsync()).EnumerateAsync().GetAsyncEnumerator());
    }

    private sealed class Stream(HttpResponseMessage response, IAsyncEnumerator<SseItem<string>> items) : IDisposable
    {
        public string LastData { get; private set; } = "";

        public async Task ReadAsync(List<string> ids, int count)
        {
            using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
            while (count > 0)
            {
                Assert.True(await items.MoveNextAsync().AsTask().WaitAsync(patience.Token), "The stream ended.");
                if (items.Current.EventType == "message")
                {
                    (LastData, count) = (items.Current.Data, count - 1);
                    ids.Add(items.Current.EventId!);
                }
            }
        }

        public void Dispose() => response.Dispose();
    }
}
