using Scheduler.Tests.Web.Support;

namespace Scheduler.Tests.Http;

/// <summary>Which names the service answers to, whose word it takes for who calls, and what addresses it makes of that.</summary>
public sealed class HostTests
{
    /// <summary>A page of a stranger whose name was made to lead to this machine sends these.</summary>
    [Theory]
    [InlineData("evil.example", false)]
    [InlineData("evil.example:5080", false)]
    [InlineData("localhost.evil.example", false)]
    [InlineData("192.0.2.1", false)]
    [InlineData("[2001:db8::1]", false)]
    [InlineData("localhost", true)]
    [InlineData("LOCALHOST:5080", true)]
    [InlineData("scheduler.localhost:5080", true)]
    [InlineData("127.0.0.1", true)]
    [InlineData("[::1]:5080", true)]
    public async Task Only_this_machines_own_names_are_answered_to(string host, bool known)
    {
        await using var app = await TestApp.StartAsync(DatabaseProvider.Sqlite);
        var answers = new[]
        {
            await app.GetAsync("/api/clients", ("Host", host)),
            await app.PostAsync("/api/clients", new { firstName = "A", lastName = "B" }, ("Host", host)),
            await app.SendFormWithAsync("/clients/new", ("Host", host), ("firstName", ""), ("lastName", "")),
        };
        Assert.Equal(known ? [200, 201, 422] : [400, 400, 400], answers.Select(a => a.Status));
        Assert.All(answers.Where(_ => !known), a => Assert.True(a["errors"].TryGetProperty("Host", out _)));
        // Whoever watches over the process asks it by any address.
        (await app.GetAsync("/health/ready", ("Host", host))).Expect(200);
    }

    [Fact]
    public async Task A_form_that_names_a_strangers_host_and_origin_is_refused()
    {
        await using var app = await TestApp.StartAsync(DatabaseProvider.Sqlite);
        (
            await app.SendAsync(
                HttpMethod.Post,
                "/clients/new",
                new FormUrlEncodedContent([new("firstName", "Re"), new("lastName", "bind")]),
                ("Host", "evil.example"),
                ("Origin", "http://evil.example"),
                ("Sec-Fetch-Site", "same-origin")
            )
        ).Expect(400);
        Assert.Empty((await app.GetAsync("/api/clients")).Expect(200)["items"].EnumerateArray());
    }

    /// <summary>The server ends such a connection, and a request that a proxy sends on it for another caller would be lost.</summary>
    [Fact]
    public async Task A_refusal_of_a_large_body_that_was_not_read_says_that_the_connection_ends()
    {
        await using var app = await TestApp.StartAsync(DatabaseProvider.Sqlite);
        foreach (var (length, ends) in new[] { (70_000, true), (60_000, false) })
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "/api/clients")
            {
                Content = new StringContent(new string(' ', length)),
            };
            request.Headers.Host = "evil.example";
            using var answer = await app.Http.SendAsync(request);
            Assert.Equal((400, ends), ((int)answer.StatusCode, answer.Headers.ConnectionClose ?? false));
            (await app.GetAsync("/api/clients")).Expect(200);
        }
    }

    [Fact]
    public async Task The_public_address_is_answered_to_and_stands_in_calendar_files_whatever_host_asks()
    {
        await using var app = await TestApp.StartAsync(
            DatabaseProvider.Sqlite,
            TestApp.Now,
            "PublicBaseUrl",
            "https://termine.example.org/",
            "AllowedHosts",
            "127.0.0.1;intern.example"
        );
        (await app.GetAsync("/book", ("Host", "termine.example.org"))).Expect(200);
        (await app.GetAsync("/book", ("Host", "intern.example:8080"))).Expect(200);
        (await app.GetAsync("/api/clients", ("Host", "localhost"))).Expect(400);
        // The proxy in front speaks https; this server does not know.
        (
            await app.SendFormWithAsync("/clients/new", ("Origin", "https://termine.example.org"), ("firstName", ""), ("lastName", ""))
        ).Expect(422);
        (await app.SendFormWithAsync("/clients/new", ("Origin", "https://intern.example"), ("firstName", ""), ("lastName", ""))).Expect(
            403
        );
        Assert.Contains(
            "URL:https://termine.example.org/appointments/",
            await CalendarFileAsync(app, "intern.example"),
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("localhost:1234", "", "URL:http://localhost:1234/appointments/")]
    [InlineData("intern.example", "127.0.0.1;intern.example", "URL:http://intern.example/appointments/")]
    // No setting names it: the address on which the service listens is known, that one is not.
    [InlineData("evil.example", "*", "URL:http://127.0.0.1:")]
    public async Task Without_a_public_address_only_a_host_that_a_setting_names_stands_in_a_calendar_file(
        string host,
        string allowed,
        string url
    )
    {
        await using var app = await TestApp.StartAsync(DatabaseProvider.Sqlite, TestApp.Now, "AllowedHosts", allowed);
        Assert.Contains(url, await CalendarFileAsync(app, host), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_proxy_forwards_is_believed_from_the_named_networks_alone()
    {
        await using var trusting = await TestApp.StartAsync(
            DatabaseProvider.Sqlite,
            TestApp.Now,
            "ProxyNetworks",
            "10.0.0.0/8, 127.0.0.1",
            "AllowedHosts",
            "proxied.example"
        );
        (await trusting.GetAsync("/book", ("X-Forwarded-Host", "proxied.example"), ("X-Forwarded-For", "192.0.2.1"))).Expect(200);
        await using var doubting = await TestApp.StartAsync(
            DatabaseProvider.Sqlite,
            TestApp.Now,
            "ProxyNetworks",
            "10.0.0.0/8",
            "AllowedHosts",
            "proxied.example"
        );
        (await doubting.GetAsync("/book", ("X-Forwarded-Host", "proxied.example"), ("X-Forwarded-For", "192.0.2.1"))).Expect(400);
    }

    /// <summary>Of the address that a caller says, when only its own counts, each write would come from a new one.</summary>
    [Fact]
    public async Task An_address_in_a_header_of_the_callers_own_escapes_no_limit()
    {
        await using var app = await TestApp.StartAsync(
            DatabaseProvider.Sqlite,
            TestApp.Now,
            "RateLimits:Writes",
            "2",
            "RateLimits:WindowSeconds",
            "3600"
        );
        var key = await app.MakeKeyAsync("owner");
        (await app.PostAsync("/api/clients", new { firstName = "A", lastName = "B" }, key, ("X-Forwarded-For", "192.0.2.1"))).Expect(201);
        (await app.PostAsync("/api/clients", new { firstName = "A", lastName = "B" }, key, ("X-Forwarded-For", "192.0.2.2"))).Expect(429);
    }

    private static async Task<string> CalendarFileAsync(TestApp app, string host)
    {
        var held = (
            await app.SendFormAsync(
                "/book/any/details?type=visit",
                ("start", "2026-11-23T10:00:00Z"),
                ("firstName", "Noor"),
                ("lastName", "N"),
                ("email", "n@example.org"),
                ("type", "visit")
            )
        ).Expect(200);
        var link = System.Text.RegularExpressions.Regex.Match(held.Body, "/appointments/[^\"/]+/calendar\\.ics[^\"]*").Value;
        return (await app.GetAsync(System.Net.WebUtility.HtmlDecode(link), ("Host", host))).Expect(200).Body;
    }
}
