namespace Scheduler.Tests.Practice;

/// <summary>What was booked, by provider and week, is what happened.</summary>
public sealed class ReportTests
{
    [Theory, OnEachDatabase]
    public async Task Bookings_and_the_use_of_open_hours_are_counted_by_week(DatabaseProvider database)
    {
        await using var app = await TestApp.StartAsync(database);
        await app.OpenProviderAsync("anna", "09:00", "13:00");
        await app.OpenProviderAsync("ben", "09:00", "11:00");
        (await app.PutAsync("/api/closures", """{"dates":{"2026-11-25":"Closed"}}""")).Expect(200);
        var missed = (await app.BookAsync("alice", "meeting", "anna", "2026-11-23T09:00:00Z", 60)).Expect(201).Text("id");
        (await app.BookAsync("bob", "meeting", "anna", "2026-11-24T12:00:00Z", 60)).Expect(201);
        var id = (await app.BookAsync("carol", "meeting", "anna", "2026-11-24T09:00:00Z", 60)).Expect(201).Text("id");
        (await app.CancelAsync(id)).Expect(200);
        (await app.BookAsync("dave", "consultation", "anna", "2026-11-26T09:00:00Z")).Expect(201);
        (await app.BookVisitAsync("erin", "2026-11-29T23:30:00Z")).Expect(201);

        app.Clock.Advance(TimeSpan.FromDays(3));
        (await app.PostAsync($"/api/appointments/{missed}/attendance", new { attendance = "no-show" })).Expect(200);

        var report = (await app.GetAsync("/api/reports?from=2026-11-23&to=2026-11-30")).Expect(200);
        var rows = report["items"].EnumerateArray().Select(r => r.GetRawText()).ToList();
        Assert.Equal(
            """{"providerId":"anna","providerName":"Provider anna","week":"2026-11-23","bookings":2,"cancelled":1,"noShows":1,"""
                + "\"openMinutes\":960,\"bookedMinutes\":120,\"usePercent\":12}",
            rows[0]
        );
        Assert.Contains(
            "\"providerId\":null,\"providerName\":null,\"week\":\"2026-11-23\",\"bookings\":1",
            rows[2],
            StringComparison.Ordinal
        );
        // Weeks from Sunday: the Sunday is another week's, and the first one is cut.
        (await app.PatchAsync("/api/settings", new { weekStart = "sunday" })).Expect(200);
        var sundays = (await app.GetAsync("/api/reports?from=2026-11-23&to=2026-11-30")).Expect(200);
        Assert.Equal(
            ["2026-11-22", "2026-11-29"],
            sundays["items"]
                .EnumerateArray()
                .Where(r => r.GetProperty("providerId").GetString() == "anna")
                .Select(r => r.GetProperty("week").GetString())
        );

        foreach (var csv in new[] { await app.GetAsync("/api/reports", ("Accept", "text/csv")), await app.GetAsync("/api/reports.csv") })
        {
            Assert.Equal("text/csv", csv.Expect(200).ContentHeaders.ContentType!.MediaType);
            Assert.StartsWith("provider,name,week", csv.Body, StringComparison.Ordinal);
        }

        Assert.Contains("12 %", (await app.GetAsync("/reports?from=2026-11-23&to=2026-11-30")).Expect(200).Body, StringComparison.Ordinal);
        (await app.GetAsync("/reports?from=2026-11-23&to=2026-11-20")).Expect(422);
        (await app.GetAsync("/api/reports?from=2026-01-01&to=2027-11-20")).Expect(400);
    }
}
