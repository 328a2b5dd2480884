using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Scheduler.Data.Model;
using Scheduler.Tests.Access;

namespace Scheduler.Tests.Mail;

/// <summary>Whoever is given an account is told so by mail, and whoever has forgotten a password gets another one by their mailbox.</summary>
public sealed partial class AccountMailTests
{
    private const string Another = "an evening at the harbour";

    [Theory, OnEachDatabase]
    public async Task Who_is_invited_gets_a_link_that_counts_once_and_for_a_day(DatabaseProvider database)
    {
        await using var server = await MailServer.StartAsync();
        await using var app = await TestApp.StartAsync(database, TestApp.Now, server.Settings);
        using var owner = await Visitor.SetUpAsync(app);
        (await InviteAsync(owner, "kim@example.org")).Expect(201);
        await server.AwaitAsync(1);
        var mail = server.All.Single();
        Assert.Equal("kim@example.org", mail.To);
        Assert.StartsWith("Your account at ", mail.Subject, StringComparison.Ordinal);
        using var kim = new Visitor(app);
        Assert.Contains(
            "Choose a password",
            (await kim.GetAsync(Link().Match(mail.Text).Value)).Expect(200).Body,
            StringComparison.Ordinal
        );
        (await SetAsync(kim, mail.Text, Visitor.Password)).Expect(303);
        Assert.Equal("reception", (await kim.GetAsync("/api/me")).Expect(200).Text("role"));
        (await SetAsync(kim, mail.Text, Another)).Expect(404);

        // Another invitation ends the one before it, and so does a day; who took the address from the page needs no mail.
        var late = (await InviteAsync(owner, "late@example.org")).Expect(201);
        await server.AwaitAsync(2);
        (await owner.SendAsync($"/accounts/{late.Text("id")}/invite")).Expect(200);
        await server.AwaitAsync(3);
        var (first, second) = (server.All.ElementAt(1).Text, server.All.ElementAt(2).Text);
        using var visitor = new Visitor(app);
        (await SetAsync(visitor, first, Visitor.Password)).Expect(404);
        (await visitor.SendAsync("/setup", ("invitation", Key(second)[..^1] + "!"), ("password", Visitor.Password))).Expect(404);
        app.Clock.Advance(TimeSpan.FromHours(24));
        (await SetAsync(visitor, second, Visitor.Password)).Expect(404);
    }

    [Theory, OnEachDatabase]
    public async Task Who_has_forgotten_a_password_sets_another_by_the_mailbox(DatabaseProvider database)
    {
        await using var server = await MailServer.StartAsync();
        await using var app = await TestApp.StartAsync(database, TestApp.Now, server.Settings);
        using var owner = await Visitor.SetUpAsync(app);
        using var visitor = new Visitor(app);
        Assert.Contains("href=\"/sign-in/reset\"", (await visitor.GetAsync("/sign-in")).Expect(200).Body, StringComparison.Ordinal);
        (await visitor.SendAsync("/sign-in/reset", ("email", "no address"))).Expect(422);
        // One answer, and no mail to whoever has no account.
        var unknown = (await visitor.SendAsync("/sign-in/reset", ("email", "nobody@example.org"))).Expect(303);
        var known = (await visitor.SendAsync("/sign-in/reset", ("email", "Owner@Example.org"))).Expect(303);
        Assert.Equal(unknown.Headers.Location, known.Headers.Location);
        Assert.Contains(
            "on its way",
            (await visitor.GetAsync(known.Headers.Location!.ToString())).Expect(200).Body,
            StringComparison.Ordinal
        );
        await server.AwaitAsync(1);
        var mail = Assert.Single(server.All);
        Assert.Equal(("owner@example.org", "A new password"), (mail.To, mail.Subject));

        // Asking changes nothing, and a password that is refused uses nothing up.
        (await owner.GetAsync("/api/me")).Expect(200);
        (await SetAsync(visitor, mail.Text, "short")).Expect(422);
        (await SetAsync(visitor, mail.Text, Another)).Expect(303);
        (await visitor.GetAsync("/api/me")).Expect(200);
        (await SetAsync(visitor, mail.Text, Visitor.Password)).Expect(404);
        using var later = new Visitor(app);
        (await later.SignInAsync("owner@example.org", Visitor.Password)).Expect(422);
        (await later.SignInAsync("owner@example.org", Another)).Expect(303);
        // Whoever had signed in with the old one, did so once.
        (await owner.GetAsync("/api/me")).Expect(401);

        app.Clock.Advance(TimeSpan.FromMinutes(10));
        (await visitor.SendAsync("/sign-in/reset", ("email", "owner@example.org"))).Expect(303);
        await server.AwaitAsync(2);
        await SentAsync();
        app.Clock.Advance(TimeSpan.FromMinutes(61));
        (await SetAsync(visitor, server.All.Last().Text, Visitor.Password)).Expect(404);

        // It is known to be sent a little after the server has it.
        async Task SentAsync()
        {
            await using var db = Contexts.Open(database, app.Database.ConnectionString);
            await Eventually.TrueAsync(() => db.Messages.AllAsync(m => m.Status != MessageStatus.Pending), "every mail's end is stored");
        }
    }

    [Fact]
    public async Task A_mailbox_is_no_second_factor_and_opens_no_account_that_was_disabled()
    {
        await using var server = await MailServer.StartAsync();
        await using var app = await TestApp.StartAsync(DatabaseProvider.Sqlite, TestApp.Now, server.Settings);
        using var owner = await Visitor.SetUpAsync(app);
        var secret = Secret().Match((await owner.SendAsync("/account/second-factor")).Expect(200).Body).Groups["secret"].Value;
        (await owner.SendAsync("/account/second-factor/confirm", ("code", app.Code(secret)))).Expect(200);
        using var visitor = new Visitor(app);
        (await visitor.SendAsync("/sign-in/reset", ("email", "owner@example.org"))).Expect(303);
        await server.AwaitAsync(1);
        Assert.Equal("/sign-in", (await SetAsync(visitor, server.All.Single().Text, Another)).Expect(303).Headers.Location?.ToString());
        (await visitor.GetAsync("/api/me")).Expect(401);
        Assert.Contains(
            "name=\"code\"",
            (await visitor.SignInAsync("owner@example.org", Another)).Expect(200).Body,
            StringComparison.Ordinal
        );

        using var again = new Visitor(app);
        var state = State().Match((await again.SignInAsync("owner@example.org", Another)).Expect(200).Body).Groups["state"].Value;
        app.Clock.Advance(TimeSpan.FromSeconds(60));
        (await again.SendAsync("/sign-in/code", ("state", System.Net.WebUtility.HtmlDecode(state)), ("code", app.Code(secret)))).Expect(
            303
        );
        var gone = (await InviteAsync(again, "gone@example.org")).Expect(201);
        await server.AwaitAsync(2);
        (await again.PostJsonAsync($"/api/accounts/{gone.Text("id")}", new { disabled = true }, "PATCH")).Expect(200);
        (await SetAsync(visitor, server.All.Last().Text, Another)).Expect(404);
        (await visitor.SendAsync("/sign-in/reset", ("email", "gone@example.org"))).Expect(303);
        (await InviteAsync(again, "next@example.org")).Expect(201);
        await server.AwaitAsync(3);
        Assert.DoesNotContain(server.All.Skip(2), m => m.To == "gone@example.org");
    }

    [Fact]
    public async Task Without_mail_nobody_is_told_to_look_for_one()
    {
        await using var app = await TestApp.StartAsync(DatabaseProvider.Sqlite);
        using var owner = await Visitor.SetUpAsync(app);
        (await owner.GetAsync("/sign-in/reset")).Expect(404);
        (await owner.SendAsync("/sign-in/reset", ("email", "owner@example.org"))).Expect(404);
        Assert.DoesNotContain("/sign-in/reset", (await owner.GetAsync("/sign-in")).Expect(200).Body, StringComparison.Ordinal);
        var page = (await owner.SendAsync("/accounts", ("name", "Kim"), ("email", "kim@example.org"), ("role", "reception"))).Expect(200);
        Assert.DoesNotContain("mail with a link", page.Body, StringComparison.Ordinal);
    }

    private static Task<Answer> InviteAsync(Visitor owner, string email) =>
        owner.PostJsonAsync(
            "/api/accounts",
            new
            {
                email,
                name = "Kim",
                role = "reception",
            }
        );

    private static Task<Answer> SetAsync(Visitor visitor, string mail, string password) =>
        visitor.SendAsync("/setup", ("invitation", Key(mail)), ("password", password));

    private static string Key(string mail) => Link().Match(mail).Value.Split('=')[1];

    [GeneratedRegex("/setup\\?invitation=[A-Za-z0-9_-]+")]
    private static partial Regex Link();

    [GeneratedRegex("<code>(?<secret>[A-Z2-7]{20,})</code>", RegexOptions.ExplicitCapture)]
    private static partial Regex Secret();

    [GeneratedRegex("name=\"state\" value=\"(?<state>[^\"]+)\"", RegexOptions.ExplicitCapture)]
    private static partial Regex State();
}
