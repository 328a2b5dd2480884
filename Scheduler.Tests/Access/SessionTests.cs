using System.Net;
using System.Security.Cryptography;
using System.Text.RegularExpressions;

namespace Scheduler.Tests.Access;

/// <summary>Signing in, and how a session ends.</summary>
public sealed partial class SessionTests
{
    [Fact]
    public async Task An_unknown_account_and_a_wrong_password_are_one_answer()
    {
        await using var app = await TestApp.StartAsync(DatabaseProvider.Sqlite);
        using var owner = await Visitor.SetUpAsync(app);
        using var visitor = new Visitor(app);
        var wrong = (await visitor.SignInAsync("owner@example.org", "not the password")).Expect(422);
        var unknown = (await visitor.SignInAsync("nobody@example.org", "not the password")).Expect(422);
        Assert.Equal(wrong.Body.Replace("owner@", "nobody@"), unknown.Body);
        Assert.Empty(visitor.Cookies);
    }

    [Theory]
    [InlineData("/clients?q=a", "/clients?q=a")]
    [InlineData("//evil.example", "/")]
    [InlineData("/\\evil.example", "/")]
    [InlineData("https://evil.example/", "/")]
    [InlineData("javascript:alert(1)", "/")]
    public async Task Whoever_signs_in_comes_back_to_this_service_alone(string back, string path)
    {
        await using var app = await TestApp.StartAsync(DatabaseProvider.Sqlite);
        using var owner = await Visitor.SetUpAsync(app);
        using var visitor = new Visitor(app);
        var answer = (await visitor.SignInAsync("OWNER@example.org", Visitor.Password, back)).Expect(303);
        Assert.Equal(path, answer.Headers.Location!.OriginalString);
        var cookie = Assert.Single(visitor.Cookies);
        Assert.Equal(("scheduler-local", "/", true), (cookie.Name, cookie.Path, cookie.HttpOnly));
        Assert.Contains("samesite=lax", string.Join(';', answer.Headers.GetValues("Set-Cookie")));
        Assert.Equal(default, cookie.Expires);
    }

    /// <summary>Behind a proxy that speaks https the cookie is tied to the host; in the clear there is none.</summary>
    [Fact]
    public async Task Over_https_the_cookie_is_secure_and_tied_to_the_host()
    {
        await using var app = await TestApp.StartAsync(DatabaseProvider.Sqlite, TestApp.Now, "ProxyNetworks", "127.0.0.1");
        using var owner = await Visitor.SetUpAsync(app);
        using var http = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = app.Url };
        using var request = new HttpRequestMessage(HttpMethod.Post, "/sign-in")
        {
            Content = new FormUrlEncodedContent([new("email", "owner@example.org"), new("password", Visitor.Password)]),
        };
        request.Headers.Add("X-Forwarded-Proto", "https");
        request.Headers.Add("X-Forwarded-For", "192.0.2.1");
        using var answer = await http.SendAsync(request);
        var cookie = Assert.Single(answer.Headers.TryGetValues("Set-Cookie", out var set) ? set : []);
        Assert.StartsWith("__Host-scheduler=", cookie);
        foreach (var part in new[] { "secure", "httponly", "path=/", "samesite=lax" })
        {
            Assert.Contains(part, cookie.Split("; "));
        }

        Assert.DoesNotContain("domain", cookie);
    }

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

    [Fact]
    public async Task Guesses_from_some_addresses_keep_nobody_else_from_signing_in()
    {
        await using var app = await TestApp.StartAsync(DatabaseProvider.Sqlite, TestApp.Now, "ProxyNetworks", "127.0.0.1");
        using var owner = await Visitor.SetUpAsync(app);
        for (var address = 1; address <= 3; address++)
        {
            var answers = await Task.WhenAll(Enumerable.Range(0, 12).Select(i => SignInAsync($"192.0.2.{address}", $"wrong password {i}")));
            Assert.DoesNotContain(answers, a => a.Status == 303);
            var refused = (await SignInAsync($"192.0.2.{address}", Visitor.Password)).Expect(429);
            Assert.InRange(refused.Headers.RetryAfter!.Delta!.Value, TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(15));
        }

        (await SignInAsync("192.0.2.9", Visitor.Password)).Expect(303);
        app.Clock.Advance(TimeSpan.FromMinutes(15));
        (await SignInAsync("192.0.2.1", Visitor.Password)).Expect(303);

        async Task<Answer> SignInAsync(string address, string password)
        {
            using var http = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false, UseCookies = false })
            {
                BaseAddress = app.Url,
            };
            using var request = new HttpRequestMessage(HttpMethod.Post, "/sign-in")
            {
                Content = new FormUrlEncodedContent([new("email", "owner@example.org"), new("password", password)]),
            };
            request.Headers.Add("X-Forwarded-For", address);
            using var response = await http.SendAsync(request);
            return new Answer(
                "POST /sign-in",
                (int)response.StatusCode,
                response.Headers,
                response.Content.Headers,
                await response.Content.ReadAsStringAsync()
            );
        }
    }

    [Theory, OnEachDatabase]
    public async Task With_a_second_factor_the_password_alone_signs_nobody_in(DatabaseProvider database)
    {
        await using var app = await TestApp.StartAsync(database);
        using var owner = await Visitor.SetUpAsync(app);
        var secret = Secret().Match((await owner.SendAsync("/account/second-factor")).Expect(200).Body).Groups["secret"].Value;
        (await owner.SendAsync("/account/second-factor/confirm", ("code", "000000"))).Expect(422);
        var codes = Recovery()
            .Matches((await owner.SendAsync("/account/second-factor/confirm", ("code", Totp(secret)))).Expect(200).Body)
            .Select(m => m.Groups["code"].Value)
            .ToList();
        Assert.Equal(10, codes.Count);

        using var visitor = new Visitor(app);
        var state = await StateAsync();
        Assert.Empty(visitor.Cookies);
        (await visitor.SendAsync("/sign-in/code", ("state", state), ("code", "000000"))).Expect(422);
        (await visitor.SendAsync("/sign-in/code", ("state", "made up"), ("code", Totp(secret)))).Expect(422);
        (await visitor.SendAsync("/sign-in/code", ("state", state), ("code", Totp(secret)))).Expect(303);
        (await visitor.GetAsync("/api/me")).Expect(200);

        // A recovery code counts once.
        (await visitor.SendAsync("/sign-in/code", ("state", await StateAsync()), ("code", codes[0]))).Expect(303);
        (await visitor.SendAsync("/sign-in/code", ("state", await StateAsync()), ("code", codes[0]))).Expect(422);
        (await owner.SendAsync("/account/second-factor/remove", ("presentToo", "wrong"))).Expect(422);
        (await owner.SendAsync("/account/second-factor/remove", ("presentToo", Visitor.Password))).Expect(303);
        (await visitor.SignInAsync("owner@example.org", Visitor.Password)).Expect(303);

        async Task<string> StateAsync() =>
            WebUtility.HtmlDecode(
                Hidden().Match((await visitor.SignInAsync("owner@example.org", Visitor.Password)).Expect(200).Body).Groups["state"].Value
            );
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

    /// <summary>RFC 6238, with the usual six digits and thirty seconds.</summary>
    private static string Totp(string base32)
    {
        var bits = string.Concat(
            base32.Select(c => Convert.ToString("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".IndexOf(char.ToUpperInvariant(c)), 2).PadLeft(5, '0'))
        );
        var key = Enumerable.Range(0, bits.Length / 8).Select(i => Convert.ToByte(bits.Substring(i * 8, 8), 2)).ToArray();
        var step = BitConverter.GetBytes(TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() / 30);
        Array.Reverse(step);
#pragma warning disable CA5350 // The standard's own.
        var hash = HMACSHA1.HashData(key, step);
#pragma warning restore CA5350
        var offset = hash[^1] & 15;
        var number = ((hash[offset] & 127) << 24) | (hash[offset + 1] << 16) | (hash[offset + 2] << 8) | hash[offset + 3];
        return (number % 1_000_000).ToString("000000");
    }

    [GeneratedRegex("<code>(?<secret>[A-Z2-7]{20,})</code>", RegexOptions.ExplicitCapture)]
    private static partial Regex Secret();

    [GeneratedRegex("<li><code>(?<code>[^<]+)</code></li>", RegexOptions.ExplicitCapture)]
    private static partial Regex Recovery();

    [GeneratedRegex("name=\"state\" value=\"(?<state>[^\"]+)\"", RegexOptions.ExplicitCapture)]
    private static partial Regex Hidden();
}
