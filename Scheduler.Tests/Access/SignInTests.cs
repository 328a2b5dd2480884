namespace Scheduler.Tests.Access;

/// <summary>Signing in: what is told, where it leads, which cookie it gives, and how often one may guess.</summary>
public sealed class SignInTests
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
}
