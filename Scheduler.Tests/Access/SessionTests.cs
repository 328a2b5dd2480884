using System.Net;

namespace Scheduler.Tests.Access;

/// <summary>How a session ends, and what it lets its owner see and do.</summary>
public sealed class SessionTests
{
    [Theory, OnEachDatabase]
    public async Task What_ends_a_session_ends_it_in_every_instance_within_a_second(DatabaseProvider database)
    {
        await using var app = await TestApp.StartAsync(database);
        await using var other = app.StartAnother();
        using var owner = await Visitor.SetUpAsync(app);
        using var kim = await owner.InviteAsync(app, "kim@example.org", "reception");
        var id = (await kim.GetAsync("/api/me")).Text("id");

        await EndsAsync(() => owner.PostJsonAsync($"/api/accounts/{id}", new { role = "manager" }, "PATCH"));
        Assert.Equal("manager", (await kim.GetAsync("/api/me")).Text("role"));
        await EndsAsync(() => owner.PostJsonAsync($"/api/accounts/{id}", new { disabled = true }, "PATCH"), enable: true);
        await EndsAsync(() => kim.SendAsync("/account/sign-out-everywhere"));

        // The other instance reads what this one has sealed.
        async Task EndsAsync(Func<Task<Answer>> end, bool enable = false)
        {
            using var there = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false, UseCookies = false })
            {
                BaseAddress = other.Url,
            };
            there.DefaultRequestHeaders.Add("Cookie", $"scheduler-local={Assert.Single(kim.Cookies).Value}");
            Assert.Equal(HttpStatusCode.OK, (await there.GetAsync("/api/me")).StatusCode);
            Assert.True((await end()).Status is 200 or 303);
            (await kim.GetAsync("/api/me")).Expect(401, "unauthenticated");
            await Task.Delay(TimeSpan.FromSeconds(1));
            Assert.Equal(HttpStatusCode.Unauthorized, (await there.GetAsync("/api/me")).StatusCode);
            if (enable)
            {
                (await kim.SignInAsync("kim@example.org", Visitor.Password)).Expect(422);
                (await owner.PostJsonAsync($"/api/accounts/{id}", new { disabled = false }, "PATCH")).Expect(200);
            }

            (await kim.SignInAsync("kim@example.org", Visitor.Password)).Expect(303);
        }
    }

    [Fact]
    public async Task A_session_ends_when_it_is_idle_and_when_it_is_old()
    {
        await using var app = await TestApp.StartAsync(DatabaseProvider.Sqlite);
        using var owner = await Visitor.SetUpAsync(app);
        for (var minutes = 0; minutes < 12 * 60 - 25; minutes += 25)
        {
            app.Clock.Advance(TimeSpan.FromMinutes(25));
            (await owner.GetAsync("/api/me")).Expect(200);
        }

        app.Clock.Advance(TimeSpan.FromMinutes(25));
        (await owner.GetAsync("/api/me")).Expect(401);
        (await owner.SignInAsync("owner@example.org", Visitor.Password)).Expect(303);
        (await owner.GetAsync("/api/me")).Expect(200);
        app.Clock.Advance(TimeSpan.FromMinutes(30) + TimeSpan.FromSeconds(1));
        (await owner.GetAsync("/api/me")).Expect(401);
    }

    [Fact]
    public async Task A_change_with_a_session_must_come_from_a_page_of_ours()
    {
        await using var app = await TestApp.StartAsync(DatabaseProvider.Sqlite);
        using var owner = await Visitor.SetUpAsync(app);
        foreach (
            var header in new[]
            {
                ("Sec-Fetch-Site", "cross-site"),
                ("Sec-Fetch-Site", "same-site"),
                ("Sec-Fetch-Site", "none"),
                ("Origin", "https://evil.example"),
                ("Origin", "null"),
                ("X-Nothing", "said"),
            }
        )
        {
            (await owner.SendWithAsync("/clients/new", header, ("firstName", "A"), ("lastName", "B"))).Expect(403);
        }

        (
            await owner.SendWithAsync("/clients/new", ("Origin", app.Url.ToString().TrimEnd('/')), ("firstName", "A"), ("lastName", "B"))
        ).Expect(303);
    }

    [Theory, OnEachDatabase]
    public async Task The_pages_show_each_role_what_it_may_see(DatabaseProvider database)
    {
        await using var app = await TestApp.StartAsync(database);
        var ids = new Dictionary<string, string>();
        foreach (var provider in new[] { "anna", "ben" })
        {
            await app.OpenProviderAsync(provider);
            (
                await app.PostAsync(
                    "/api/clients",
                    new
                    {
                        id = $"{provider}-client",
                        firstName = "Client",
                        lastName = $"Of-{provider}",
                    }
                )
            ).Expect(201);
            ids[provider] = (await app.BookAsync($"{provider}-client", "consultation", provider, "2026-11-24T10:00:00Z"))
                .Expect(201)
                .Text("id");
        }

        using var owner = await Visitor.SetUpAsync(app);
        using var anna = await owner.InviteAsync(app, "anna@example.org", "provider", "anna");
        using var desk = await owner.InviteAsync(app, "desk@example.org", "reception");
        foreach (
            var (path, provider, reception) in new[]
            {
                ("/?date=2026-11-24", 200, 200),
                ("/clients", 200, 200),
                ("/clients/anna-client", 200, 200),
                ("/clients/ben-client", 404, 200),
                ("/clients/new", 403, 200),
                ("/providers", 200, 200),
                ("/providers/new", 403, 403),
                ("/providers/anna", 200, 403),
                ("/providers/ben", 404, 403),
                ("/types", 200, 200),
                ("/types/visit", 403, 403),
                ("/providers/anna/week?from=2026-11-23", 200, 200),
                ("/providers/ben/week?from=2026-11-23", 404, 200),
                ("/providers/anna/hours", 200, 200),
                ("/providers/ben/hours", 404, 200),
                ($"/providers/anna/appointments/{ids["anna"]}", 200, 200),
                ($"/providers/ben/appointments/{ids["ben"]}", 404, 200),
                ($"/providers/anna/appointments/{ids["ben"]}", 404, 404),
                ("/accounts", 403, 403),
                ("/keys", 403, 403),
                ("/account", 200, 200),
            }
        )
        {
            var seen = (await anna.GetAsync(path)).Expect(provider);
            Assert.DoesNotContain("Of-ben", seen.Body);
            (await desk.GetAsync(path)).Expect(reception);
            (await owner.GetAsync(path)).Expect(path.Contains($"anna/appointments/{ids["ben"]}") ? 404 : 200);
        }

        (await anna.SendAsync($"/providers/ben/appointments/{ids["ben"]}/cancel")).Expect(404);
        (
            await anna.SendAsync("/providers/ben/time", ("what", "open"), ("date", "2026-11-28"), ("start", "09:00"), ("end", "10:00"))
        ).Expect(404);
        (await desk.SendAsync("/types/new")).Expect(403);
    }
}
