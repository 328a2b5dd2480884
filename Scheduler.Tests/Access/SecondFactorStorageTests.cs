using System.Net;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;

namespace Scheduler.Tests.Access;

/// <summary>What the database has of a second factor: nothing that whoever reads it could type.</summary>
public sealed partial class SecondFactorStorageTests
{
    [Theory, OnEachDatabase]
    public async Task The_secret_and_the_recovery_codes_are_sealed_in_their_rows(DatabaseProvider database)
    {
        await using var app = await TestApp.StartAsync(database);
        using var owner = await Visitor.SetUpAsync(app);
        var (secret, codes) = await SetUpAsync(app, owner);
        var stored = await StoredAsync(app, database);
        Assert.Equal(2, stored.Count);
        Assert.All(
            stored,
            value =>
            {
                Assert.StartsWith("sealed:", value, StringComparison.Ordinal);
                Assert.DoesNotContain(secret, value, StringComparison.OrdinalIgnoreCase);
                Assert.DoesNotContain(codes, code => value.Contains(code, StringComparison.OrdinalIgnoreCase));
            }
        );
        // Another instance opens them with the same keys.
        await using var other = app.StartAnother();
        app.Clock.Advance(TimeSpan.FromSeconds(60));
        using var visitor = new Visitor(other);
        (await CodeAsync(visitor, app.Code(secret))).Expect(303);
        (await CodeAsync(visitor, codes[0])).Expect(303);
        (await CodeAsync(visitor, codes[0])).Expect(422);
        Assert.All(await StoredAsync(app, database), value => Assert.StartsWith("sealed:", value, StringComparison.Ordinal));
    }

    [Theory, OnEachDatabase]
    public async Task What_an_older_version_stored_in_the_open_still_counts_and_is_sealed_by_its_next_use(DatabaseProvider database)
    {
        foreach (var withApp in new[] { true, false })
        {
            await using var app = await TestApp.StartAsync(database);
            using var owner = await Visitor.SetUpAsync(app);
            var (secret, codes) = await SetUpAsync(app, owner);
            await using (var db = Contexts.Open(database, app.Database.ConnectionString))
            {
                // The longer one is the list of codes, also when both are sealed.
                var rows = (await db.UserTokens.ToListAsync()).OrderBy(t => t.Value!.Length).ToList();
                (rows[0].Value, rows[1].Value) = (secret, string.Join(';', codes));
                await db.SaveChangesAsync();
            }

            app.Clock.Advance(TimeSpan.FromSeconds(60));
            using var visitor = new Visitor(app);
            (await CodeAsync(visitor, "000000")).Expect(422);
            Assert.Contains(secret, await StoredAsync(app, database));
            (await CodeAsync(visitor, withApp ? app.Code(secret) : codes[0])).Expect(303);
            Assert.All(await StoredAsync(app, database), value => Assert.StartsWith("sealed:", value, StringComparison.Ordinal));
            (await CodeAsync(visitor, codes[1])).Expect(303);
        }
    }

    /// <summary>Without the keys no code is right, and the service goes on.</summary>
    [Fact]
    public async Task What_cannot_be_opened_lets_nobody_in()
    {
        await using var app = await TestApp.StartAsync(DatabaseProvider.Sqlite);
        using var owner = await Visitor.SetUpAsync(app);
        var (secret, codes) = await SetUpAsync(app, owner);
        await using (var db = Contexts.Open(DatabaseProvider.Sqlite, app.Database.ConnectionString))
        {
            foreach (var token in await db.UserTokens.ToListAsync())
            {
                token.Value = token.Value![..^8] + "AAAAAAAA";
            }

            await db.SaveChangesAsync();
        }

        app.Clock.Advance(TimeSpan.FromSeconds(60));
        using var visitor = new Visitor(app);
        (await CodeAsync(visitor, app.Code(secret))).Expect(422);
        (await CodeAsync(visitor, codes[0])).Expect(422);
    }

    private static async Task<(string Secret, List<string> Codes)> SetUpAsync(TestApp app, Visitor owner)
    {
        var secret = Secret().Match((await owner.SendAsync("/account/second-factor")).Expect(200).Body).Groups["secret"].Value;
        var page = (await owner.SendAsync("/account/second-factor/confirm", ("code", app.Code(secret)))).Expect(200).Body;
        return (secret, [.. Recovery().Matches(page).Select(m => m.Groups["code"].Value)]);
    }

    private static async Task<Answer> CodeAsync(Visitor visitor, string code)
    {
        var page = (await visitor.SignInAsync("owner@example.org", Visitor.Password)).Expect(200).Body;
        var state = WebUtility.HtmlDecode(Hidden().Match(page).Groups["state"].Value);
        return await visitor.SendAsync("/sign-in/code", ("state", state), ("code", code));
    }

    private static async Task<List<string>> StoredAsync(TestApp app, DatabaseProvider database)
    {
        await using var db = Contexts.Open(database, app.Database.ConnectionString);
        return await db.UserTokens.Select(t => t.Value!).ToListAsync();
    }

    [GeneratedRegex("<code>(?<secret>[A-Z2-7]{20,})</code>", RegexOptions.ExplicitCapture)]
    private static partial Regex Secret();

    [GeneratedRegex("<li><code>(?<code>[^<]+)</code></li>", RegexOptions.ExplicitCapture)]
    private static partial Regex Recovery();

    [GeneratedRegex("name=\"state\" value=\"(?<state>[^\"]+)\"", RegexOptions.ExplicitCapture)]
    private static partial Regex Hidden();
}
