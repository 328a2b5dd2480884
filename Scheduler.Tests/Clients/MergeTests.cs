using Scheduler.Tests.Public;
using static Scheduler.Tests.Public.Stranger;

namespace Scheduler.Tests.Clients;

/// <summary>Two records of one person become one, with everything that either had, or nothing is changed.</summary>
public sealed class MergeTests
{
    [Theory, OnEachDatabase]
    public async Task Who_stays_takes_over_what_the_other_had(DatabaseProvider database)
    {
        await using var app = await TestApp.StartAsync(database);
        await app.OpenProviderAsync("anna");
        await AddAsync(app, "noor", "Noor", "Haddad", staffNote: "prefers mornings", tags: ["vip"]);
        await AddAsync(app, "noor2", "Nour", "Alvarez", email: "noor@example.org", staffNote: "left knee", tags: ["VIP", "new"]);
        var past = (await app.BookVisitAsync("noor2", "2026-11-20T09:00:00Z")).Expect(201).Text("id");
        var ahead = (await app.BookAsync("noor2", "meeting", "anna", "2026-11-24T09:00:00Z", 30)).Expect(201).Text("id");
        (await app.BookVisitAsync("noor2", "2026-11-25T09:00:00Z")).Expect(201);
        (await app.BookVisitAsync("noor", "2026-11-26T09:00:00Z")).Expect(201);
        // A date that was given back is nobody's any more.
        var cancelled = (await app.BookVisitAsync("noor", "2026-11-25T10:00:00Z")).Expect(201).Text("id");
        (await app.CancelAsync(cancelled)).Expect(200);
        var events = app.Follow("types=client.merged");

        var merged = (await app.PostAsync("/api/clients/noor2/merge", new { into = "noor" })).Expect(200);
        Assert.Equal(
            ("Noor", "noor@example.org", "prefers mornings\nleft knee", 2),
            (merged.Text("firstName"), merged.Text("email"), merged.Text("staffNote"), merged["tags"].GetArrayLength())
        );
        (await app.GetAsync("/api/clients/noor2")).Expect(404);
        Assert.Equal("noor", (await app.FindAsync(past)).Text("userId"));
        Assert.Equal("noor", (await app.FindAsync(ahead)).Text("userId"));
        Assert.Equal(5, (await app.AllAsync("/api/appointments?userId=noor")).Count);
        (await app.BookVisitAsync("noor", "2026-11-25T11:00:00Z")).Expect(409, "daily-limit-reached");
        Assert.Empty((await app.GetAsync("/api/clients?q=alvarez")).Expect(200)["items"].EnumerateArray());
        Assert.Equal("noor", (await app.GetAsync("/api/clients?q=noor@example")).Text("items.0.id"));
        var told = Assert.Single(await events.TakeAsync());
        Assert.Equal("noor", told.GetProperty("data").GetProperty("into").GetString());
        Assert.DoesNotContain("Alvarez", told.GetRawText(), StringComparison.OrdinalIgnoreCase);
        await Invariants.CheckAsync(app);

        // What is kept, and what is forgotten, is of both.
        Assert.Contains("noor2", (await app.GetAsync("/api/clients/noor/export")).Expect(200).Body, StringComparison.Ordinal);
        (await app.PostAsync("/api/clients/noor/erase")).Expect(200);
        Assert.Equal("cancelled", (await app.FindAsync(ahead)).Text("status"));
        Assert.Equal("", (await app.GetAsync("/api/clients/noor")).Text("staffNote"));
    }

    [Theory, OnEachDatabase]
    public async Task Where_both_have_a_date_it_is_named_and_nothing_is_changed(DatabaseProvider database)
    {
        await using var app = await TestApp.StartAsync(database);
        await AddAsync(app, "one", "Kim", "Lee");
        await AddAsync(app, "two", "Kim", "Leigh", email: "kim@example.org");
        foreach (var day in new[] { "2026-11-24", "2026-11-26" })
        {
            (await app.BookVisitAsync("one", $"{day}T09:00:00Z")).Expect(201);
            (await app.BookVisitAsync("two", $"{day}T10:00:00Z")).Expect(201);
        }

        var moved = (await app.BookVisitAsync("two", "2026-11-25T10:00:00Z")).Expect(201).Text("id");
        var refused = (await app.PostAsync("/api/clients/two/merge", new { into = "one" })).Expect(409, "daily-limit-reached");
        Assert.Equal(["2026-11-24", "2026-11-26"], refused["dates"].EnumerateArray().Select(d => d.GetString()));
        Assert.Equal("two", (await app.FindAsync(moved)).Text("userId"));
        Assert.Equal("", (await app.GetAsync("/api/clients/one")).Expect(200).Text("email"));
        (await app.GetAsync("/api/clients/two")).Expect(200);
        (await app.PostAsync("/api/clients/two/merge", new { into = "two" })).Expect(400);
        (await app.PostAsync("/api/clients/two/merge", new { into = "nobody" })).Expect(400);
        (await app.PostAsync("/api/clients/nobody/merge", new { into = "one" })).Expect(404);
        await Invariants.CheckAsync(app);
    }

    /// <summary>One who stays books a date of the other's at the same moment: one of the two is refused, and never both are kept.</summary>
    [Theory, OnEachDatabase]
    public async Task A_merge_and_a_booking_cannot_both_take_a_date(DatabaseProvider database)
    {
        await using var app = await TestApp.StartAsync(database);
        for (var round = 0; round < 12; round++)
        {
            var (one, two) = ($"one-{round}", $"two-{round}");
            (await app.BookVisitAsync(two, "2026-11-24T09:00:00Z")).Expect(201);
            (await app.BookVisitAsync(one, "2026-11-25T09:00:00Z")).Expect(201);
            var booking = app.BookVisitAsync(one, "2026-11-24T10:00:00Z");
            var answers = await Task.WhenAll(booking, app.PostAsync($"/api/clients/{two}/merge", new { into = one }));
            Assert.All(answers, a => Assert.True(a.Status is 200 or 201 or 409, a.Body));
            Assert.Single(answers, a => a.Status == 409);
        }

        await Invariants.CheckAsync(app);
    }

    [Theory, OnEachDatabase]
    public async Task A_list_has_what_the_office_knows_and_what_is_next(DatabaseProvider database)
    {
        await using var app = await TestApp.StartAsync(database);
        await AddAsync(app, "noor", "Noor", "Haddad", staffNote: "SECRET", tags: ["vip"]);
        await AddAsync(app, "kim", "Kim", "Lee");
        (await app.PatchAsync("/api/clients/noor", new { language = "ar", birthDate = "1980-02-29" })).Expect(200);
        (await app.BookVisitAsync("noor", "2026-11-20T09:00:00Z")).Expect(201);
        (await app.BookVisitAsync("noor", "2026-11-26T09:00:00Z")).Expect(201);
        var next = (await app.BookVisitAsync("noor", "2026-11-24T09:00:00Z")).Expect(201).Text("id");
        var listed = (await app.GetAsync("/api/clients?q=hadad&expand=nextAppointment")).Expect(200);
        Assert.Equal(
            (next, "ar", "1980-02-29"),
            (listed.Text("items.0.nextAppointment.id"), listed.Text("items.0.language"), listed.Text("items.0.birthDate"))
        );
        Assert.Equal("", (await app.GetAsync("/api/clients?q=kim&expand=nextAppointment")).Text("items.0.nextAppointment"));
        (await app.GetAsync("/api/clients?expand=everything")).Expect(400);
        (await app.PatchAsync("/api/clients/kim", new { language = "Klingon!" })).Expect(400);
        (await app.PatchAsync("/api/clients/kim", new { birthDate = "0980-02-28" })).Expect(400);
        (await app.PatchAsync("/api/clients/kim", new { tags = new[] { "a", "A" } })).Expect(400);
        Assert.DoesNotContain("SECRET", (await app.GetAsync("/api/events?limit=200")).Body, StringComparison.Ordinal);
    }

    [Theory, OnEachDatabase]
    public async Task Another_case_of_a_name_or_an_e_mail_is_the_same_client(DatabaseProvider database)
    {
        await using var app = await TestApp.StartAsync(database, TestApp.Now, BehindProxy);
        await app.OpenProviderAsync("anna", days: TestApp.AllDays);
        await AddAsync(app, "jose", "José", "Núñez", email: "Jose.Nunez@Example.org");
        using var stranger = new Stranger(app);
        foreach (
            var (first, last, email, day) in new[]
            {
                ("JOSÉ", "núñez", "jose.nunez@example.org", 24),
                ("Jose", "Nunez", "JOSE.NUNEZ@EXAMPLE.ORG", 25),
            }
        )
        {
            var booked = (
                await stranger.BookAsync(
                    "anna",
                    "meeting",
                    $"2026-11-{day}T10:00:00Z",
                    ("firstName", first),
                    ("lastName", last),
                    ("email", email)
                )
            ).Expect(303);
            Assert.Equal("jose", (await app.FindAsync(booked.Id)).Text("userId"));
        }

        var other = (
            await stranger.BookAsync(
                "anna",
                "meeting",
                "2026-11-26T10:00:00Z",
                ("firstName", "José"),
                ("lastName", "Núñez"),
                ("email", "other@example.org")
            )
        ).Expect(303);
        Assert.NotEqual("jose", (await app.FindAsync(other.Id)).Text("userId"));
    }

    private static async Task AddAsync(
        TestApp app,
        string id,
        string firstName,
        string lastName,
        string? email = null,
        string? staffNote = null,
        string[]? tags = null
    ) =>
        (
            await app.PostAsync(
                "/api/clients",
                new
                {
                    id,
                    firstName,
                    lastName,
                    email,
                    staffNote,
                    tags = tags ?? [],
                }
            )
        ).Expect(201);
}
