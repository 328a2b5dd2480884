namespace Scheduler.Tests.Access;

/// <summary>Keys from the command line.</summary>
public sealed class KeyCommandTests
{
    [Theory, OnEachDatabase]
    public async Task Keys_are_made_and_revoked_from_the_command_line_while_the_service_runs(DatabaseProvider database)
    {
        await using var app = await TestApp.StartAsync(database);
        (await app.GetAsync("/api/clients")).Expect(200);
        var made = await Cli.RunAsync(app.Database, null, "keys", "create", "--name", "Front desk", "--role", "owner", "--days", "7");
        Assert.Equal((0, ""), (made.Code, made.Errors));
        Assert.Matches("^sk_[0-9a-f]{16}_[0-9a-f]{64}\n$", made.Output);
        var key = ("Authorization", $"Bearer {made.Output.Trim()}");
        (await app.GetAsync("/api/clients", key)).Expect(200);
        await Task.Delay(TimeSpan.FromSeconds(1));
        (await app.GetAsync("/api/clients")).Expect(401);
        (await app.PostAsync("/api/clients", new { firstName = "A", lastName = "B" }, key)).Expect(201);

        var listed = await Cli.RunAsync(app.Database, null, "keys", "list");
        Assert.Equal("Front desk", listed.Output.Trim().Split('\t')[^1]);
        var revoked = await Cli.RunAsync(app.Database, null, "keys", "revoke", listed.Output.Split('\t')[0]);
        Assert.Equal((0, "", ""), revoked);
        await Task.Delay(TimeSpan.FromSeconds(1));
        (await app.GetAsync("/api/clients", key)).Expect(401, "unauthenticated");
    }

    [Fact]
    public async Task A_command_that_is_none_says_how_it_is_used()
    {
        await using var database = await TestDatabase.CreateAsync(DatabaseProvider.Sqlite);
        var wrong = await Cli.RunAsync(database, null, "keys", "create", "--role", "owner");
        Assert.Equal((2, ""), (wrong.Code, wrong.Output));
        Assert.StartsWith("usage: ", wrong.Errors);
        var refused = await Cli.RunAsync(database, null, "keys", "create", "--name", "K", "--role", "king");
        Assert.Equal((1, ""), (refused.Code, refused.Output));
        Assert.Contains("role", refused.Errors);
    }
}
