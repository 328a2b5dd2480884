using System.Text.Json;
using Scheduler.Tests.Web.Support;

namespace Scheduler.Tests.Practice;

/// <summary>A closed day closes every provider but for those with hours of their own on that date, wherever times are looked at.</summary>
/// <remarks>Boundaries: a date begins on each provider's own clock; midnight between an open and a closed day.</remarks>
public sealed class ClosureTests
{
    private const string Closed = "2026-11-24";

    [Theory, OnEachDatabase]
    public async Task Slots_overlaps_bookings_and_explanations_see_it(DatabaseProvider database)
    {
        await using var app = await TestApp.StartAsync(database);
        await app.OpenProviderAsync("anna");
        await app.OpenProviderAsync("ben");
        var early = (await app.BookAsync("alice", "meeting", "anna", $"{Closed}T09:00:00Z", 30)).Expect(201).Text("id");
        var visit = (await app.BookVisitAsync("bob", $"{Closed}T09:00:00Z")).Expect(201).Text("id");
        (await app.BookAsync("carol", "meeting", "anna", "2026-11-25T09:00:00Z", 30)).Expect(201);
        var events = app.Follow("types=closures.changed");

        var preview = await PutAsync(app, "?preview=true", (Closed, "Christmas"));
        Assert.Equal(new[] { early, visit }.Order(), Affected(preview).Order());
        Assert.Equal("{\"dates\":{}}", (await app.GetAsync("/api/closures")).Body);
        var changed = await PutAsync(app, "", (Closed, "Christmas"), ("2026-12-25", ""));
        Assert.Equal(new[] { early, visit }.Order(), Affected(changed).Order());
        Assert.Equal("Christmas", changed["dates"].GetProperty(Closed).GetString());
        Assert.Equal(changed.Headers.ETag, (await app.GetAsync("/api/closures")).Expect(200).Headers.ETag);
        Assert.Single(await events.TakeAsync());

        var day = $"from={Closed}&to=2026-11-25";
        Assert.Empty(await app.StartsAsync($"appointmentType=meeting&provider=anna&{day}"));
        Assert.Empty(await app.StartsAsync($"appointmentType=meeting&{day}"));
        Assert.Empty(await app.StartsAsync($"appointmentType=visit&{day}"));
        Assert.Empty((await app.GetAsync($"/api/overlaps?provider=anna&provider=ben&{day}")).Expect(200)["items"].EnumerateArray());
        Assert.Equal(
            0,
            (await app.GetAsync($"/api/providers/anna/availability?{day}")).Expect(200)[$"days.{Closed}.open"].GetArrayLength()
        );
        (await app.BookAsync("dave", "meeting", "anna", $"{Closed}T12:00:00Z", 30)).Expect(422, "outside-availability");
        (await app.BookAsync("dave", "meeting", "any", $"{Closed}T12:00:00Z", 30)).Expect(422, "outside-availability");
        (await app.BookVisitAsync("dave", $"{Closed}T12:00:00Z")).Expect(422, "outside-availability");
        Assert.Equal(
            ["outside-availability"],
            await app.ReasonsAsync($"appointmentType=meeting&provider=anna&start={Closed}T12:00:00Z&minutes=30")
        );
        // The last half hour before, and the first after.
        (await app.BookVisitAsync("dave", "2026-11-23T23:30:00Z")).Expect(201);
        (await app.BookVisitAsync("erin", "2026-11-25T00:00:00Z")).Expect(201);

        // Hours of its own on that date win.
        (await app.SetDateAsync("ben", Closed, "10:00-11:00")).Expect(200);
        Assert.Equal(2, (await app.StartsAsync($"appointmentType=meeting&provider=ben&minutes=30&{day}")).Count(s => s[14] is '0' or '3'));
        (await app.BookAsync("dave", "meeting", "ben", $"{Closed}T10:00:00Z", 30)).Expect(201);

        await PutAsync(app, "");
        (await app.BookAsync("dave", "meeting", "anna", $"{Closed}T12:00:00Z", 30)).Expect(201);
        await Invariants.CheckAsync(app);
    }

    [Theory, OnEachDatabase]
    public async Task A_date_begins_on_the_clock_of_each_provider(DatabaseProvider database)
    {
        await using var app = await TestApp.StartAsync(database);
        await app.OpenProviderAsync("kiri", "08:00", "10:00", "Pacific/Auckland", TestApp.AllDays);
        // Tuesday there, Monday here.
        var there = (await app.BookAsync("alice", "meeting", "kiri", "2026-11-23T19:00:00Z", 30)).Expect(201).Text("id");
        (await app.BookAsync("alice", "meeting", "kiri", "2026-11-24T19:00:00Z", 30)).Expect(201);
        Assert.Equal([there], Affected(await PutAsync(app, "", (Closed, "Holiday"))));
        (await app.BookAsync("bob", "meeting", "kiri", "2026-11-23T20:00:00Z", 30)).Expect(422, "outside-availability");
        (await app.BookAsync("bob", "meeting", "kiri", "2026-11-24T20:00:00Z", 30)).Expect(201);
    }

    [Fact]
    public async Task What_makes_no_sense_is_refused_and_another_version_is_not_overwritten()
    {
        await using var app = await TestApp.StartAsync(DatabaseProvider.Sqlite);
        var first = (await app.GetAsync("/api/closures")).Expect(200).Headers.ETag!.Tag;
        (await app.PutAsync("/api/closures", """{"dates":{"2026-02-30":"x"}}""")).Expect(400);
        (await app.PutAsync("/api/closures", """{"dates":{"2026-12-25":null}}""")).Expect(400);
        (await app.PutAsync("/api/closures", new { dates = new Dictionary<string, string> { [Closed] = new('x', 201) } })).Expect(400);
        await PutAsync(app, "", (Closed, "x"));
        (await app.SendAsync(HttpMethod.Put, "/api/closures", """{"dates":{}}""", ("If-Match", first))).Expect(412, "precondition-failed");
    }

    [Fact]
    public async Task The_page_shows_whom_it_concerns_before_it_closes()
    {
        await using var app = await TestApp.StartAsync(DatabaseProvider.Sqlite);
        await app.OpenProviderAsync("anna");
        (await app.BookAsync("alice", "meeting", "anna", $"{Closed}T09:00:00Z", 30)).Expect(201);
        (string, string)[] days = [("name", "Feast"), ("date", "2026-11-23"), ("lastDate", Closed)];
        var asked = (await app.SendFormAsync("/office/closures", days)).Expect(200);
        Assert.Contains("Nothing is saved yet", asked.Body, StringComparison.Ordinal);
        var saved = (await app.SendFormAsync("/office/closures", [.. days, ("sure", "yes")])).Expect(200);
        Assert.Contains("Monday 23 November 2026", saved.Body, StringComparison.Ordinal);
        Assert.Equal(2, (await app.GetAsync("/api/closures"))["dates"].EnumerateObject().Count());
        (await app.SendFormAsync("/office/closures/remove", ("remove", Closed))).Expect(200);
        Assert.Single((await app.GetAsync("/api/closures"))["dates"].EnumerateObject());
        (await app.SendFormAsync("/office/closures", ("name", "x"), ("date", "2026-12-02"), ("lastDate", "2026-12-01"))).Expect(422);
    }

    internal static async Task<Answer> PutAsync(TestApp app, string query, params (string Date, string Name)[] dates) =>
        (await app.PutAsync($"/api/closures{query}", new { dates = dates.ToDictionary(d => d.Date, d => d.Name) })).Expect(200);

    private static List<string> Affected(Answer changed) =>
        [.. changed["affected"].EnumerateArray().Select((JsonElement a) => a.GetProperty("id").GetString()!)];
}
