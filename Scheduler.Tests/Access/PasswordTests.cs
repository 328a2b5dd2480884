namespace Scheduler.Tests.Access;

/// <summary>Passwords that somebody who wants to get in would try early.</summary>
public sealed class PasswordTests
{
    [Theory]
    [InlineData("short", "12 to 200")]
    [InlineData("password1234", "tried first")]
    [InlineData("aaaaaaaaaaaaaaaa", "tried first")]
    [InlineData("SonyEricsson", "tried first")]
    [InlineData("!!sunshine2026", "tried first")]
    [InlineData("baseballbaseball", "tried first")]
    [InlineData("nora.lindqvist99", "made of your name")]
    [InlineData("Lindqvist+example", "made of your name")]
    [InlineData("sunny hill 2026", "made of your name")]
    public async Task A_password_that_is_guessed_first_is_refused(string password, string why)
    {
        await using var app = await TestApp.StartAsync(
            DatabaseProvider.Sqlite,
            TestApp.Now,
            "Mail:From",
            "Sunny Hill Practice <office@example.org>"
        );
        using var visitor = new Visitor(app);
        var answer = (
            await visitor.SendAsync("/setup", ("name", "Nora Lindqvist"), ("email", "nora@example.org"), ("password", password))
        ).Expect(422);
        Assert.Contains(why, answer.Body);
        Assert.DoesNotContain(password, answer.Body);
        (await app.GetAsync("/api/clients")).Expect(200);
    }

    [Theory]
    [InlineData("a long walk by the sea")]
    [InlineData("sunshine on a rainy hill")]
    [InlineData("Nora walks by the sea")]
    public async Task A_password_of_ones_own_is_taken(string password)
    {
        await using var app = await TestApp.StartAsync(DatabaseProvider.Sqlite);
        using var visitor = new Visitor(app);
        (await visitor.SendAsync("/setup", ("name", "Nora Lindqvist"), ("email", "nora@example.org"), ("password", password))).Expect(303);
    }
}
