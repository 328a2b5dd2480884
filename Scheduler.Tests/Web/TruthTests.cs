using System.Text.RegularExpressions;
using Scheduler.Tests.Web.Support;
using static Scheduler.Tests.Web.Support.Ways;
using Way = System.Func<Scheduler.Tests.Web.Support.Visitor, string, System.Threading.Tasks.Task<Scheduler.Tests.Web.Support.VisitedPage>>;

namespace Scheduler.Tests.Web;

/// <summary>
/// Ways through the booking pages without a script, with Back, reload, a second tab, a double click and a hold that lapses: what the
/// last page says is what the API says.
/// </summary>
public sealed class TruthTests
{
    /// <summary>What a page claims of the appointment.</summary>
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
}
