using Scheduler.Api.Events;
using Scheduler.Data.Model;

namespace Scheduler.Tests.Events;

/// <summary>Events are kept for as many days as is set, and a place in the feed is never given twice.</summary>
public sealed class ForgottenEventTests
{
    [Theory, OnEachDatabase]
    public async Task Old_events_go_and_those_who_read_on_notice_nothing(DatabaseProvider database)
    {
        await using var app = await TestApp.StartAsync(database, TestApp.Now, "Events:KeepDays", "2");
        await BookAsync("a");
        await BookAsync("b");
        var feed = app.Follow();
        Assert.Equal(2, (await feed.TakeAsync()).Count);
        app.Clock.Advance(TimeSpan.FromDays(1));
        await BookAsync("c");
        Assert.Equal(0, await app.RunAsync<ForgetEvents>());
        app.Clock.Advance(TimeSpan.FromDays(1));
        Assert.Equal(2, await app.RunAsync<ForgetEvents>());
        Assert.Equal("c", User(Assert.Single(await app.Follow().TakeAsync())));
        Assert.Equal("c", User(Assert.Single(await feed.TakeAsync())));

        // The newest stays however old it is.
        app.Clock.Advance(TimeSpan.FromDays(30));
        Assert.Equal(0, await app.RunAsync<ForgetEvents>());
        Assert.Equal("c", User(Assert.Single(await app.Follow().TakeAsync())));
        await feed.NoneAsync("a sweep");
        await BookAsync("d");
        Assert.Equal("d", User(Assert.Single(await feed.TakeAsync())));
        await BookAsync("e");
        Assert.Equal("e", User(Assert.Single(await feed.TakeAsync())));
        app.Clock.Advance(TimeSpan.FromDays(3));
        Assert.Equal(2, await app.RunAsync<ForgetEvents>());
        Assert.Equal("e", User(Assert.Single(await app.Follow().TakeAsync())));
        await BookAsync("f");
        Assert.Equal("f", User(Assert.Single(await feed.TakeAsync())));

        async Task BookAsync(string user) => (await app.BookVisitAsync(user, "2027-01-20T09:00:00Z")).Expect(201);
        static string? User(System.Text.Json.JsonElement e) => e.GetProperty("data").GetProperty("userId").GetString();
    }

    /// <summary>Many more than a batch, with places that are not in the order of the ids.</summary>
    [Theory, OnEachDatabase]
    public async Task All_that_are_old_go_in_batches(DatabaseProvider database)
    {
        await using var app = await TestApp.StartAsync(database);
        (
            await app.PostAsync(
                "/api/clients",
                new
                {
                    id = "alice",
                    firstName = "A",
                    lastName = "B",
                }
            )
        ).Expect(201);
        await using (var db = Contexts.Open(database, app.Database.ConnectionString))
        {
            db.Events.AddRange(
                Enumerable
                    .Range(0, 1200)
                    .Select(i => new Event
                    {
                        Type = "client.updated",
                        AtUtc = app.Clock.GetUtcNow().UtcDateTime,
                        ActorKind = "system",
                        SubjectKind = "client",
                        SubjectId = $"c{i}",
                        Data = """{"id":"x","version":1}""",
                    })
            );
            await db.SaveChangesAsync();
        }

        var feed = app.Follow("limit=200");
        Assert.Equal(1201, (await feed.TakeAsync()).Count);
        app.Clock.Advance(TimeSpan.FromDays(91));
        (await app.PatchAsync("/api/clients/alice", new { lastName = "C" })).Expect(200);
        Assert.Equal(1201, await app.RunAsync<ForgetEvents>());
        Assert.Equal("alice", Assert.Single(await feed.TakeAsync()).GetProperty("subject").GetProperty("id").GetString());
    }
}
