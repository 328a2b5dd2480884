using System.Net;
using System.Text.RegularExpressions;

namespace Scheduler.Tests.Access;

/// <summary>A code besides the password.</summary>
public sealed partial class SecondFactorTests
{
    [Theory, OnEachDatabase]
    public async Task With_a_second_factor_the_password_alone_signs_nobody_in(DatabaseProvider database)
    {
        await using var app = await TestApp.StartAsync(database);
        using var owner = await Visitor.SetUpAsync(app);
        var secret = Secret().Match((await owner.SendAsync("/account/second-factor")).Expect(200).Body).Groups["secret"].Value;
        (await owner.SendAsync("/account/second-factor/confirm", ("code", "000000"))).Expect(422);
        var codes = Recovery()
            .Matches((await owner.SendAsync("/account/second-factor/confirm", ("code", app.Code(secret)))).Expect(200).Body)
            .Select(m => m.Groups["code"].Value)
            .ToList();
        Assert.Equal(10, codes.Count);

        using var visitor = new Visitor(app);
        var state = await StateAsync();
        Assert.Empty(visitor.Cookies);
        // The code that set it up has counted.
        (await visitor.SendAsync("/sign-in/code", ("state", state), ("code", app.Code(secret)))).Expect(422);
        app.Clock.Advance(TimeSpan.FromSeconds(60));
        (await visitor.SendAsync("/sign-in/code", ("state", state), ("code", "000000"))).Expect(422);
        (await visitor.SendAsync("/sign-in/code", ("state", "made up"), ("code", app.Code(secret)))).Expect(422);
        (await visitor.SendAsync("/sign-in/code", ("state", state), ("code", app.Code(secret)))).Expect(303);
        (await visitor.GetAsync("/api/me")).Expect(200);

        // Whoever has looked over the shoulder comes too late, half a minute later, too.
        (await visitor.SendAsync("/sign-in/code", ("state", await StateAsync()), ("code", app.Code(secret)))).Expect(422);
        app.Clock.Advance(TimeSpan.FromSeconds(30));
        (await visitor.SendAsync("/sign-in/code", ("state", await StateAsync()), ("code", app.Code(secret, stepsAgo: 1)))).Expect(422);
        (await visitor.SendAsync("/sign-in/code", ("state", await StateAsync()), ("code", app.Code(secret)))).Expect(303);

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

    /// <summary>Both find the code right; the compare-and-set in the database lets one of them in.</summary>
    [Theory, OnEachDatabase]
    public async Task Of_many_who_type_one_code_at_once_one_is_signed_in(DatabaseProvider database)
    {
        await using var app = await TestApp.StartAsync(database);
        await using var other = app.StartAnother();
        using var owner = await Visitor.SetUpAsync(app);
        var secret = Secret().Match((await owner.SendAsync("/account/second-factor")).Expect(200).Body).Groups["secret"].Value;
        (await owner.SendAsync("/account/second-factor/confirm", ("code", app.Code(secret)))).Expect(200);
        app.Clock.Advance(TimeSpan.FromSeconds(30));
        var visitors = Enumerable.Range(0, 8).Select(i => new Visitor(i % 2 == 0 ? app : other)).ToList();
        var states = new List<string>();
        foreach (var visitor in visitors)
        {
            var asked = (await visitor.SignInAsync("owner@example.org", Visitor.Password)).Expect(200).Body;
            states.Add(WebUtility.HtmlDecode(Hidden().Match(asked).Groups["state"].Value));
        }

        var answers = await Task.WhenAll(
            visitors.Select((visitor, i) => visitor.SendAsync("/sign-in/code", ("state", states[i]), ("code", app.Code(secret))))
        );
        Assert.Equal(1, answers.Count(a => a.Status == 303));
        Assert.All(answers.Where(a => a.Status != 303), a => a.Expect(422));
        visitors.ForEach(visitor => visitor.Dispose());
    }

    [GeneratedRegex("<code>(?<secret>[A-Z2-7]{20,})</code>", RegexOptions.ExplicitCapture)]
    private static partial Regex Secret();

    [GeneratedRegex("<li><code>(?<code>[^<]+)</code></li>", RegexOptions.ExplicitCapture)]
    private static partial Regex Recovery();

    [GeneratedRegex("name=\"state\" value=\"(?<state>[^\"]+)\"", RegexOptions.ExplicitCapture)]
    private static partial Regex Hidden();
}
