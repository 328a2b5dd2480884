using Microsoft.Playwright;
using Scheduler.Tests.Web.Support;

namespace Scheduler.Tests.Access;

/// <summary>Passkeys from end to end: Chromium with an authenticator of its own, the pages, the database.</summary>
public sealed class PasskeyTests
{
    [InBrowserWith, OnEachDatabase]
    public async Task A_passkey_is_made_signs_in_and_is_taken_away(DatabaseProvider database)
    {
        await using var app = await TestApp.StartAsync(database);
        using var owner = await Visitor.SetUpAsync(app);
        var page = await Browser.OpenAsync(app, width: 390);
        await AddAuthenticatorAsync(page);
        // A passkey belongs to a name: an address such as 127.0.0.1 has none.
        var here = $"http://localhost:{app.Url.Port}";
        await page.GotoAsync($"{here}/sign-in?return=/account");
        await page.GetByLabel("E-mail").FillAsync("owner@example.org");
        await page.GetByLabel("Password").FillAsync(Visitor.Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in", Exact = true }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Passkeys" })).ToBeVisibleAsync();

        // Not without the present password: whoever finds a browser open must not make one.
        await page.GetByLabel("Name", new() { Exact = true }).FillAsync("Work laptop");
        await page.GetByLabel("Your password now").FillAsync("not the password");
        await page.GetByRole(AriaRole.Button, new() { Name = "Make a passkey" }).ClickAsync();
        await Assertions.Expect(page.GetByText("This is not your password.")).ToBeVisibleAsync();
        await page.GetByLabel("Your password now").FillAsync(Visitor.Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Make a passkey" }).ClickAsync();
        await Assertions.Expect(page.GetByText("Your passkey signs you in from now on.")).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByText("Work laptop")).ToBeVisibleAsync();
        await LookAsync(page, "account");
        await ChangeSomebodyAsync(app, page, here, owner);
        await page.GotoAsync($"{here}/account");
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign out", Exact = true }).First.ClickAsync();
        await LookAsync(page, "sign-in");
        await page.GotoAsync($"{here}/sign-in?return=/account");
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in with a passkey" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Your account" })).ToBeVisibleAsync();
        using var reader = await Visitor.OfAsync(app, "owner@example.org");
        Assert.Contains(
            "\"passkey\"",
            (await reader.GetAsync("/api/audit?action=account.signed-in")).Expect(200).Body,
            StringComparison.Ordinal
        );

        await page.GetByRole(AriaRole.Button, new() { Name = "Take away Work laptop" }).ClickAsync();
        await Assertions.Expect(page.GetByText("That passkey signs nobody in any longer.")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign out", Exact = true }).First.ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in with a passkey" }).ClickAsync();
        await Assertions.Expect(page.GetByText("This passkey is not known here")).ToBeVisibleAsync();
    }

    /// <summary>On the pages of accounts and keys, while there is somebody who has signed in.</summary>
    private static async Task ChangeSomebodyAsync(TestApp app, IPage page, string here, Visitor owner)
    {
        // The passkey has ended every other session.
        (await owner.GetAsync("/api/me")).Expect(401);
        (await owner.SignInAsync("owner@example.org", Visitor.Password)).Expect(303);
        (
            await owner.PostJsonAsync(
                "/api/providers",
                new
                {
                    id = "anna",
                    firstName = "Provider",
                    lastName = "anna",
                    timeZone = "UTC",
                }
            )
        ).Expect(201);
        using var kim = await owner.InviteAsync(app, "kim@example.org", "reception");
        await page.GotoAsync($"{here}/accounts");
        await LookAsync(page, "accounts");
        await page.GetByRole(AriaRole.Link, new() { Name = "kim@example.org" }).ClickAsync();
        await page.GetByLabel("Role").SelectOptionAsync("provider");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await Assertions.Expect(page.Locator("#providerId-error, #role-error").First).ToBeVisibleAsync();
        await LookAsync(page, "account-form");
        await page.GetByLabel("Whose calendar").SelectOptionAsync("anna");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await Assertions.Expect(page.GetByText("Provider, Provider anna")).ToBeVisibleAsync();
        (await kim.SignInAsync("kim@example.org", Visitor.Password)).Expect(303);
        Assert.Equal("anna", (await kim.GetAsync("/api/me")).Expect(200).Text("providerId"));
        await page.GetByRole(AriaRole.Link, new() { Name = "kim@example.org" }).ClickAsync();
        await page.GetByLabel("Signing in").SelectOptionAsync("no");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await Assertions.Expect(page.GetByText("May not sign in")).ToBeVisibleAsync();
        (await kim.SignInAsync("kim@example.org", Visitor.Password)).Expect(422);

        await page.GotoAsync($"{here}/keys");
        await page.GetByLabel("Name", new() { Exact = true }).FillAsync("Front desk");
        await page.GetByRole(AriaRole.Button, new() { Name = "Make the key" }).ClickAsync();
        await Assertions.Expect(page.GetByText("Copy it now")).ToBeVisibleAsync();
        await LookAsync(page, "keys");
        await page.GetByRole(AriaRole.Button, new() { Name = "Revoke Front desk" }).ClickAsync();
        await Assertions.Expect(page.GetByText("The key opens nothing any longer")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task What_no_authenticator_has_signed_signs_nobody_in()
    {
        await using var app = await TestApp.StartAsync(DatabaseProvider.Sqlite);
        using var owner = await Visitor.SetUpAsync(app);
        using var stranger = new Visitor(app);
        var begun = (await stranger.SendAsync("/sign-in/passkey/options")).Expect(200);
        Assert.Equal("required", begun.Text("options.userVerification"));
        foreach (
            var (state, credential) in new[]
            {
                (begun.Text("state"), ""),
                (begun.Text("state"), "{}"),
                (begun.Text("state"), """{"id":"AAAA","type":"public-key","response":{}}"""),
                ("made up", "{}"),
                ("", ""),
            }
        )
        {
            (await stranger.SendAsync("/sign-in/passkey", ("state", state), ("credential", credential))).Expect(422);
        }

        Assert.Empty(stranger.Cookies);
        (await stranger.SendAsync("/account/passkeys/options", ("passkeyPassword", Visitor.Password))).Expect(401);
        (await owner.SendAsync("/account/passkeys/options", ("passkeyPassword", "wrong"))).Expect(422);
        var adding = (await owner.SendAsync("/account/passkeys/options", ("passkeyPassword", Visitor.Password))).Expect(200);
        (await owner.SendAsync("/account/passkeys", ("passkeyName", "Mine"), ("state", adding.Text("state")), ("credential", "{}"))).Expect(
            422
        );
        // What was begun for one account ends for no other, and not as a sign-in.
        using var kim = await owner.InviteAsync(app, "kim@example.org", "reception");
        (await kim.SendAsync("/account/passkeys", ("passkeyName", "Mine"), ("state", adding.Text("state")), ("credential", "{}"))).Expect(
            422
        );
        (await stranger.SendAsync("/sign-in/passkey", ("state", adding.Text("state")), ("credential", "{}"))).Expect(422);
    }

    /// <summary>One inside of the device, that asks for a finger and gets it.</summary>
    private static async Task AddAuthenticatorAsync(IPage page)
    {
        var devtools = await page.Context.NewCDPSessionAsync(page);
        await devtools.SendAsync("WebAuthn.enable");
        await devtools.SendAsync(
            "WebAuthn.addVirtualAuthenticator",
            new Dictionary<string, object>
            {
                ["options"] = new Dictionary<string, object>
                {
                    ["protocol"] = "ctap2",
                    ["transport"] = "internal",
                    ["hasResidentKey"] = true,
                    ["hasUserVerification"] = true,
                    ["isUserVerified"] = true,
                    ["automaticPresenceSimulation"] = true,
                },
            }
        );
    }

    private static async Task LookAsync(IPage page, string name)
    {
        if (Environment.GetEnvironmentVariable("SCHEDULER_SCREENSHOTS") is { } folder)
        {
            await page.ScreenshotAsync(new() { Path = Path.Combine(folder, $"own-{name}-390.png"), FullPage = true });
        }

        await Axe.CheckAsync(page, name);
    }
}
