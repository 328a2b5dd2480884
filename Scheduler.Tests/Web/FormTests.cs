using System.Net;
using Scheduler.Tests.Web.Support;

namespace Scheduler.Tests.Web;

/// <summary>Who may send a form, what a wrong key opens, and what names look like.</summary>
public sealed class FormTests
{
    [Theory]
    [InlineData("Sec-Fetch-Site", "cross-site", 403)]
    [InlineData("Sec-Fetch-Site", "same-site", 403)]
    [InlineData("Sec-Fetch-Site", "same-origin", 422)]
    [InlineData("Sec-Fetch-Site", "none", 422)]
    [InlineData("Origin", "https://elsewhere.example", 403)]
    [InlineData("X-Nothing", "said", 422)]
    public async Task A_form_from_another_site_is_refused(string header, string value, int status)
    {
        await using var app = await TestApp.StartAsync(DatabaseProvider.Sqlite);
        (await app.SendFormWithAsync("/clients/new", (header, value), ("firstName", "Noor"), ("lastName", ""))).Expect(status);
    }

    [Fact]
    public async Task What_was_typed_stays_in_the_form_and_each_field_says_what_is_wrong()
    {
        await using var app = await TestApp.StartAsync(DatabaseProvider.Sqlite);
        var page = (await app.SendFormAsync("/clients/new", ("firstName", "Zoë \"Z\""), ("lastName", ""), ("email", "no address")))
            .Expect(422)
            .Body;
        Assert.Contains("value=\"Zoë &quot;Z&quot;\"", page, StringComparison.Ordinal);
        Assert.Contains("id=\"lastName-error\"", page, StringComparison.Ordinal);
        Assert.Contains("id=\"email-error\"", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("provider", "", "Choose whose calendar it is: the role “Provider” sees that one alone.")]
    [InlineData("manager", "anna", "Choose “Nobody”, or the role “Provider”")]
    [InlineData("provider", "gone", "This provider is no longer there. Choose another one.")]
    public async Task The_form_of_an_account_says_what_to_choose_and_no_names_of_the_contract(string role, string provider, string words)
    {
        await using var app = await TestApp.StartAsync(DatabaseProvider.Sqlite);
        await app.OpenProviderAsync("anna");
        var page = (
            await app.SendFormAsync("/accounts", ("email", "no address"), ("name", "Noor"), ("role", role), ("providerId", provider))
        ).Expect(422);
        var body = WebUtility.HtmlDecode(page.Body);
        Assert.Contains(words, body, StringComparison.Ordinal);
        Assert.Contains("Write an e-mail address, such as name@example.org.", body, StringComparison.Ordinal);
        Assert.DoesNotContain("Provider id", body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("O'Neil \"Bob\" & Söhne")]
    [InlineData("محمد العربي")]
    [InlineData("Zoë 🎉")]
    public async Task A_name_is_shown_as_written(string name)
    {
        await using var app = await TestApp.StartAsync(DatabaseProvider.Sqlite);
        (
            await app.PostAsync(
                "/api/clients",
                new
                {
                    id = "one",
                    firstName = name,
                    lastName = "Last",
                }
            )
        ).Expect(201);
        var page = (await app.GetAsync("/clients/one")).Expect(200).Body;
        Assert.DoesNotContain("<script>alert", page, StringComparison.Ordinal);
        Assert.Contains($"{name} Last", WebUtility.HtmlDecode(page), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("?key=")]
    [InlineData("?key=AAAAAAAAAAAAAAAAAAAAAA")]
    public async Task An_appointment_opens_with_its_own_key_alone(string query)
    {
        await using var app = await TestApp.StartAsync(DatabaseProvider.Sqlite);
        var id = (await app.BookVisitAsync("alice", "2026-11-23T09:00:00Z")).Expect(201).Text("id");
        (await app.GetAsync($"/appointments/{id}{query}")).Expect(404);
        (await app.GetAsync($"/appointments/{id}/calendar.ics{query}")).Expect(404);
        (await app.SendFormAsync($"/appointments/{id}/cancel{query}")).Expect(404);
        Assert.Equal("confirmed", (await app.GetAsync($"/api/appointments/{id}")).Text("status"));
    }

    [Theory]
    [InlineData("/", 200)]
    [InlineData("/book", 200)]
    [InlineData("/nothing", 404)]
    [InlineData("/book/nobody?type=consultation", 404)]
    [InlineData("/book/any?type=visit&month=0001-01&day=9999-99-99&tz=Nowhere/Else&minutes=-7", 200)]
    [InlineData("/providers/nobody/week?from=x", 404)]
    public async Task Pages_answer_GET_and_HEAD(string path, int status)
    {
        await using var app = await TestApp.StartAsync(DatabaseProvider.Sqlite);
        var page = (await app.GetAsync(path, ("Accept", "text/html"))).Expect(status);
        Assert.Contains("<h1", page.Body, StringComparison.Ordinal);
        Assert.Equal(status, (await app.SendAsync(HttpMethod.Head, path, null, ("Accept", "text/html"))).Status);
    }
}
