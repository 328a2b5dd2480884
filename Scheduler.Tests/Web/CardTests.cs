using System.Net;
using Scheduler.Tests.Web.Support;

namespace Scheduler.Tests.Web;

/// <summary>One appointment in the office's hands, without a browser.</summary>
public sealed class CardTests
{
    [Theory, OnEachDatabase]
    public async Task A_visit_is_opened_moved_and_cancelled_from_the_day(DatabaseProvider database)
    {
        await using var app = await TestApp.StartAsync(database, settings: ["Scheduling:TimeZone", "Europe/Berlin"]);
        await Seeds.ClientAsync(app, "noor", "Noor", "Haddad");
        (await app.PatchAsync("/api/clients/noor", new { phone = "+49 (30) 123-45" })).Expect(200);
        var id = (await app.BookVisitAsync("noor", "2026-11-24T15:00:00Z")).Expect(201).Text("id");
        Assert.Contains($"href=\"/day/appointments/{id}\"", (await app.GetAsync("/?date=2026-11-24")).Body, StringComparison.Ordinal);

        var card = (await app.GetAsync($"/day/appointments/{id}")).Expect(200);
        Assert.Contains("16:00 – 16:30", card.Body, StringComparison.Ordinal);
        Assert.Contains("href=\"tel:+493012345\"", WebUtility.HtmlDecode(card.Body), StringComparison.Ordinal);
        Assert.Equal("16:00", card.Field("time"));

        Assert.Equal(
            "/?date=2026-11-25&done=moved",
            await app.LeadsToAsync($"/day/appointments/{id}/move", ("date", "2026-11-25"), ("time", "09:30"), ("minutes", "30"))
        );
        Assert.Equal("2026-11-25T08:30:00Z", (await app.FindAsync(id)).Text("start"));
        Assert.Equal("/?date=2026-11-25&done=cancelled", await app.LeadsToAsync($"/day/appointments/{id}/cancel"));
        Assert.Equal("cancelled", (await app.FindAsync(id)).Text("status"));
    }

    /// <summary>The day shows the office's clock and a week its provider's: an appointment, its form and what it answers say the times of the page that led there.</summary>
    [Fact]
    public async Task An_appointment_has_the_times_of_the_page_that_led_to_it()
    {
        await using var app = await TestApp.StartAsync(DatabaseProvider.Sqlite, settings: ["Scheduling:TimeZone", "Europe/Berlin"]);
        await app.OpenProviderAsync("lee", "00:00", "24:00", "Asia/Tokyo", TestApp.AllDays);
        await Seeds.ClientAsync(app, "noor", "Noor", "Haddad");
        var id = (await app.BookAsync("noor", "meeting", "lee", "2026-11-24T15:30:00Z", 30)).Expect(201).Text("id");
        foreach (
            var (path, zone, time, date) in new[]
            {
                ($"/day/appointments/{id}", "Europe/Berlin", "16:30", "2026-11-24"),
                ($"/providers/lee/appointments/{id}", "Asia/Tokyo", "00:30", "2026-11-25"),
            }
        )
        {
            var card = (await app.GetAsync(path)).Expect(200);
            Assert.Contains($"Times in {zone}.", card.Body, StringComparison.Ordinal);
            Assert.Equal((date, time), (card.Field("date"), card.Field("time")));
            await app.LeadsToAsync($"{path}/move", ("date", date), ("time", time), ("minutes", "30"));
            Assert.Equal("2026-11-24T15:30:00Z", (await app.FindAsync(id)).Text("start"));
        }
    }

    [Fact]
    public async Task A_refusal_names_people_and_times_of_the_page()
    {
        await using var app = await TestApp.StartAsync(DatabaseProvider.Sqlite, settings: ["Scheduling:TimeZone", "Europe/Berlin"]);
        await Seeds.AnnaAsync(app);
        await Seeds.ClientAsync(app, "noor", "Noor", "Haddad");
        var id = (await app.BookAsync("noor", "meeting", "anna", "2026-11-24T09:00:00Z", 30)).Expect(201).Text("id");
        (await app.BookAsync("noor", "meeting", "anna", "2026-11-24T13:00:00Z", 30)).Expect(201);
        foreach (
            var (date, time, words) in new[]
            {
                ("2026-11-24", "12:15", "Anna Schmidt is not open for all of that time"),
                (
                    "2026-11-24",
                    "14:00",
                    "Anna Schmidt is already booked at that time. Free near it: Tue 24 Nov, 13:15; Tue 24 Nov, 13:30; Tue 24 Nov, 14:30."
                ),
                ("2026-11-24", "10:10", "The nearest are Tue 24 Nov, 10:00 and Tue 24 Nov, 10:15."),
                ("2026-11-20", "10:00", "That is too soon. The earliest time is Sat 21 Nov, 09:00."),
                ("2027-11-24", "10:00", "That is too far ahead. The latest time is Tue 22 Dec, 09:00."),
            }
        )
        {
            var page = await app.SendFormAsync($"/day/appointments/{id}/move", ("date", date), ("time", time), ("minutes", "30"));
            Assert.InRange(page.Status, 409, 422);
            Assert.Contains(words, page.Body, StringComparison.Ordinal);
            Assert.DoesNotContain("anna ", page.Body, StringComparison.Ordinal);
            var said = page.Body[
                page.Body.IndexOf("role=\"alert\"", StringComparison.Ordinal)..page.Body.IndexOf("<h1", StringComparison.Ordinal)
            ];
            Assert.DoesNotMatch("[0-9]Z\\b", said);
        }

        Assert.Equal("2026-11-24T09:00:00Z", (await app.FindAsync(id)).Text("start"));
    }

    [Theory, OnEachDatabase]
    public async Task It_is_moved_outside_the_rules_with_a_reason_and_never_over_somebody_else(DatabaseProvider database)
    {
        await using var app = await TestApp.StartAsync(database);
        await app.OpenProviderAsync("anna");
        await app.OpenProviderAsync("ben");
        var id = (await app.BookAsync("noor", "meeting", "anna", "2026-11-24T09:00:00Z", 30)).Expect(201).Text("id");
        (await app.BookAsync("mia", "meeting", "ben", "2026-11-24T16:45:00Z", 15)).Expect(201);
        Assert.DoesNotContain("anyway", (await app.GetAsync($"/day/appointments/{id}")).Expect(200).Body, StringComparison.Ordinal);

        var page = (await MoveAsync(("date", "2026-11-24"), ("time", "20:07"), ("minutes", "20"), ("provider", "ben"))).Expect(422);
        Assert.Contains("Provider ben is not open for all of that time", page.Body, StringComparison.Ordinal);
        Assert.Contains("Appointments of this kind begin at fixed times", page.Body, StringComparison.Ordinal);
        Assert.Equal(["off-grid", "outside-availability", "wrong-duration"], page.Field("rules").Split(',').Order(StringComparer.Ordinal));
        var refused = (await AnywayAsync(page, page.Field("rules"), "")).Expect(422);
        Assert.Contains("Write why, for the office alone.", refused.Body, StringComparison.Ordinal);
        // A rule that was not named is not lifted, and is named now.
        refused = (await AnywayAsync(page, "off-grid", "Urgent")).Expect(422);
        Assert.Equal((page.Field("rules"), "Urgent"), (refused.Field("rules"), refused.Field("why")));
        // Another time than the one that was refused has other rules in its way.
        (await MoveAsync([.. Offered(page, page.Field("rules"), "Urgent"), ("to", "2026-11-24T21:07:00Z")])).Expect(422);
        Assert.Equal("2026-11-24T09:00:00Z", (await app.FindAsync(id)).Text("start"));

        (await AnywayAsync(refused, refused.Field("rules"), "Urgent")).Expect(200);
        var moved = await app.FindAsync(id);
        Assert.Equal(
            ("2026-11-24T20:07:00Z", "2026-11-24T20:27:00Z", "ben"),
            (moved.Text("start"), moved.Text("end"), moved.Text("providerIds.0"))
        );
        var audit = (await app.GetAsync($"/api/audit?subject=appointment:{id}")).Expect(200);
        Assert.Single(audit["items"].EnumerateArray(), row => row.GetProperty("detail").TryGetProperty("override", out _));
        Assert.DoesNotContain("Urgent", audit.Body, StringComparison.Ordinal);

        // Another appointment is nothing that is lifted, and it is not offered.
        (string, string)[] taken = [("date", "2026-11-24"), ("time", "16:50"), ("minutes", "20"), ("provider", "ben")];
        page = await MoveAsync(taken);
        Assert.InRange(page.Status, 409, 422);
        Assert.DoesNotContain("name=\"rules\"", page.Body, StringComparison.Ordinal);
        const string Taken = "2026-11-24T16:50:00Z";
        (await MoveAsync([.. taken, ("to", Taken), ("anyway", Taken), ("rules", refused.Field("rules")), ("why", "Urgent")])).Expect(409);
        Assert.Equal("2026-11-24T20:07:00Z", (await app.FindAsync(id)).Text("start"));
        await Invariants.CheckAsync(app);

        Task<Answer> MoveAsync(params (string, string)[] form) => app.SendFormAsync($"/day/appointments/{id}/move", form);

        static (string, string)[] Offered(Answer page, string rules, string why) =>
            [
                .. new[] { "anyway", "date", "time", "minutes", "provider" }.Select(name => (name, page.Field(name))),
                ("rules", rules),
                ("why", why),
            ];

        Task<Answer> AnywayAsync(Answer page, string rules, string why) =>
            MoveAsync([.. Offered(page, rules, why), ("to", page.Field("to"))]);
    }

    [Fact]
    public async Task A_free_time_that_is_shown_is_where_it_goes()
    {
        await using var app = await TestApp.StartAsync(DatabaseProvider.Sqlite);
        await app.OpenProviderAsync("anna");
        var id = (await app.BookAsync("noor", "meeting", "anna", "2026-11-24T09:00:00Z", 30)).Expect(201).Text("id");
        (await app.BookAsync("noor", "meeting", "anna", "2026-11-24T09:30:00Z", 30)).Expect(201);
        var card = (await app.GetAsync($"/day/appointments/{id}")).Expect(200).Body;
        Assert.DoesNotContain("value=\"2026-11-24T09:30:00Z\"", card, StringComparison.Ordinal);
        Assert.Contains("value=\"2026-11-24T10:00:00Z\"", card, StringComparison.Ordinal);
        Assert.Equal(
            "/?date=2026-11-24&done=moved",
            await app.LeadsToAsync($"/day/appointments/{id}/move", ("to", "2026-11-24T10:00:00Z"))
        );
        Assert.Equal("2026-11-24T10:00:00Z", (await app.FindAsync(id)).Text("start"));
    }
}
