using Scheduler.Tests.Public;
using static Scheduler.Tests.Public.Stranger;

namespace Scheduler.Tests.Practice;

/// <summary>What an office says of the types and providers that it offers, when, and what it offers no more.</summary>
public sealed class OfferTests
{
    [Theory, OnEachDatabase]
    public async Task What_is_archived_is_not_booked_and_its_history_stays(DatabaseProvider database)
    {
        await using var app = await TestApp.StartAsync(database, TestApp.Now, BehindProxy);
        await app.OpenProviderAsync("anna", days: TestApp.AllDays);
        await app.OpenProviderAsync("ben", days: TestApp.AllDays);
        var id = (await app.BookAsync("alice", "meeting", "anna", "2026-11-24T09:00:00Z", 30)).Expect(201).Text("id");
        var visit = (await app.BookVisitAsync("alice", "2026-11-24T09:00:00Z")).Expect(201).Text("id");
        Assert.True((await app.PatchAsync("/api/providers/anna", new { archived = true })).Expect(200)["archived"].GetBoolean());
        (await app.BookAsync("bob", "meeting", "anna", "2026-11-24T10:00:00Z", 30)).Expect(422, "outside-availability");
        Assert.Equal("ben", (await app.BookAsync("bob", "meeting", "any", "2026-11-24T10:00:00Z", 30)).Expect(201).Text("providerIds.0"));
        Assert.Empty(await app.StartsAsync("appointmentType=meeting&provider=anna&from=2026-11-24&to=2026-11-25"));
        Assert.Equal("confirmed", (await app.FindAsync(id)).Text("status"));
        Assert.Single((await app.GetAsync("/api/appointments?providerId=anna")).Expect(200)["items"].EnumerateArray());
        using var stranger = new Stranger(app);
        Assert.DoesNotContain("/book/anna?", (await stranger.GetAsync("/book?type=meeting")).Expect(200).Page, StringComparison.Ordinal);
        (await stranger.GetAsync("/book/anna?type=meeting")).Expect(404);

        (await app.PatchAsync("/api/appointment-types/visit", new { archived = true })).Expect(200);
        (await app.BookVisitAsync("bob", "2026-11-24T09:00:00Z")).Expect(422, "outside-availability");
        Assert.Empty(await app.StartsAsync("appointmentType=visit&from=2026-11-24&to=2026-11-25"));
        Assert.DoesNotContain("type=visit", (await stranger.GetAsync("/book")).Expect(200).Page, StringComparison.Ordinal);
        (await stranger.GetAsync("/book/any?type=visit")).Expect(404);
        // What was booked can still be moved.
        (await app.MoveAsync(visit, "2026-11-25T09:00:00Z")).Expect(200);
        (await app.PatchAsync("/api/providers/anna", new { archived = false })).Expect(200);
        (await app.BookAsync("bob", "meeting", "anna", "2026-11-24T11:00:00Z", 30)).Expect(201);
    }

    /// <summary>On the office's clock, around a change of it: what is listed can be booked, and what is not is refused.</summary>
    [Theory, OnEachDatabase]
    public async Task A_type_without_provider_keeps_hours_of_its_own(DatabaseProvider database)
    {
        await using var app = await TestApp.StartAsync(database, "2026-10-20T08:00:00Z", "Scheduling:TimeZone", "Europe/Berlin");
        (
            await app.PatchAsync(
                "/api/appointment-types/visit",
                """{"hours":[{"day":"saturday","start":"22:00","end":"24:00"},{"day":"sunday","start":"00:00","end":"03:30"}]}"""
            )
        ).Expect(200);
        (await app.PutAsync("/api/closures", """{"dates":{"2026-11-01":"All Saints"}}""")).Expect(200);
        var starts = await app.StartsAsync("appointmentType=visit&from=2026-10-24&to=2026-11-03");
        // The hour that occurs twice is open twice; the first of November is closed.
        Assert.Equal(("2026-10-24T20:00:00Z", "2026-10-31T22:30:00Z", 17), (starts[0], starts[^1], starts.Count));
        foreach (var start in starts)
        {
            (await app.BookVisitAsync($"user-{start[8..16].Replace('T', '-')}", start)).Expect(201);
        }

        foreach (var start in new[] { "2026-10-24T19:30:00Z", "2026-10-25T02:30:00Z", "2026-10-31T23:00:00Z", "2026-10-26T10:00:00Z" })
        {
            (await app.BookVisitAsync("other", start)).Expect(422, "outside-availability");
            Assert.Equal(["outside-availability"], await app.ReasonsAsync($"appointmentType=visit&start={start}"));
        }

        Assert.Equal("sunday", (await app.GetAsync("/api/appointment-types/visit")).Text("hours.1.day"));
        (await app.PatchAsync("/api/appointment-types/visit", new { hours = (object?)null })).Expect(200);
        (await app.BookVisitAsync("other", "2026-10-26T10:00:00Z")).Expect(201);
    }

    [Fact]
    public async Task Providers_say_more_of_themselves()
    {
        await using var app = await TestApp.StartAsync(DatabaseProvider.Sqlite);
        await app.OpenProviderAsync("anna");
        var photo = "data:image/svg+xml;base64," + Convert.ToBase64String("<svg xmlns='http://www.w3.org/2000/svg'/>"u8);
        var changed = (
            await app.PatchAsync(
                "/api/providers/anna",
                new
                {
                    title = "Physiotherapist",
                    location = "Second floor",
                    languages = new[] { "de", "pt-BR" },
                    photo,
                }
            )
        ).Expect(200);
        Assert.Equal(("Physiotherapist", "pt-BR"), (changed.Text("title"), changed.Text("languages.1")));
        (await app.GetAsync(changed.Text("photo"))).Expect(200);
        (await app.PatchAsync("/api/settings", new { logo = photo })).Expect(200);
        (await app.PatchAsync("/api/providers/anna", new { photo = (string?)null })).Expect(200);
        // The practice shows the same one.
        (await app.GetAsync(changed.Text("photo"))).Expect(200);
        (await app.PatchAsync("/api/providers/anna", new { languages = new[] { "Deutsch!" } })).Expect(400);
        (await app.PatchAsync("/api/providers/anna", new { photo = "https://example.org/x.png" })).Expect(400);
    }
}
