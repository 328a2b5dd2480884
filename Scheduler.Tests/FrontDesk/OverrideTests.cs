using System.Text.Json;

namespace Scheduler.Tests.FrontDesk;

/// <summary>Rules that the office lifts for once, and those that nobody does.</summary>
public sealed class OverrideTests
{
    private static readonly string[] All = ["too-soon", "outside-availability", "off-grid", "wrong-duration"];

    [Theory, OnEachDatabase]
    public async Task Only_the_rules_that_are_named_are_lifted_and_the_audit_tells_of_it(DatabaseProvider database)
    {
        await using var app = await TestApp.StartAsync(database);
        await app.OpenProviderAsync("dr-who");
        // A Saturday, at once, seven minutes past, for twenty minutes.
        (await BookAsync(app, "alice", "2026-11-21T08:07:00Z")).Expect(422);
        foreach (var kept in All)
        {
            (await BookAsync(app, "alice", "2026-11-21T08:07:00Z", [.. All.Where(rule => rule != kept)])).Expect(422, kept);
        }

        var feed = app.Follow();
        await feed.TakeAsync();
        var booked = (await BookAsync(app, "alice", "2026-11-21T08:07:00Z", All)).Expect(201);
        Assert.Equal("2026-11-21T08:27:00Z", booked.Text("end"));
        var id = booked.Text("id");
        var lifted = (await feed.OneAsync("appointment.held")).GetProperty("data").GetProperty("override");
        Assert.Equal(All.Order(), lifted.GetProperty("rules").EnumerateArray().Select(r => r.GetString()!).Order());
        Assert.True(lifted.GetProperty("reason").GetBoolean());

        (await app.ConfirmAsync(id)).Expect(200);
        (await MoveAsync("2026-11-22T20:11:00Z")).Expect(422);
        (await MoveAsync("2026-11-22T20:11:00Z", All)).Expect(200);
        var audit = (await app.GetAsync($"/api/audit?subject=appointment:{id}")).Expect(200);
        Assert.Equal(2, audit["items"].EnumerateArray().Count(row => row.GetProperty("detail").TryGetProperty("override", out _)));
        Assert.DoesNotContain("SECRET", audit.Body, StringComparison.Ordinal);
        var export = (await app.GetAsync("/api/clients/alice/export")).Expect(200);
        Assert.Equal("SECRET", export.Text("appointments.0.overrideReason"));
        await Invariants.CheckAsync(app);

        Task<Answer> MoveAsync(string start, params string[] rules) =>
            app.PostAsync(
                $"/api/appointments/{id}/reschedule",
                rules.Length == 0 ? (object)new { start } : new { start, @override = new { rules, reason = "SECRET" } }
            );
    }

    [Theory, OnEachDatabase]
    public async Task Another_appointment_the_date_and_what_is_not_offered_stay_in_the_way(DatabaseProvider database)
    {
        await using var app = await TestApp.StartAsync(database);
        await app.OpenProviderAsync("dr-who");
        await app.OpenProviderAsync("dr-no");
        (await app.PatchAsync("/api/providers/dr-no", new { appointmentTypes = new[] { "meeting" } })).Expect(200);
        (await app.BookAsync("alice", "meeting", "dr-who", "2026-11-23T10:00:00Z", 30)).Expect(201);
        (await app.BookVisitAsync("bob", "2026-11-23T10:00:00Z")).Expect(201);
        string[] rules = [.. All, "too-far-ahead"];
        (await BookAsync(app, "carol", "2026-11-23T10:07:00Z", rules)).Expect(409, "slot-taken");
        (await BookAsync(app, "bob", "2026-11-23T15:00:00Z", rules)).Expect(409, "daily-limit-reached");
        (await BookAsync(app, "bob", "2027-11-23T10:00:00Z", rules)).Expect(201);
        (await BookAsync(app, "carol", "2026-11-23T10:00:00Z", rules, "dr-no")).Expect(422, "outside-availability");
        (await BookAsync(app, "carol", "2026-11-21T10:00:00Z", rules, "any")).Expect(201);
        var reasons = (
            await app.ExplainAsync("appointmentType=consultation&provider=dr-who&start=2026-11-23T10:07:00Z&minutes=20&userId=bob")
        )["reasons"];
        Assert.Equal(
            ["daily-limit-reached False", "off-grid True", "slot-taken False", "wrong-duration True"],
            reasons.EnumerateArray().Select(r => $"{r.GetProperty("type")} {r.GetProperty("overridable")}").Order(StringComparer.Ordinal)
        );

        var wrong = (await BookAsync(app, "carol", "2026-11-23T15:00:00Z", ["slot-taken"])).Expect(400, "invalid-request");
        Assert.Equal("override.rules[0]", Assert.Single(wrong["errors"].EnumerateObject()).Name);
        (await BookAsync(app, "carol", "2026-11-23T15:00:00Z", [], reason: "because")).Expect(400, "invalid-request");
        (await BookAsync(app, "carol", "2026-11-23T15:00:00Z", All, reason: " ")).Expect(400, "invalid-request");

        // Nobody of the office books with a public key.
        var owner = await app.MakeKeyAsync("owner");
        var visitor = await app.MakeKeyAsync("public", null, owner);
        var forbidden = (await BookAsync(app, "dora", "2026-11-23T15:00:00Z", All, by: visitor)).Expect(403, "forbidden");
        Assert.Equal("provider", forbidden.Text("needs"));
        (await BookAsync(app, "dora", "2026-11-23T15:00:00Z", by: visitor)).Expect(201);
    }

    private static Task<Answer> BookAsync(
        TestApp app,
        string userId,
        string start,
        string[]? rules = null,
        string providerId = "dr-who",
        string reason = "SECRET",
        params (string, string)[] by
    )
    {
        var body = new Dictionary<string, object>
        {
            ["userId"] = userId,
            ["appointmentType"] = "consultation",
            ["providerId"] = providerId,
            ["start"] = start,
            ["minutes"] = start.Contains(":07:", StringComparison.Ordinal) ? 20 : 15,
        };
        if (rules is not null)
        {
            body["override"] = new { rules, reason };
        }

        return app.PostAsync("/api/appointments", JsonSerializer.Serialize(body), by);
    }
}
