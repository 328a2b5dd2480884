using System.Diagnostics;
using Scheduler.Tests.Web.Support;

namespace Scheduler.Tests.Web;

/// <summary>The stream that tells open pages of changes.</summary>
public sealed class LiveTests
{
    private static readonly TimeSpan Soon = TimeSpan.FromMilliseconds(Browser.Soon);

    [Theory, OnEachDatabase]
    public async Task Bookings_changes_of_them_and_of_hours_and_what_lapses_are_told_soon_whoever_did_it(DatabaseProvider database)
    {
        await using var app = await TestApp.StartAsync(database);
        await using var another = app.StartAnother();
        await app.OpenProviderAsync("anna");
        using var stream = await Stream.OpenAsync(app, "/live/anna?from=2026-11-01&to=2026-12-01");
        await stream.NextAsync(TimeSpan.FromSeconds(10));

        var held = (await another.BookAsync("alice", "consultation", "anna", "2026-11-24T10:00:00Z")).Expect(201).Text("id");
        await stream.NextAsync(Soon);
        (await another.PostAsync($"/api/appointments/{held}/reschedule", new { start = "2026-11-24T11:00:00Z" })).Expect(200);
        await stream.NextAsync(Soon);
        (await another.PostAsync($"/api/appointments/{held}/confirm")).Expect(200);
        await stream.NextAsync(Soon);
        (await another.PostAsync($"/api/appointments/{held}/cancel")).Expect(200);
        await stream.NextAsync(Soon);
        (await another.BookAsync("bob", "consultation", "anna", "2026-11-24T10:00:00Z")).Expect(201);
        await stream.NextAsync(Soon);
        (
            await another.PutAsync(
                "/api/providers/anna/hours",
                new
                {
                    weekly = new[]
                    {
                        new
                        {
                            day = "tuesday",
                            start = "08:00",
                            end = "12:00",
                        },
                    },
                }
            )
        ).Expect(200);
        await stream.NextAsync(Soon);
        // Nobody writes anything: the hold ends by the clock alone.
        app.Clock.Advance(TimeSpan.FromMinutes(30));
        await stream.NextAsync(Soon);
    }

    [Fact]
    public async Task What_others_look_at_is_not_told()
    {
        await using var app = await TestApp.StartAsync(DatabaseProvider.Sqlite);
        await app.OpenProviderAsync("anna");
        await app.OpenProviderAsync("ben");
        using var anna = await Stream.OpenAsync(app, "/live/anna?from=2026-11-01&to=2026-12-01");
        using var any = await Stream.OpenAsync(app, "/live/any?from=2026-11-01&to=2026-12-01");
        await anna.NextAsync(TimeSpan.FromSeconds(10));
        await any.NextAsync(TimeSpan.FromSeconds(10));
        (await app.BookAsync("alice", "meeting", "ben", "2026-11-24T10:00:00Z")).Expect(201);
        await any.NextAsync(Soon);
        (await app.BookAsync("alice", "meeting", "anna", "2026-12-15T10:00:00Z")).Expect(201);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => anna.NextAsync(Soon));
    }

    [Theory]
    [InlineData("/live/anna")]
    [InlineData("/live/anna?from=2026-11-01&to=2027-11-01")]
    [InlineData("/live/anna?from=1999-11-01&to=1999-12-01")]
    [InlineData("/live/no%20id?from=2026-11-01&to=2026-12-01")]
    public async Task A_window_that_no_page_shows_ends_at_once_and_for_good(string path)
    {
        await using var app = await TestApp.StartAsync(DatabaseProvider.Sqlite);
        (await app.GetAsync(path)).Expect(204);
    }

    [Fact]
    public async Task Open_streams_do_not_hold_up_the_end_of_the_service()
    {
        var app = await TestApp.StartAsync(DatabaseProvider.Sqlite);
        await app.OpenProviderAsync("anna");
        using var stream = await Stream.OpenAsync(app, "/live/anna?from=2026-11-01&to=2026-12-01");
        await stream.NextAsync(TimeSpan.FromSeconds(10));
        var clock = Stopwatch.StartNew();
        await app.DisposeAsync();
        Assert.InRange(clock.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(5));
    }

    private sealed class Stream(HttpClient http, StreamReader reader) : IDisposable
    {
        private string? last;

        public static async Task<Stream> OpenAsync(TestApp app, string path)
        {
            var http = new HttpClient { BaseAddress = app.Url };
            var response = await http.GetAsync(path, HttpCompletionOption.ResponseHeadersRead);
            Assert.Equal("text/event-stream", response.Content.Headers.ContentType?.MediaType);
            return new Stream(http, new StreamReader(await response.Content.ReadAsStreamAsync()));
        }

        /// <summary>Waits for a message that differs from the one before.</summary>
        public async Task NextAsync(TimeSpan within)
        {
            using var late = new CancellationTokenSource(within);
            while (await reader.ReadLineAsync(late.Token) is { } line)
            {
                if (line.StartsWith("data:", StringComparison.Ordinal) && line != last)
                {
                    last = line;
                    return;
                }
            }

            Assert.Fail("The stream ended.");
        }

        public void Dispose()
        {
            reader.Dispose();
            http.Dispose();
        }
    }
}
