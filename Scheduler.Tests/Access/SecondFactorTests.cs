using System.Net;
using System.Security.Cryptography;
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
            .Matches((await owner.SendAsync("/account/second-factor/confirm", ("code", Totp(secret)))).Expect(200).Body)
            .Select(m => m.Groups["code"].Value)
            .ToList();
        Assert.Equal(10, codes.Count);

        using var visitor = new Visitor(app);
        var state = await StateAsync();
        Assert.Empty(visitor.Cookies);
        (await visitor.SendAsync("/sign-in/code", ("state", state), ("code", "000000"))).Expect(422);
        (await visitor.SendAsync("/sign-in/code", ("state", "made up"), ("code", Totp(secret)))).Expect(422);
        (await visitor.SendAsync("/sign-in/code", ("state", state), ("code", Totp(secret)))).Expect(303);
        (await visitor.GetAsync("/api/me")).Expect(200);

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

    /// <summary>RFC 6238, with the usual six digits and thirty seconds.</summary>
    private static string Totp(string base32)
    {
        var bits = string.Concat(
            base32.Select(c => Convert.ToString("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".IndexOf(char.ToUpperInvariant(c)), 2).PadLeft(5, '0'))
        );
        var key = Enumerable.Range(0, bits.Length / 8).Select(i => Convert.ToByte(bits.Substring(i * 8, 8), 2)).ToArray();
        var step = BitConverter.GetBytes(TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() / 30);
        Array.Reverse(step);
#pragma warning disable CA5350 // The standard's own.
        var hash = HMACSHA1.HashData(key, step);
#pragma warning restore CA5350
        var offset = hash[^1] & 15;
        var number = ((hash[offset] & 127) << 24) | (hash[offset + 1] << 16) | (hash[offset + 2] << 8) | hash[offset + 3];
        return (number % 1_000_000).ToString("000000");
    }

    [GeneratedRegex("<code>(?<secret>[A-Z2-7]{20,})</code>", RegexOptions.ExplicitCapture)]
    private static partial Regex Secret();

    [GeneratedRegex("<li><code>(?<code>[^<]+)</code></li>", RegexOptions.ExplicitCapture)]
    private static partial Regex Recovery();

    [GeneratedRegex("name=\"state\" value=\"(?<state>[^\"]+)\"", RegexOptions.ExplicitCapture)]
    private static partial Regex Hidden();
}
