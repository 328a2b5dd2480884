using System.Net;
using System.Text.RegularExpressions;
using Scheduler.Api.Access;

namespace Scheduler.Tests.Access;

/// <summary>Where somebody is signed in: seen, and ended one by one.</summary>
public sealed partial class SessionListTests
{
    [Theory, OnEachDatabase]
    public async Task Sessions_are_listed_and_one_is_ended_in_every_instance_within_a_second(DatabaseProvider database)
    {
        await using var app = await TestApp.StartAsync(database);
        await using var other = app.StartAnother();
        using var owner = await Visitor.SetUpAsync(app);
        using var phone = new Visitor(app, "Mozilla/5.0 (Android 16; Mobile; rv:150.0) Gecko/150.0 Firefox/150.0");
        (await phone.SignInAsync("owner@example.org", Visitor.Password)).Expect(303);
        app.Clock.Advance(TimeSpan.FromMinutes(10));
        using var there = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false, UseCookies = false })
        {
            BaseAddress = other.Url,
        };
        there.DefaultRequestHeaders.Add("Cookie", $"scheduler-local={Assert.Single(phone.Cookies).Value}");
        Assert.Equal(HttpStatusCode.OK, (await there.GetAsync("/api/me")).StatusCode);

        var page = (await owner.GetAsync("/account")).Expect(200).Body;
        Assert.Contains("Firefox on Android", page, StringComparison.Ordinal);
        Assert.Contains("This browser", page, StringComparison.Ordinal);
        var end = End().Match(page).Value;
        using var kim = await owner.InviteAsync(app, "kim@example.org", "reception");
        Assert.DoesNotContain("Firefox", (await kim.GetAsync("/account")).Expect(200).Body, StringComparison.Ordinal);
        // Somebody else's is not there to be ended.
        (await kim.SendAsync(end)).Expect(303);
        (await phone.GetAsync("/api/me")).Expect(200);

        (await owner.SendAsync(end)).Expect(303);
        (await phone.GetAsync("/api/me")).Expect(401);
        await Task.Delay(TimeSpan.FromSeconds(1));
        Assert.Equal(HttpStatusCode.Unauthorized, (await there.GetAsync("/api/me")).StatusCode);
        (await owner.GetAsync("/api/me")).Expect(200);
        Assert.DoesNotContain("Firefox", (await owner.GetAsync("/account")).Expect(200).Body, StringComparison.Ordinal);

        // A cookie that somebody kept counts no longer once its holder has signed out.
        var kept = Assert.Single(owner.Cookies).Value;
        (await owner.SendAsync("/sign-out")).Expect(303);
        (await app.GetAsync("/api/me", ("Cookie", $"scheduler-local={kept}"))).Expect(401);
        app.Clock.Advance(TimeSpan.FromHours(12));
        await app.DoJobAsync<ForgetSessions>();
        await using var db = Contexts.Open(database, app.Database.ConnectionString);
        Assert.Empty(db.AccountSessions);
    }

    [GeneratedRegex("/account/sessions/[^/]+/end", RegexOptions.ExplicitCapture)]
    private static partial Regex End();
}
