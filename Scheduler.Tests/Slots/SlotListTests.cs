using Scheduler.Api.Http;

namespace Scheduler.Tests.Slots;

/// <summary>Listing what can be booked.</summary>
/// <remarks>
/// Boundaries: the first and last start of a window, a page that ends inside it, notice and horizon to the minute, dates in another
/// zone than the office's.
/// </remarks>
public sealed class SlotListTests
{
    [Theory, OnEachDatabase]
    public async Task However_many_providers_two_round_trips_are_enough(DatabaseProvider database)
    {
        await using var app = await TestApp.StartAsync(database);
        for (var i = 0; i < 20; i++)
        {
            await app.OpenProviderAsync($"dr-{i:00}", timeZone: i % 2 == 0 ? "UTC" : "Europe/Berlin");
            (await app.BookAsync($"u{i}", "meeting", $"dr-{i:00}", "2026-11-23T10:00:00Z", 60)).Expect(201);
        }

        using var statements = new SqlStatements(app);
        await Eventually.TrueAsync(
            async () => (await app.GetAsync("/api/slots?appointmentType=visit")).Status == 200 && statements.Take().Count > 0,
            "a statement is seen"
        );
        // SQLite is no round trip away: it reads the occupied times of each provider by a statement within the other.
        var within = database == DatabaseProvider.Sqlite ? 1 : 0;
        var twenty = string.Concat(Enumerable.Range(0, 20).Select(i => $"&provider=dr-{i:00}"));
        foreach (var (who, providers) in new[] { ("&provider=dr-00", 1), ("&provider=dr-00&provider=dr-01", 2), (twenty, 20), ("", 20) })
        {
            var page = (await app.GetAsync($"/api/slots?appointmentType=consultation{who}&from=2026-11-23&to=2027-01-22")).Expect(200);
            Assert.Equal(50, page["items"].GetArrayLength());
            // Where nobody is named, the office's closed days are read with the type: it may be one without provider.
            Assert.Equal((who.Length == 0 ? 3 : 2) + (within * providers), statements.TakeOfRequests().Count);
        }

        (await app.GetAsync($"/api/overlaps?from=2026-11-23&to=2026-12-23{twenty}")).Expect(200);
        Assert.Equal(1 + (within * 20), statements.TakeOfRequests().Count);
    }

    [Theory, OnEachDatabase]
    public async Task Each_start_is_listed_once_with_all_who_have_it_free(DatabaseProvider database)
    {
        await using var app = await TestApp.StartAsync(database);
        await app.OpenProviderAsync("ann", "09:00", "10:00");
        await app.OpenProviderAsync("bea", "09:30", "10:30");
        await app.OpenProviderAsync("cid");
        (await app.PatchAsync("/api/providers/cid", new { appointmentTypes = Array.Empty<string>() })).Expect(200);
        (await app.BookAsync("u", "meeting", "bea", "2026-11-23T09:45:00Z", 15)).Expect(201);
        var slots = (await app.SlotsAsync("appointmentType=meeting&minutes=30&from=2026-11-23&to=2026-11-24")).Select(s =>
            $"{s.GetProperty("start").GetString()![11..16]}-{s.GetProperty("end").GetString()![11..16]} "
            + $"{string.Join(',', s.GetProperty("providerIds").EnumerateArray())}"
        );
        Assert.Equal(["09:00-09:30 ann", "09:15-09:45 ann", "09:30-10:00 ann", "10:00-10:30 bea"], slots);
        Assert.Equal(
            ["10:00"],
            (await app.StartsAsync("appointmentType=meeting&minutes=30&provider=bea&from=2026-11-23&to=2026-11-24")).Select(s => s[11..16])
        );
        Assert.Empty(await app.StartsAsync("appointmentType=meeting&provider=cid&from=2026-11-23&to=2026-11-24"));
        (await app.GetAsync("/api/slots?appointmentType=meeting&provider=nobody")).Expect(404, "not-found");
        (await app.GetAsync("/api/slots?appointmentType=nothing")).Expect(404, "not-found");
        (await app.GetAsync("/api/slots?appointmentType=meeting&minutes=20")).Expect(422, "wrong-duration");
        (await app.GetAsync("/api/slots?appointmentType=visit&provider=ann")).Expect(422, "provider-not-allowed");
    }

    [Theory, OnEachDatabase]
    public async Task Dates_are_the_providers_or_those_of_the_named_zone(DatabaseProvider database)
    {
        await using var app = await TestApp.StartAsync(database, TestApp.Now, "Scheduling:TimeZone", "Europe/Berlin");
        await app.OpenProviderAsync("tokyo", "00:00", "24:00", "Asia/Tokyo", TestApp.AllDays);
        await app.OpenProviderAsync("berlin", "00:00", "24:00", "Europe/Berlin", TestApp.AllDays);
        Assert.Equal(("2026-11-23T15:00:00Z", "2026-11-24T14:45:00Z", 96), await EndsAsync("provider=tokyo"));
        Assert.Equal(("2026-11-23T23:00:00Z", "2026-11-24T22:45:00Z", 96), await EndsAsync("provider=berlin"));
        Assert.Equal(("2026-11-23T23:00:00Z", "2026-11-24T22:45:00Z", 96), await EndsAsync("provider=tokyo&provider=berlin"));
        Assert.Equal(("2026-11-24T05:00:00Z", "2026-11-25T04:45:00Z", 96), await EndsAsync("provider=tokyo&timeZone=America/New_York"));
        Assert.Equal(
            ["2026-11-24T03:00:00Z", "2026-11-24T03:15:00Z"],
            await app.StartsAsync("appointmentType=meeting&provider=tokyo&from=2026-11-24T12:00:00%2B09:00&to=2026-11-24T12:30:00%2B09:00")
        );
        (await app.GetAsync("/api/slots?appointmentType=meeting&from=2026-11-24&to=2026-11-24")).Expect(400, "invalid-request");
        (await app.GetAsync("/api/slots?appointmentType=meeting&from=2026-11-24&to=2027-01-26")).Expect(400, "invalid-request");
        (await app.GetAsync("/api/slots?appointmentType=meeting&timeZone=Mars/Olympus")).Expect(400, "invalid-request");

        async Task<(string First, string Last, int Count)> EndsAsync(string query)
        {
            var starts = await app.StartsAsync($"appointmentType=meeting&{query}&from=2026-11-24&to=2026-11-25");
            return (starts[0], starts[^1], starts.Count);
        }
    }

    /// <summary>The list is read before it is known in which zone its dates are: here in those that are farthest from UTC.</summary>
    [Theory, OnEachDatabase(14, -11)]
    public async Task What_is_taken_at_the_edges_of_a_date_far_from_UTC_is_not_listed(DatabaseProvider database, int offset)
    {
        await using var app = await TestApp.StartAsync(database);
        await app.OpenProviderAsync("far", "00:00", "24:00", offset > 0 ? "Pacific/Kiritimati" : "Pacific/Pago_Pago", TestApp.AllDays);
        var first = new DateTime(2026, 11, 25, 0, 0, 0, DateTimeKind.Utc).AddHours(-offset);
        (await app.BookAsync("u1", "meeting", "far", Instant(first.AddMinutes(-15)), 30)).Expect(201);
        (await app.BookAsync("u2", "meeting", "far", Instant(first.AddHours(23)), 60)).Expect(201);
        var starts = await app.StartsAsync("appointmentType=meeting&provider=far&from=2026-11-25&to=2026-11-26&minutes=15");
        Assert.Equal(
            (Instant(first.AddMinutes(15)), Instant(first.AddHours(23).AddMinutes(-15)), 96 - 1 - 4),
            (starts[0], starts[^1], starts.Count)
        );

        // An instant and a date: whether one is before the other depends on the zone.
        Assert.Equal(
            [Instant(first.AddMinutes(15))],
            await app.StartsAsync($"appointmentType=meeting&provider=far&from=2026-11-25&to={Instant(first.AddMinutes(30))}&minutes=15")
        );
        (await app.GetAsync($"/api/slots?appointmentType=meeting&provider=far&from=2026-11-25&to={Instant(first)}")).Expect(
            400,
            "invalid-request"
        );

        static string Instant(DateTime utc) => Instants.FormatInstant(utc);
    }

    /// <summary>A cursor says where the page before ended; a later beginning still holds.</summary>
    [Theory, OnEachDatabase]
    public async Task A_cursor_does_not_widen_the_window(DatabaseProvider database)
    {
        await using var app = await TestApp.StartAsync(database);
        await app.OpenProviderAsync("dr-who");
        var page = (await app.GetAsync("/api/slots?appointmentType=meeting&provider=dr-who&from=2026-11-23&to=2026-11-25&limit=2")).Expect(
            200
        );
        var next = (
            await app.GetAsync(
                $"/api/slots?appointmentType=meeting&provider=dr-who&from=2026-11-24&to=2026-11-25&cursor={page.Text("next")}"
            )
        ).Expect(200);
        Assert.Equal("2026-11-24T09:00:00Z", next["items"][0].GetProperty("start").GetString());
    }

    [Theory, OnEachDatabase]
    public async Task Notice_and_horizon_bound_the_list_to_the_minute(DatabaseProvider database)
    {
        await using var app = await TestApp.StartAsync(database);
        await app.OpenProviderAsync("dr-who", "00:00", "24:00", days: TestApp.AllDays);
        Assert.Equal("2026-11-22T08:00:00Z", (await app.StartsAsync("appointmentType=consultation&to=2026-11-23"))[0]);
        Assert.Equal("2027-02-19T08:00:00Z", (await app.StartsAsync("appointmentType=consultation&from=2027-02-19&to=2027-02-21"))[^1]);
        app.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal("2026-11-22T08:15:00Z", (await app.StartsAsync("appointmentType=consultation&to=2026-11-23"))[0]);
        Assert.Empty(await app.StartsAsync("appointmentType=consultation&from=2026-11-10&to=2026-11-20"));
    }

    /// <summary>A type without provider has its grid, the past included, for any number of users.</summary>
    [Theory, OnEachDatabase]
    public async Task Visits_have_every_half_hour(DatabaseProvider database)
    {
        await using var app = await TestApp.StartAsync(database);
        (await app.BookVisitAsync("alice", "2026-11-23T09:00:00Z")).Expect(201);
        var slots = await app.SlotsAsync("appointmentType=visit&from=2026-11-23&to=2026-11-24");
        Assert.Equal(48, slots.Count);
        Assert.All(slots, slot => Assert.Equal(0, slot.GetProperty("providerIds").GetArrayLength()));
        Assert.Equal(48, (await app.StartsAsync("appointmentType=visit&from=2020-02-29&to=2020-03-01")).Count);
        Assert.Equal(7 * 48, (await app.StartsAsync("appointmentType=visit")).Count);
        // Seven dates, one of them an hour shorter.
        var week = await app.StartsAsync("appointmentType=visit&from=2026-03-27&timeZone=Europe/Berlin");
        Assert.Equal(("2026-03-26T23:00:00Z", "2026-04-02T21:30:00Z", (7 * 48) - 2), (week[0], week[^1], week.Count));
    }
}
