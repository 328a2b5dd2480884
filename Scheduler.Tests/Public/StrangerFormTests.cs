using static Scheduler.Tests.Public.Stranger;

namespace Scheduler.Tests.Public;

/// <summary>What the forms of strangers make, what they are not told, and what their links do no more.</summary>
public sealed class StrangerFormTests
{
    [Theory, OnEachDatabase]
    public async Task Forms_sent_at_once_make_one_client_with_a_random_id_and_a_refused_one_makes_none(DatabaseProvider database)
    {
        await using var app = await TestApp.StartAsync(database, TestApp.Now, BehindProxy);
        await app.OpenProviderAsync("anna", days: TestApp.AllDays);
        using var stranger = new Stranger(app);
        var visits = await Task.WhenAll(
            Enumerable.Range(9, 6).Select(hour => stranger.BookAsync("anna", "meeting", $"2026-11-24T{hour:00}:00:00Z", Noor))
        );
        Assert.All(visits, v => v.Expect(303));
        (
            await stranger.BookAsync(
                "anna",
                "meeting",
                "2026-11-24T09:00:00Z",
                ("firstName", "Late"),
                ("lastName", "Comer"),
                ("email", "late@example.org")
            )
        ).Expect(409);
        var client = Assert.Single(await app.AllAsync("/api/clients?limit=10"));
        Assert.True(Guid.TryParse(client.GetProperty("id").GetString(), out _));
        Assert.Single((await app.GetAsync("/api/clients?q=haddad"))["items"].EnumerateArray());
    }

    /// <summary>The same as for a time that somebody else has taken, down to the last letter but for the time itself.</summary>
    [Theory, OnEachDatabase]
    public async Task A_stranger_does_not_learn_on_which_dates_somebody_has_an_appointment(DatabaseProvider database)
    {
        await using var app = await TestApp.StartAsync(database, TestApp.Now, BehindProxy);
        await app.OpenProviderAsync("anna", days: TestApp.AllDays);
        await app.OpenProviderAsync("ben", days: TestApp.AllDays);
        await app.CreateTypeAsync(
            new
            {
                id = "talk",
                name = "Talk",
                minMinutes = 30,
                maxMinutes = 30,
                noticeMinutes = 0,
                horizonDays = 30,
                provider = "required",
                dailyLimit = "start-date",
            }
        );
        using var noor = new Stranger(app);
        (await noor.BookAsync("anna", "talk", "2026-11-24T09:00:00Z", Noor)).Expect(303);
        (await app.BookAsync("bob", "talk", "ben", "2026-11-24T10:00:00Z")).Expect(201);

        using var stranger = new Stranger(app, "192.0.2.2");
        var hasOne = (await stranger.BookAsync("ben", "talk", "2026-11-24T11:00:00Z", Noor)).Expect(409);
        (await app.BookAsync("carol", "talk", "ben", "2026-11-24T11:00:00Z")).Expect(201);
        var isTaken = (
            await stranger.BookAsync(
                "ben",
                "talk",
                "2026-11-24T11:00:00Z",
                ("firstName", "X"),
                ("lastName", "Y"),
                ("email", "x@example.org")
            )
        ).Expect(409);
        Assert.Equal(isTaken.Page, hasOne.Page);
        Assert.Contains("That time has just been taken", hasOne.Page, StringComparison.Ordinal);

        // Nor by a hold that is confirmed in her name, which is given up, nor by one that is moved.
        var held = (await stranger.HoldAsync("anna", "consultation", "2026-11-24T12:00:00Z")).Expect(303);
        var told = (await stranger.PostAsync(held.Location, Noor)).Expect(409);
        Assert.Contains("That time has just been taken", told.Page, StringComparison.Ordinal);
        Assert.DoesNotContain("value=\"2026-11-24T12:00:00Z\"", told.Page, StringComparison.Ordinal);
        var moved = (await stranger.BookAsync("ben", "talk", "2026-11-25T09:00:00Z", Noor)).Expect(303);
        Assert.Contains(
            "That time has just been taken",
            (await stranger.PostAsync($"/appointments/{moved.Id}/move", ("start", "2026-11-24T14:00:00Z"), ("tz", "UTC"))).Expect(409).Page,
            StringComparison.Ordinal
        );
        await Invariants.CheckAsync(app);
    }

    [Theory, OnEachDatabase]
    public async Task No_form_books_the_past_and_no_link_moves_or_cancels_what_has_begun(DatabaseProvider database)
    {
        await using var app = await TestApp.StartAsync(database, TestApp.Now, BehindProxy);
        using var stranger = new Stranger(app);
        (await stranger.BookAsync("any", "visit", "2020-01-01T09:00:00Z", Noor)).Expect(422);
        (await stranger.BookAsync("any", "visit", TestApp.Now, Noor)).Expect(422);
        var booked = (await stranger.BookAsync("any", "visit", "2026-11-21T08:30:00Z", Noor)).Expect(303);
        (await stranger.PostAsync($"/appointments/{booked.Id}/move", ("start", "2026-11-20T09:00:00Z"))).Expect(422);
        app.Clock.Set("2026-11-21T08:30:00Z");
        Assert.DoesNotContain("Move", (await stranger.GetAsync($"/appointments/{booked.Id}")).Expect(200).Page, StringComparison.Ordinal);
        (await stranger.PostAsync($"/appointments/{booked.Id}/move", ("start", "2026-11-23T09:00:00Z"))).Expect(303);
        (await stranger.PostAsync($"/appointments/{booked.Id}/cancel")).Expect(303);
        var after = (await app.FindAsync(booked.Id)).Expect(200);
        Assert.Equal(("2026-11-21T08:30:00Z", "confirmed"), (after.Text("start"), after.Text("status")));
    }
}
