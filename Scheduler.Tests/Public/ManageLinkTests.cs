using System.Text.RegularExpressions;
using static Scheduler.Tests.Public.Stranger;

namespace Scheduler.Tests.Public;

/// <summary>The address that opens one appointment to whoever has it.</summary>
public sealed partial class ManageLinkTests
{
    [Theory, OnEachDatabase]
    public async Task The_office_gets_the_link_of_any_appointment_the_same_each_time(DatabaseProvider database)
    {
        await using var app = await TestApp.StartAsync(
            database,
            TestApp.Now,
            "PublicBaseUrl",
            "https://appointments.example.org",
            "ProxyNetworks",
            "127.0.0.0/8"
        );
        await using var other = app.StartAnother("PublicBaseUrl", "https://appointments.example.org");
        var id = (await app.BookVisitAsync("alice", "2026-11-23T09:00:00Z")).Expect(201).Text("id");
        var url = (await app.PostAsync($"/api/appointments/{id}/manage-link")).Expect(200).Text("url");
        Assert.Matches($"^https://appointments\\.example\\.org/appointments/{id}\\?key=[A-Za-z0-9_-]{{22}}$", url);
        Assert.Equal(url, (await other.PostAsync($"/api/appointments/{id}/manage-link", new { rotate = false })).Expect(200).Text("url"));

        using var alice = new Stranger(app);
        var visit = (await alice.GetAsync(new Uri(url).PathAndQuery)).Expect(303);
        Assert.Equal($"/appointments/{id}", visit.Location);
        Assert.Contains("Your appointment", (await alice.GetAsync(visit.Location)).Expect(200).Page, StringComparison.Ordinal);
        (await alice.PostAsync($"/appointments/{id}/cancel", ("reason", "ill"))).Expect(303);
        Assert.Equal("cancelled", (await app.FindAsync(id)).Text("status"));
        var cancelled = (await app.GetAsync($"/api/events?subject=appointment:{id}&types=appointment.cancelled")).Expect(200);
        Assert.Equal(("manage-link", id), (cancelled.Text("items.0.actor.kind"), cancelled.Text("items.0.actor.id")));
    }

    [Theory, OnEachDatabase]
    public async Task A_replaced_link_opens_nothing_and_neither_does_its_cookie(DatabaseProvider database)
    {
        await using var app = await TestApp.StartAsync(database, TestApp.Now, BehindProxy);
        using var noor = new Stranger(app);
        var booked = (await noor.BookAsync("any", "visit", "2026-11-23T09:00:00Z", Noor)).Expect(303);
        var first = Key(await app.PostAsync($"/api/appointments/{booked.Id}/manage-link"));
        var second = Key(await app.PostAsync($"/api/appointments/{booked.Id}/manage-link", new { rotate = true }));
        Assert.NotEqual(first, second);
        (await noor.GetAsync($"/appointments/{booked.Id}")).Expect(404);
        (await noor.GetAsync($"/appointments/{booked.Id}?key={first}")).Expect(404);
        (await noor.GetAsync($"/appointments/{booked.Id}?key={second}")).Expect(303);
        (await noor.GetAsync($"/appointments/{booked.Id}")).Expect(200);
        // Another appointment's key opens nothing either.
        var other = (await app.BookVisitAsync("alice", "2026-11-23T09:00:00Z")).Expect(201).Text("id");
        (await noor.GetAsync($"/appointments/{other}?key={second}")).Expect(404);
        (await app.PostAsync($"/api/appointments/{Guid.CreateVersion7()}/manage-link", new { rotate = true })).Expect(404, "not-found");
    }

    /// <summary>From the first page to the cancelled appointment nothing that the browser asks for has the key in its address.</summary>
    [Theory, OnEachDatabase]
    public async Task A_whole_booking_has_the_key_in_no_address(DatabaseProvider database)
    {
        await using var app = await TestApp.StartAsync(database, TestApp.Now, BehindProxy);
        await app.OpenProviderAsync("anna", days: TestApp.AllDays);
        using var noor = new Stranger(app);
        var held = (await noor.HoldAsync("anna", "consultation", "2026-11-24T10:00:00Z")).Expect(303);
        Assert.All(
            held.Cookies,
            cookie =>
                Assert.Matches(
                    "^link-[0-9a-f]{32}=[A-Za-z0-9_-]{22}; max-age=3600; "
                        + "path=/(book/held|appointments)/[0-9a-f-]{36}; samesite=lax; httponly$",
                    cookie
                )
        );
        Assert.Equal(2, held.Cookies.Count);
        var details = (await noor.GetAsync(held.Location)).Expect(200);
        var booked = (await noor.PostAsync(held.Location, Noor)).Expect(303);
        var own = (await noor.GetAsync(booked.Location)).Expect(200);
        var move = (await noor.GetAsync($"/appointments/{booked.Id}/move?tz=UTC")).Expect(200);
        var moved = (await noor.PostAsync($"/appointments/{booked.Id}/move", ("start", "2026-11-25T10:00:00Z"), ("tz", "UTC"))).Expect(303);
        foreach (var visit in new[] { held, details, booked, move, moved })
        {
            Assert.DoesNotContain("key=", visit.Location + visit.Page, StringComparison.Ordinal);
        }

        // The page itself shows the whole link, to be kept; so does the file for the calendar.
        var link = Assert.Single(LinkPattern().Matches(own.Page).Select(m => m.Groups[1].Value).Distinct());
        var file = (await noor.GetAsync($"/appointments/{booked.Id}/calendar.ics"))
            .Expect(200)
            .Page.Replace("\r\n ", "", StringComparison.Ordinal);
        Assert.Contains($"URL:{link}", file, StringComparison.Ordinal);
        using var later = new Stranger(app, "192.0.2.2");
        (await later.GetAsync(booked.Location)).Expect(404);
        Assert.Equal(
            $"/appointments/{booked.Id}?tz=Europe%2FBerlin",
            (await later.GetAsync($"{new Uri(link).PathAndQuery}&tz=Europe/Berlin")).Expect(303).Location
        );
        (await later.GetAsync($"/appointments/{booked.Id}")).Expect(200);
        (await later.PostAsync($"/appointments/{booked.Id}/cancel")).Expect(303);
        Assert.Equal("cancelled", (await app.FindAsync(booked.Id)).Text("status"));
    }

    [Theory, OnEachDatabase]
    public async Task A_link_changes_nothing_later_than_the_type_says_and_the_office_still_does(DatabaseProvider database)
    {
        await using var app = await TestApp.StartAsync(database, TestApp.Now, BehindProxy);
        await app.CreateTypeAsync(
            new
            {
                id = "talk",
                name = "Talk",
                minMinutes = 30,
                maxMinutes = 30,
                noticeMinutes = 0,
                provider = "none",
                changeUntilMinutes = 60,
            }
        );
        using var noor = new Stranger(app);
        var booked = (await noor.BookAsync("any", "talk", "2026-11-23T09:00:00Z", Noor)).Expect(303);
        app.Clock.Set("2026-11-23T07:59:59Z");
        (await noor.PostAsync($"/appointments/{booked.Id}/move", ("start", "2026-11-23T09:30:00Z"), ("tz", "UTC"))).Expect(303);
        app.Clock.Set("2026-11-23T08:30:00Z");
        Assert.Contains(
            "too late to move or cancel",
            (await noor.GetAsync($"/appointments/{booked.Id}")).Expect(200).Page,
            StringComparison.Ordinal
        );
        (await noor.GetAsync($"/appointments/{booked.Id}/move")).Expect(303);
        (await noor.PostAsync($"/appointments/{booked.Id}/move", ("start", "2026-11-23T10:00:00Z"), ("tz", "UTC"))).Expect(303);
        (await noor.PostAsync($"/appointments/{booked.Id}/cancel")).Expect(303);
        Assert.Equal(
            ("2026-11-23T09:30:00Z", "confirmed"),
            ((await app.FindAsync(booked.Id)).Text("start"), (await app.FindAsync(booked.Id)).Text("status"))
        );
        (await app.MoveAsync(booked.Id, "2026-11-23T10:00:00Z")).Expect(200);
        (await app.CancelAsync(booked.Id)).Expect(200);
        Assert.Contains("until", (await app.GetAsync("/problems/too-late")).Expect(200).Body, StringComparison.Ordinal);
    }

    /// <summary>Whatever level the log has.</summary>
    [Fact]
    public async Task The_key_is_in_no_log()
    {
        await using var database = await TestDatabase.CreateAsync(DatabaseProvider.Sqlite);
        var port = ApiProcess.FreePort();
        await using var process = ApiProcess.Start(
            port,
            database.Provider,
            database.ConnectionString,
            "Logging:LogLevel:Default",
            "Trace",
            "Logging:LogLevel:Microsoft.AspNetCore",
            "Trace",
            "Logging:LogLevel:Microsoft.AspNetCore.Hosting.Diagnostics",
            "Trace"
        );
        await process.ReadyAsync();
        using var http = new HttpClient { BaseAddress = process.Url };
        const string Key = "AnUnguessableKeyOf22xx";
        Assert.Equal(
            404,
            (int)(await http.GetAsync(new Uri($"/appointments/{Guid.CreateVersion7()}?key={Key}", UriKind.Relative))).StatusCode
        );
        await process.TerminateAsync();
        Assert.True(process.Output.Count > 20, "Nothing was logged.");
        Assert.DoesNotContain(process.Output, line => line.Contains(Key, StringComparison.Ordinal));
    }

    private static string Key(Answer answer) => answer.Expect(200).Text("url").Split("key=")[1];

    [GeneratedRegex("href=\"(http[^\"]*key=[^\"]*)\"")]
    private static partial Regex LinkPattern();
}
