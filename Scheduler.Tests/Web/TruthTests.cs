using System.Text.RegularExpressions;
using Scheduler.Tests.Web.Support;
using Way = System.Func<Scheduler.Tests.Web.Support.Visitor, string, System.Threading.Tasks.Task<Scheduler.Tests.Web.Support.VisitedPage>>;

namespace Scheduler.Tests.Web;

/// <summary>
/// Ways through the booking pages without a script, with Back, reload, a second tab, a double click and a hold that lapses: what the last page
/// says is what the API says.
/// </summary>
public sealed class TruthTests
{
    private const string Ten = "2026-11-24T10:00:00Z";
    private const string Eleven = "2026-11-24T11:00:00Z";

    /// <summary>What a page claims of the appointment.</summary>
    private const string Booked = "You are booked";
    private const string Held = "Held for you until";
    private const string Lapsed = "no longer held for you";
    private const string Taken = "just been taken";

    /// <summary>Whose whole way is walked at once.</summary>
    private static readonly (string Name, string Claims, Way Walk)[] AtOnce =
    [
        ("hold and confirm", Booked, async (v, p) => await v.ConfirmAsync(await TapAsync(v, p, Ten))),
        ("book at once", Booked, async (v, p) => await v.ConfirmAsync(await TapAsync(v, p, Ten, "meeting"))),
        ("double click on Book", Booked, (v, p) => DoubleAsync(v, TapAsync(v, p, Ten, "meeting"))),
        ("double click on Confirm", Booked, (v, p) => DoubleAsync(v, TapAsync(v, p, Ten))),
        ("double click on a time", Held, DoubleTapAsync),
        ("double click, without provider", Booked, (v, p) => DoubleAsync(v, TapAsync(v, "any", FreeVisit(p), "visit"))),
        ("Back, and Book again", Booked, async (v, p) => await AgainAsync(v, await TapAsync(v, p, Ten, "meeting"))),
        ("Back, and Confirm again", Booked, async (v, p) => await AgainAsync(v, await TapAsync(v, p, Ten))),
        ("Back, another name, Book again", Booked, async (v, p) => await AgainAsync(v, await TapAsync(v, p, Ten, "meeting"), "Mia")),
        ("Back, reload, Book again", Booked, ReloadAndBookAsync),
        ("Back, and the same time", Held, async (v, p) => await TapTwiceAsync(v, p, Ten)),
        ("Back, and another time", Held, async (v, p) => await TapTwiceAsync(v, p, Eleven)),
        ("Back, reload, another time", Held, async (v, p) => await ReloadAndTapAsync(v, p, Eleven)),
        ("Back, reload, a time that overlaps", Held, async (v, p) => await ReloadAndTapAsync(v, p, "2026-11-24T09:45:00Z")),
        ("reload of the held page", Held, async (v, p) => await v.OpenAsync((await TapAsync(v, p, Ten)).Path)),
        ("reload of the confirmation", Booked, async (v, p) => await v.OpenAsync((await BookAsync(v, p)).Path)),
        ("Back to the held page after confirming", "Your appointment", BackToHeldAsync),
        ("cancel", "is cancelled", async (v, p) => await CancelAsync(v, await BookAsync(v, p))),
        ("Back after cancelling", "is cancelled", BackAfterCancelAsync),
        ("cancel, and cancel in another tab", "is cancelled", CancelTwiceAsync),
        ("move", "is moved", async (v, p) => await MoveAsync(v, await BookAsync(v, p), Eleven)),
        ("move to a taken time", "stays as it was", MoveToTakenAsync),
        ("release, and confirm in another tab", Lapsed, ReleaseAndConfirmAsync),
        ("release, and reload in another tab", Lapsed, ReleaseAndReloadAsync),
        ("confirm, and release in another tab", "Your appointment", ConfirmAndReleaseAsync),
        ("two tabs, two times", Held, TwoTabsAsync),
        ("somebody else was faster", Taken, SomebodyElseAsync),
        ("errors, and then right", Booked, ErrorsFirstAsync),
        ("move in one tab, reload the other", "Your appointment", MoveAndReloadAsync),
    ];

    /// <summary>The hold lapses between the two steps.</summary>
    private static readonly (string Name, string Claims, Way Before, Way After)[] Lapsing =
    [
        ("reload", Lapsed, (v, p) => TapAsync(v, p, Ten), async (v, p) => await v.OpenAsync(v.Last!.Path)),
        ("confirm", Lapsed, (v, p) => TapAsync(v, p, Ten), async (v, p) => await v.ConfirmAsync(v.Last!)),
        (
            "confirm, and hold again",
            Held,
            (v, p) => TapAsync(v, p, Ten),
            async (v, p) => await v.TapAsync(await v.ConfirmAsync(v.Last!), Ten)
        ),
        ("release", "Times in", (v, p) => TapAsync(v, p, Ten), async (v, p) => await v.SendAsync(v.Last!, "/release")),
    ];

    [Fact]
    public async Task None_is_told_anything_untrue()
    {
        await using var app = await TestApp.StartAsync(
            DatabaseProvider.Sqlite,
            TestApp.Now,
            "Public:BookingsPerAddressPerDay",
            "0",
            "Scheduling:LiveHoldsPerAddress",
            "0"
        );
        var providers = Enumerable.Range(0, AtOnce.Length + Lapsing.Length).Select(i => $"p{i}").ToList();
        foreach (var provider in providers)
        {
            await app.OpenProviderAsync(provider);
        }

        var wrong = new List<string>();
        await Task.WhenAll(AtOnce.Select((way, i) => WalkAsync(way.Name, way.Claims, v => way.Walk(v, providers[i]))));
        var visitors = Lapsing.Select(_ => new Visitor(app)).ToList();
        await Task.WhenAll(
            Lapsing.Select(async (way, i) => visitors[i].Last = await way.Before(visitors[i], providers[AtOnce.Length + i]))
        );
        app.Clock.Advance(TimeSpan.FromMinutes(31));
        await Task.WhenAll(
            Lapsing.Select(
                (way, i) => CheckAsync(way.Name, way.Claims, visitors[i], () => way.After(visitors[i], providers[AtOnce.Length + i]))
            )
        );
        visitors.ForEach(v => v.Dispose());
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));

        async Task WalkAsync(string name, string claims, Func<Visitor, Task<VisitedPage>> walk)
        {
            using var visitor = new Visitor(app);
            await CheckAsync(name, claims, visitor, () => walk(visitor));
        }

        async Task CheckAsync(string name, string claims, Visitor visitor, Func<Task<VisitedPage>> walk)
        {
            var page = await walk();
            var lie = page.Says(claims) ? await LieAsync(app, visitor, page) : $"does not say '{claims}' but: {page.Words}";
            if (lie is not null)
            {
                lock (wrong)
                {
                    wrong.Add($"{name}: {lie}");
                }
            }
        }
    }

    /// <summary>What a page says that is not so; null for nothing.</summary>
    private static async Task<string?> LieAsync(TestApp app, Visitor visitor, VisitedPage page)
    {
        if (page.Says("Nothing was booked"))
        {
            var mine = (await app.AllAsync($"/api/clients?q={visitor.Key}&limit=50")).Count;
            return mine == 0 ? null : "says that nothing was booked, and this visitor's client is there.";
        }

        if (Regex.Match(page.Html, "(?:appointments|held)/([0-9a-f-]{36})") is not { Success: true } link)
        {
            return null;
        }

        var appointment = (await app.FindAsync(link.Groups[1].Value)).Expect(200);
        var status = appointment.Text("status");
        var claimed =
            page.Says(Held) ? "held"
            : page.Says("is cancelled") ? "cancelled"
            : "confirmed";
        if (status != claimed)
        {
            return $"says {claimed}, and the appointment is {status}.";
        }

        var shown = Regex.Match(page.Html, "<time datetime=\"([^\"]+)\"").Groups[1].Value;
        return shown.Length > 0 && shown != appointment.Text("start") ? $"says {shown}, and it is {appointment.Text("start")}." : null;
    }

    private static string FreeVisit(string provider) => $"2026-11-25T{9 + int.Parse(provider[1..]) % 8:00}:00:00Z";

    private static async Task<VisitedPage> TapAsync(Visitor visitor, string provider, string start, string type = "consultation") =>
        await visitor.TapAsync(await visitor.OpenAsync($"/book/{provider}?type={type}&day={start[..10]}"), start);

    private static async Task<VisitedPage> BookAsync(Visitor visitor, string provider) =>
        await visitor.ConfirmAsync(await TapAsync(visitor, provider, Ten, "meeting"));

    private static async Task<VisitedPage> DoubleAsync(Visitor visitor, Task<VisitedPage> tapping)
    {
        var details = await tapping;
        var pages = await Task.WhenAll(visitor.ConfirmAsync(details), visitor.ConfirmAsync(details));
        Assert.All(pages, page => Assert.True(page.Says(Booked), page.Words));
        Assert.Equal(pages[0].Path, pages[1].Path);
        return pages[1];
    }

    private static async Task<VisitedPage> DoubleTapAsync(Visitor visitor, string provider)
    {
        var times = await visitor.OpenAsync($"/book/{provider}?type=consultation&day=2026-11-24");
        var pages = await Task.WhenAll(visitor.TapAsync(times, Ten), visitor.TapAsync(times, Ten));
        Assert.Equal(pages[0].Path, pages[1].Path);
        return pages[1];
    }

    private static async Task<VisitedPage> AgainAsync(Visitor visitor, VisitedPage details, string name = "Noor")
    {
        await visitor.ConfirmAsync(details);
        var back = await visitor.BackAsync(details);
        return back.Says("First name") ? await visitor.ConfirmAsync(back, name) : await visitor.OpenAsync($"{back.Path}&done=booked");
    }

    private static async Task<VisitedPage> ReloadAndBookAsync(Visitor visitor, string provider)
    {
        var details = await TapAsync(visitor, provider, Ten, "meeting");
        await visitor.ConfirmAsync(details);
        return await visitor.ConfirmAsync(await visitor.OpenAsync(details.Path));
    }

    private static async Task<VisitedPage> TapTwiceAsync(Visitor visitor, string provider, string start)
    {
        var times = await visitor.OpenAsync($"/book/{provider}?type=consultation&day=2026-11-24");
        await visitor.TapAsync(times, Ten);
        return await visitor.TapAsync(await visitor.BackAsync(times), start);
    }

    private static async Task<VisitedPage> ReloadAndTapAsync(Visitor visitor, string provider, string start)
    {
        await TapAsync(visitor, provider, Ten);
        var times = await visitor.OpenAsync($"/book/{provider}?type=consultation&minutes=30&day=2026-11-24");
        Assert.True(times.Says("is held for you until"), times.Words);
        return await visitor.TapAsync(times, start);
    }

    private static async Task<VisitedPage> BackToHeldAsync(Visitor visitor, string provider)
    {
        var held = await TapAsync(visitor, provider, Ten);
        await visitor.ConfirmAsync(held);
        return await visitor.BackAsync(held);
    }

    private static Task<VisitedPage> CancelAsync(Visitor visitor, VisitedPage own) => visitor.SendAsync(own, "/cancel");

    private static async Task<VisitedPage> BackAfterCancelAsync(Visitor visitor, string provider)
    {
        var own = await BookAsync(visitor, provider);
        await CancelAsync(visitor, own);
        return await visitor.BackAsync(own);
    }

    private static async Task<VisitedPage> CancelTwiceAsync(Visitor visitor, string provider)
    {
        var own = await BookAsync(visitor, provider);
        await CancelAsync(visitor, own);
        return await CancelAsync(visitor, own);
    }

    private static async Task<VisitedPage> MoveAsync(Visitor visitor, VisitedPage own, string start)
    {
        var times = await visitor.OpenAsync($"{own.Path.Split('?')[0]}/move?tz=UTC&day=2026-11-24");
        return await visitor.SendAsync(times, "/move", ("start", start));
    }

    private static async Task<VisitedPage> MoveToTakenAsync(Visitor visitor, string provider)
    {
        var own = await BookAsync(visitor, provider);
        using var other = visitor.Another();
        var times = await visitor.OpenAsync($"{own.Path.Split('?')[0]}/move?tz=UTC&day=2026-11-24");
        await other.ConfirmAsync(await TapAsync(other, provider, Eleven, "meeting"));
        return await visitor.SendAsync(times, "/move", ("start", Eleven));
    }

    private static async Task<VisitedPage> ReleaseAndConfirmAsync(Visitor visitor, string provider)
    {
        var held = await TapAsync(visitor, provider, Ten);
        await visitor.SendAsync(held, "/release");
        return await visitor.ConfirmAsync(held);
    }

    private static async Task<VisitedPage> ReleaseAndReloadAsync(Visitor visitor, string provider)
    {
        var held = await TapAsync(visitor, provider, Ten);
        await visitor.SendAsync(held, "/release");
        return await visitor.OpenAsync(held.Path);
    }

    private static async Task<VisitedPage> ConfirmAndReleaseAsync(Visitor visitor, string provider)
    {
        var held = await TapAsync(visitor, provider, Ten);
        await visitor.ConfirmAsync(held);
        return await visitor.SendAsync(held, "/release");
    }

    private static async Task<VisitedPage> TwoTabsAsync(Visitor visitor, string provider)
    {
        var (one, other) = (
            await visitor.OpenAsync($"/book/{provider}?type=consultation&day=2026-11-24"),
            await visitor.OpenAsync($"/book/{provider}?type=consultation&day=2026-11-24")
        );
        var first = await visitor.TapAsync(one, Ten);
        await visitor.TapAsync(other, Eleven);
        return await visitor.OpenAsync(first.Path);
    }

    private static async Task<VisitedPage> SomebodyElseAsync(Visitor visitor, string provider)
    {
        var times = await visitor.OpenAsync($"/book/{provider}?type=consultation&day=2026-11-24");
        using var other = visitor.Another();
        await TapAsync(other, provider, Ten);
        return await visitor.TapAsync(times, Ten);
    }

    private static async Task<VisitedPage> ErrorsFirstAsync(Visitor visitor, string provider)
    {
        var wrong = await visitor.ConfirmAsync(await TapAsync(visitor, provider, Ten), " ");
        Assert.True(wrong.Says("Write your first name."), wrong.Words);
        return await visitor.ConfirmAsync(wrong);
    }

    private static async Task<VisitedPage> MoveAndReloadAsync(Visitor visitor, string provider)
    {
        var own = await BookAsync(visitor, provider);
        await MoveAsync(visitor, own, Eleven);
        return await visitor.OpenAsync(own.Path.Replace("&done=booked", "", StringComparison.Ordinal));
    }
}
