namespace Scheduler.Tests.Access;

/// <summary>Accounts: the first one, invitations, and who remains.</summary>
public sealed class AccountTests
{
    [Theory, OnEachDatabase]
    public async Task The_first_account_is_made_on_a_page_and_closes_the_door(DatabaseProvider database)
    {
        await using var app = await TestApp.StartAsync(database);
        using var owner = await Visitor.SetUpAsync(app);
        var me = (await owner.GetAsync("/api/me")).Expect(200);
        Assert.Equal(("account", "Owner", "owner"), (me.Text("kind"), me.Text("name"), me.Text("role")));
        Assert.DoesNotContain("Open: anyone", (await owner.GetAsync("/")).Expect(200).Body);
        Assert.Contains("owner@example.org", (await owner.GetAsync("/accounts")).Expect(200).Body);
        (await app.GetAsync("/api/clients")).Expect(401, "unauthenticated");

        using var second = new Visitor(app);
        (await second.GetAsync("/setup")).Expect(404);
        (await second.SendAsync("/setup", ("name", "N"), ("email", "n@example.org"), ("password", Visitor.Password))).Expect(404);
    }

    [Theory, OnEachDatabase]
    public async Task An_invitation_counts_once_and_for_a_day(DatabaseProvider database)
    {
        await using var app = await TestApp.StartAsync(database);
        using var owner = await Visitor.SetUpAsync(app);
        var invited = (
            await owner.PostJsonAsync(
                "/api/accounts",
                new
                {
                    email = "kim@example.org",
                    name = "Kim",
                    role = "reception",
                }
            )
        ).Expect(201);
        var token = invited.Text("invitationUrl").Split('=')[1];
        (
            await owner.PostJsonAsync(
                "/api/accounts",
                new
                {
                    email = "KIM@example.org",
                    name = "Kim",
                    role = "reception",
                }
            )
        ).Expect(409, "id-taken");
        (
            await owner.PostJsonAsync(
                "/api/accounts",
                new
                {
                    email = "x@example.org",
                    name = "X",
                    role = "public",
                }
            )
        ).Expect(400, "invalid-request");

        using var kim = new Visitor(app);
        (await kim.SignInAsync("kim@example.org", Visitor.Password)).Expect(422);
        (await kim.SendAsync("/setup", ("invitation", token), ("password", Visitor.Password))).Expect(303);
        Assert.Equal("reception", (await kim.GetAsync("/api/me")).Expect(200).Text("role"));
        (await kim.SendAsync("/setup", ("invitation", token), ("password", Visitor.Password))).Expect(404);

        var late = (
            await owner.PostJsonAsync(
                "/api/accounts",
                new
                {
                    email = "late@example.org",
                    name = "Late",
                    role = "manager",
                }
            )
        ).Expect(201);
        // A new one ends the one before it.
        var path = $"/accounts/{late.Text("id")}/invite";
        var again = (await owner.SendAsync(path)).Expect(200).Body;
        var newer = System.Text.RegularExpressions.Regex.Match(again, "invitation=([0-9a-f]{64})").Groups[1].Value;
        Assert.Equal(64, newer.Length);
        (await kim.GetAsync("/api/me")).Expect(200);
        (await owner.SendAsync($"/accounts/{(await kim.GetAsync("/api/me")).Text("id")}/invite")).Expect(404);
        (await kim.SendAsync("/setup", ("invitation", late.Text("invitationUrl").Split('=')[1]), ("password", Visitor.Password))).Expect(
            404
        );
        app.Clock.Advance(TimeSpan.FromHours(24));
        (await kim.SendAsync("/setup", ("invitation", newer), ("password", Visitor.Password))).Expect(404);
    }

    [Theory, OnEachDatabase]
    public async Task The_last_owner_is_neither_disabled_nor_demoted(DatabaseProvider database)
    {
        await using var app = await TestApp.StartAsync(database);
        using var owner = await Visitor.SetUpAsync(app);
        var id = (await owner.GetAsync("/api/me")).Text("id");
        (await owner.PostJsonAsync($"/api/accounts/{id}", new { disabled = true }, "PATCH")).Expect(409, "last-owner");
        (await owner.PostJsonAsync($"/api/accounts/{id}", new { role = "manager" }, "PATCH")).Expect(409, "last-owner");
        using var second = await owner.InviteAsync(app, "second@example.org", "owner");
        var other = (await second.GetAsync("/api/me")).Text("id");

        // Each demotes the other at once: one of them remains.
        var answers = await Task.WhenAll(
            owner.PostJsonAsync($"/api/accounts/{other}", new { role = "manager" }, "PATCH"),
            second.PostJsonAsync($"/api/accounts/{id}", new { role = "manager" }, "PATCH")
        );
        Assert.Equal(1, answers.Count(a => a.Status == 200));
        Assert.Contains(answers, a => a.Status is 409 or 403 or 401);
    }

    [Theory, OnEachDatabase]
    public async Task Accounts_are_made_and_disabled_from_the_command_line_while_the_service_runs(DatabaseProvider database)
    {
        await using var app = await TestApp.StartAsync(database);
        var made = await Cli.RunAsync(
            app.Database,
            Visitor.Password + "\n",
            "accounts",
            "create",
            "--email",
            "boss@example.org",
            "--name",
            "Boss",
            "--role",
            "owner"
        );
        Assert.Equal((0, ""), (made.Code, made.Errors));
        Assert.True(Guid.TryParse(made.Output.Trim(), out _), made.Output);
        using var boss = await Visitor.OfAsync(app, "boss@example.org");
        using var kim = await boss.InviteAsync(app, "kim@example.org", "reception");
        (await kim.GetAsync("/")).Expect(200);
        Assert.Equal(0, (await Cli.RunAsync(app.Database, null, "accounts", "disable", "kim@example.org")).Code);
        await Task.Delay(TimeSpan.FromSeconds(1));
        (await kim.GetAsync("/")).Expect(303);
        (await kim.SignInAsync("kim@example.org", Visitor.Password)).Expect(422);

        Assert.Equal(0, (await Cli.RunAsync(app.Database, "another long walk\n", "accounts", "reset", "boss@example.org")).Code);
        (await boss.SignInAsync("boss@example.org", Visitor.Password)).Expect(422);
        (await boss.SignInAsync("boss@example.org", "another long walk")).Expect(303);
    }

    [Fact]
    public async Task Where_nobody_can_sign_in_the_start_prints_a_link_that_counts_once()
    {
        await using var database = await TestDatabase.CreateAsync(DatabaseProvider.Sqlite);
        await using var service = ApiProcess.Start(
            ApiProcess.FreePort(),
            DatabaseProvider.Sqlite,
            database.ConnectionString,
            "Access:Mode",
            "accounts"
        );
        await service.ReadyAsync();
        await Eventually.TrueAsync(
            () => Task.FromResult(service.Output.Any(line => line.Contains("/setup?token="))),
            "the link is printed"
        );
        var link = new Uri(service.Output.First(line => line.Contains("/setup?token=")).Split(' ')[^1]);
        using var http = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = service.Url };
        Assert.Equal(404, (int)(await http.GetAsync("/setup")).StatusCode);
        Assert.Equal(404, (int)(await http.GetAsync("/setup?token=" + new string('0', 64))).StatusCode);
        Assert.Equal(200, (int)(await http.GetAsync(link.PathAndQuery)).StatusCode);
        Assert.Equal(303, await SetUpAsync("first@example.org"));
        Assert.Equal(422, await SetUpAsync("second@example.org"));

        async Task<int> SetUpAsync(string email)
        {
            using var form = new FormUrlEncodedContent([
                new("token", link.Query["?token=".Length..]),
                new("name", "N"),
                new("email", email),
                new("password", Visitor.Password),
            ]);
            return (int)(await http.PostAsync("/setup", form)).StatusCode;
        }
    }
}
