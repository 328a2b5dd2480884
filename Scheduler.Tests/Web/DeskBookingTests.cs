using System.Text.RegularExpressions;
using Scheduler.Tests.Web.Support;

namespace Scheduler.Tests.Web;

/// <summary>The office books for somebody, without a browser.</summary>
public sealed class DeskBookingTests
{
    [Theory, OnEachDatabase]
    public async Task A_walk_in_without_an_email_is_booked_with_whoever_is_free_and_needs_no_confirming(DatabaseProvider database)
    {
        await using var app = await TestApp.StartAsync(database, now: "2026-11-24T10:03:00Z");
        await app.OpenProviderAsync("anna");
        await app.OpenProviderAsync("ben");
        (await app.BookAsync("noor", "meeting", "anna", "2026-11-24T10:15:00Z", 60)).Expect(201);

        var page = (await app.GetAsync("/day/book?type=meeting&minutes=30")).Expect(200);
        Assert.Equal(["2026-11-24T10:15:00Z", "2026-11-24T10:30:00Z"], Times(page)[..2]);
        Assert.Contains("<span>Provider ben</span>", page.Body, StringComparison.Ordinal);
        Assert.Equal(
            "/?date=2026-11-24&done=booked",
            await app.LeadsToAsync(
                "/day/book",
                ("type", "consultation"),
                ("minutes", "15"),
                ("start", Times((await app.GetAsync("/day/book?type=consultation")).Expect(200))[0]),
                ("firstName", "Mia"),
                ("lastName", "Lindqvist"),
                ("note", "Walked in")
            )
                is { } consultation
                ? consultation.Replace("2026-11-25", "2026-11-24", StringComparison.Ordinal)
                : null
        );
        Assert.Equal(
            "/?date=2026-11-24&done=booked",
            await app.LeadsToAsync(
                "/day/book",
                ("type", "meeting"),
                ("minutes", "30"),
                ("start", "2026-11-24T10:15:00Z"),
                ("firstName", "Jonas"),
                ("lastName", "Weber")
            )
        );
        var ben = (await app.GetAsync("/api/appointments?providerId=ben&from=2026-11-24&to=2026-11-25")).Expect(200)["items"];
        Assert.Equal("confirmed", ben[0].GetProperty("status").GetString());
        var held = (await app.AllAsync("/api/appointments?providerId=anna&status=held")).Concat(
            await app.AllAsync("/api/appointments?providerId=ben&status=held")
        );
        Assert.Empty(held);
        Assert.Contains("Walked in", (await app.GetAsync("/day/print?date=2026-11-25")).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_gap_that_is_pressed_offers_its_time_first_and_says_why_where_it_is_not_possible()
    {
        await using var app = await TestApp.StartAsync(DatabaseProvider.Sqlite);
        await Seeds.OfficeAsync(app);
        var board = (await app.GetAsync("/?date=2026-11-24")).Expect(200).Body;
        var gap = Regex.Match(board, "/day/book\\?date=2026-11-24&amp;time=([0-9:]+)&amp;provider=anna");
        Assert.True(gap.Success, board);
        var page = (await app.GetAsync(gap.Value.Replace("&amp;", "&", StringComparison.Ordinal))).Expect(200);
        Assert.Equal($"2026-11-24T{gap.Groups[1].Value}:00Z", Times(page)[0]);
        Assert.Matches("<option value=\"meeting\" selected", page.Body);

        page = (await app.GetAsync("/day/book?date=2026-11-24&time=12:00&provider=anna&type=meeting")).Expect(200);
        Assert.Contains("12:00 is not possible. Anna Schmidt is already booked at that time.", page.Body, StringComparison.Ordinal);
    }

    [Theory, OnEachDatabase]
    public async Task Somebody_who_was_faster_leaves_what_was_typed_and_adds_nobody_twice(DatabaseProvider database)
    {
        await using var app = await TestApp.StartAsync(database);
        await app.OpenProviderAsync("anna");
        (await app.BookAsync("noor", "meeting", "anna", "2026-11-24T10:00:00Z", 30)).Expect(201);
        (string, string)[] form =
        [
            ("type", "meeting"),
            ("minutes", "30"),
            ("provider", "anna"),
            ("start", "2026-11-24T10:00:00Z"),
            ("note", "Brings the letter"),
        ];
        var refused = await app.SendFormAsync("/day/book", [.. form, ("firstName", "Mia"), ("lastName", "Lindqvist")]);
        Assert.Equal(409, refused.Status);
        Assert.Contains("Provider anna is already booked at that time", refused.Body, StringComparison.Ordinal);
        Assert.Contains("Brings the letter", refused.Body, StringComparison.Ordinal);
        Assert.Contains("Mia Lindqvist", refused.Body, StringComparison.Ordinal);

        var client = refused.Field("client");
        (await app.SendFormAsync("/day/book", [.. form[..3], ("start", Times(refused)[0]), ("client", client)])).Expect(200);
        Assert.Single((await app.GetAsync("/api/clients?q=Lindqvist")).Expect(200)["items"].EnumerateArray());
        Assert.Single((await app.GetAsync($"/api/appointments?userId={client}")).Expect(200)["items"].EnumerateArray());
    }

    [Fact]
    public async Task Nobody_and_nothing_chosen_is_said_at_each_field()
    {
        await using var app = await TestApp.StartAsync(DatabaseProvider.Sqlite);
        await app.OpenProviderAsync("anna");
        await Seeds.ClientAsync(app, "noor", "Noor", "Haddad");
        var page = (await app.SendFormAsync("/day/book", ("type", "meeting"), ("note", "Kept"))).Expect(422);
        Assert.Contains("Choose a time.", page.Body, StringComparison.Ordinal);
        Assert.Contains("Kept", page.Body, StringComparison.Ordinal);
        page = (await app.SendFormAsync("/day/book", ("type", "meeting"), ("start", "2026-11-24T10:00:00Z"))).Expect(422);
        Assert.Contains("Choose a client, or write the name of a new one.", page.Body, StringComparison.Ordinal);
        page = (await app.SendFormAsync("/day/book", ("type", "meeting"), ("start", "2026-11-24T10:00:00Z"), ("lastName", "Weber"))).Expect(
            422
        );
        Assert.Contains("id=\"firstName-error\"", page.Body, StringComparison.Ordinal);
        page = (await app.SendFormAsync("/day/book", ("type", "meeting"), ("start", "2026-11-24T10:00:00Z"), ("client", "nobody"))).Expect(
            422
        );
        Assert.Contains("no longer there", page.Body, StringComparison.Ordinal);
        page = (await app.SendFormAsync("/day/book", ("find", "1"), ("q", "hadad"), ("type", "meeting"))).Expect(200);
        Assert.Contains("value=\"noor\" checked", page.Body, StringComparison.Ordinal);
        Assert.Empty((await app.GetAsync("/api/appointments?providerId=anna")).Expect(200)["items"].EnumerateArray());
    }

    [Theory, OnEachDatabase]
    public async Task A_time_outside_the_rules_is_booked_anyway_with_a_reason_and_never_over_somebody_else(DatabaseProvider database)
    {
        await using var app = await TestApp.StartAsync(database);
        await app.OpenProviderAsync("anna");
        await Seeds.ClientAsync(app, "noor", "Noor", "Haddad");
        const string Asked = "/day/book?date=2026-11-24&time=20:07&provider=anna&type=meeting";
        var page = (await app.GetAsync(Asked)).Expect(200);
        Assert.Contains("20:07 is not possible.", page.Body, StringComparison.Ordinal);
        Assert.Contains("Provider anna is not open for all of that time", page.Body, StringComparison.Ordinal);
        Assert.Contains("Appointments of this kind begin at fixed times", page.Body, StringComparison.Ordinal);
        Assert.Equal(["off-grid", "outside-availability"], page.Field("rules").Split(',').Order(StringComparer.Ordinal));
        Assert.DoesNotContain("2026-11-24T20:07:00Z\" checked", page.Body, StringComparison.Ordinal);

        (string, string)[] form =
        [
            ("type", "meeting"),
            ("minutes", "15"),
            ("provider", "anna"),
            ("client", "noor"),
            ("start", "2026-11-24T20:07:00Z"),
            ("anyway", page.Field("anyway")),
        ];
        var refused = (await app.SendFormAsync("/day/book", [.. form, ("rules", page.Field("rules"))])).Expect(422);
        Assert.Contains("Write why, for the office alone.", refused.Body, StringComparison.Ordinal);
        Assert.Contains("2026-11-24T20:07:00Z\" checked", refused.Body, StringComparison.Ordinal);

        // A rule that was not named is not lifted, and is named now.
        refused = (await app.SendFormAsync("/day/book", [.. form, ("rules", "off-grid"), ("why", "Urgent")])).Expect(422);
        Assert.Contains("outside-availability", refused.Field("rules"), StringComparison.Ordinal);
        Assert.Equal("Urgent", refused.Field("why"));

        Assert.Equal(
            "/?date=2026-11-24&done=booked",
            await app.LeadsToAsync("/day/book", [.. form, ("rules", refused.Field("rules")), ("why", "Urgent")])
        );
        var export = (await app.GetAsync("/api/clients/noor/export")).Expect(200);
        Assert.Equal("Urgent", export.Text("appointments.0.overrideReason"));

        page = (await app.GetAsync("/day/book?date=2026-11-24&time=20:10&provider=anna&type=meeting")).Expect(200);
        Assert.Contains("20:10 is not possible.", page.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("name=\"rules\"", page.Body, StringComparison.Ordinal);
    }

    private static List<string> Times(Answer page) =>
        [.. Regex.Matches(page.Body, "name=\"start\" value=\"([^\"]+)\"").Select(m => m.Groups[1].Value)];
}
