using Scheduler.Tests.Web.Support;

namespace Scheduler.Tests.Web;

/// <summary>Two people in the office change the same thing.</summary>
public sealed class OverwritingTests
{
    [Theory, OnEachDatabase("client", "provider", "type", "hours", "dates")]
    public async Task A_form_that_is_older_than_the_last_change_is_refused_once_and_keeps_what_was_typed(
        DatabaseProvider database,
        string what
    )
    {
        await using var app = await TestApp.StartAsync(database);
        await app.OpenProviderAsync("anna");
        (
            await app.PostAsync(
                "/api/clients",
                new
                {
                    id = "noor",
                    firstName = "Noor",
                    lastName = "First",
                }
            )
        ).Expect(201);
        var (form, action, typed, fields) = what switch
        {
            "client" => ("/clients/noor/edit", "/clients/noor/edit", "Mine", new[] { ("firstName", "Noor"), ("lastName", "Mine") }),
            "provider" => (
                "/providers/anna",
                "/providers/anna",
                "Mine",
                [("firstName", "Anna"), ("lastName", "Mine"), ("timeZone", "UTC"), ("offers", "all")]
            ),
            "type" => (
                "/types/meeting",
                "/types/meeting",
                "Mine",
                [
                    ("name", "Mine"),
                    ("provider", "required"),
                    ("minMinutes", "15"),
                    ("maxMinutes", "480"),
                    ("stepMinutes", "15"),
                    ("gridMinutes", "15"),
                    ("noticeMinutes", "0"),
                    ("horizonDays", "31"),
                    ("dailyLimit", "none"),
                    ("bufferBeforeMinutes", "0"),
                    ("bufferAfterMinutes", "0"),
                ]
            ),
            "hours" => ("/providers/anna/hours", "/providers/anna/hours", "10:00-11:00", [("monday", "10:00-11:00")]),
            _ => (
                "/providers/anna/hours",
                "/providers/anna/dates",
                "10:00-11:00",
                [("date", "2026-11-25"), ("what", "own"), ("hours", "10:00-11:00")]
            ),
        };
        var version = (await app.GetAsync(form)).Expect(200).Field("version");
        await TheirsAsync();

        var before = await StoredAsync();
        var refused = (await app.SendFormAsync(action, [.. fields, ("version", version)])).Expect(422);
        Assert.Contains("Somebody else has changed this", refused.Body, StringComparison.Ordinal);
        Assert.Contains($"value=\"{typed}\"", refused.Body, StringComparison.Ordinal);
        Assert.Equal(before, await StoredAsync());

        (await app.SendFormAsync(action, [.. fields, ("version", refused.Field("version"))])).Expect(200);
        var after = await StoredAsync();
        Assert.NotEqual(before, after);
        Assert.Contains(what is "hours" or "dates" ? "11:00" : "Mine", after, StringComparison.Ordinal);

        async Task TheirsAsync() =>
            (
                what switch
                {
                    "client" => await app.PatchAsync("/api/clients/noor", new { lastName = "Theirs" }),
                    "provider" => await app.PatchAsync("/api/providers/anna", new { lastName = "Theirs" }),
                    "type" => await app.PatchAsync("/api/appointment-types/meeting", new { name = "Theirs" }),
                    _ => await app.PutAsync(
                        "/api/providers/anna/hours",
                        new
                        {
                            weekly = new[]
                            {
                                new
                                {
                                    day = "monday",
                                    start = "13:00",
                                    end = "15:00",
                                },
                            },
                        }
                    ),
                }
            ).Expect(200);

        async Task<string> StoredAsync() => (
                await app.GetAsync(
                    what switch
                    {
                        "client" => "/api/clients/noor",
                        "provider" => "/api/providers/anna",
                        "type" => "/api/appointment-types/meeting",
                        _ => "/api/providers/anna/hours",
                    }
                )
            ).Expect(200).Body;
    }

    /// <summary>A form that was sent back for another reason still knows what it was filled from.</summary>
    [Fact]
    public async Task A_mistake_in_a_form_does_not_make_it_newer()
    {
        await using var app = await TestApp.StartAsync(DatabaseProvider.Sqlite);
        (
            await app.PostAsync(
                "/api/clients",
                new
                {
                    id = "noor",
                    firstName = "Noor",
                    lastName = "First",
                }
            )
        ).Expect(201);
        var version = (await app.GetAsync("/clients/noor/edit")).Expect(200).Field("version");
        (await app.PatchAsync("/api/clients/noor", new { phone = "1" })).Expect(200);
        var again = (
            await app.SendFormAsync(
                "/clients/noor/edit",
                ("firstName", "Noor"),
                ("lastName", "Mine"),
                ("email", "no address"),
                ("version", version)
            )
        ).Expect(422);
        Assert.Equal(version, again.Field("version"));
    }

    [Theory, OnEachDatabase]
    public async Task Parts_of_a_day_that_are_blocked_at_once_are_all_closed(DatabaseProvider database)
    {
        await using var app = await TestApp.StartAsync(database);
        await app.OpenProviderAsync("anna");
        var blocks = await Task.WhenAll(
            Enumerable
                .Range(9, 8)
                .Select(hour =>
                    app.SendFormAsync(
                        "/providers/anna/time",
                        ("what", "block"),
                        ("date", "2026-11-25"),
                        ("start", $"{hour:00}:30"),
                        ("end", $"{hour + 1:00}:00")
                    )
                )
        );
        Assert.All(blocks, answer => answer.Expect(200));
        var starts = await app.StartsAsync("appointmentType=meeting&provider=anna&minutes=30&from=2026-11-25&to=2026-11-26");
        Assert.Equal(Enumerable.Range(9, 8).Select(hour => $"2026-11-25T{hour:00}:00:00Z"), starts);
        (
            await app.SendFormAsync("/providers/anna/time", ("what", "block"), ("date", "2026-11-25"), ("start", "09:30"), ("end", "10:00"))
        ).Expect(422);
    }
}
