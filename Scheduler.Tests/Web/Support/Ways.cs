namespace Scheduler.Tests.Web.Support;

/// <summary>Ways through the booking pages without a script; each returns the page that it ends on.</summary>
internal static class Ways
{
    public const string Ten = "2026-11-24T10:00:00Z";
    public const string Eleven = "2026-11-24T11:00:00Z";
    public const string Booked = "You are booked";

    public static string FreeVisit(string provider) => $"2026-11-25T{9 + int.Parse(provider[1..]) % 8:00}:00:00Z";

    public static async Task<VisitedPage> TapAsync(Visitor visitor, string provider, string start, string type = "consultation") =>
        await visitor.TapAsync(await visitor.OpenAsync($"/book/{provider}?type={type}&day={start[..10]}"), start);

    public static async Task<VisitedPage> BookAsync(Visitor visitor, string provider) =>
        await visitor.ConfirmAsync(await TapAsync(visitor, provider, Ten, "meeting"));

    public static async Task<VisitedPage> DoubleAsync(Visitor visitor, Task<VisitedPage> tapping)
    {
        var details = await tapping;
        var pages = await Task.WhenAll(visitor.ConfirmAsync(details), visitor.ConfirmAsync(details));
        Assert.All(pages, page => Assert.True(page.Says(Booked), page.Words));
        Assert.Equal(pages[0].Path, pages[1].Path);
        return pages[1];
    }

    public static async Task<VisitedPage> DoubleTapAsync(Visitor visitor, string provider)
    {
        var times = await visitor.OpenAsync($"/book/{provider}?type=consultation&day=2026-11-24");
        var pages = await Task.WhenAll(visitor.TapAsync(times, Ten), visitor.TapAsync(times, Ten));
        Assert.Equal(pages[0].Path, pages[1].Path);
        return pages[1];
    }

    public static async Task<VisitedPage> AgainAsync(Visitor visitor, VisitedPage details, string name = "Noor")
    {
        await visitor.ConfirmAsync(details);
        var back = await visitor.BackAsync(details);
        return back.Says("First name") ? await visitor.ConfirmAsync(back, name) : await visitor.OpenAsync($"{back.Path}&done=booked");
    }

    public static async Task<VisitedPage> ReloadAndBookAsync(Visitor visitor, string provider)
    {
        var details = await TapAsync(visitor, provider, Ten, "meeting");
        await visitor.ConfirmAsync(details);
        return await visitor.ConfirmAsync(await visitor.OpenAsync(details.Path));
    }

    public static async Task<VisitedPage> TapTwiceAsync(Visitor visitor, string provider, string start)
    {
        var times = await visitor.OpenAsync($"/book/{provider}?type=consultation&day=2026-11-24");
        await visitor.TapAsync(times, Ten);
        return await visitor.TapAsync(await visitor.BackAsync(times), start);
    }

    public static async Task<VisitedPage> ReloadAndTapAsync(Visitor visitor, string provider, string start)
    {
        await TapAsync(visitor, provider, Ten);
        var times = await visitor.OpenAsync($"/book/{provider}?type=consultation&minutes=30&day=2026-11-24");
        Assert.True(times.Says("is held for you until"), times.Words);
        return await visitor.TapAsync(times, start);
    }

    public static async Task<VisitedPage> BackToHeldAsync(Visitor visitor, string provider)
    {
        var held = await TapAsync(visitor, provider, Ten);
        await visitor.ConfirmAsync(held);
        return await visitor.BackAsync(held);
    }

    public static Task<VisitedPage> CancelAsync(Visitor visitor, VisitedPage own) => visitor.SendAsync(own, "/cancel");

    public static async Task<VisitedPage> BackAfterCancelAsync(Visitor visitor, string provider)
    {
        var own = await BookAsync(visitor, provider);
        await CancelAsync(visitor, own);
        return await visitor.BackAsync(own);
    }

    public static async Task<VisitedPage> CancelTwiceAsync(Visitor visitor, string provider)
    {
        var own = await BookAsync(visitor, provider);
        await CancelAsync(visitor, own);
        return await CancelAsync(visitor, own);
    }

    public static async Task<VisitedPage> MoveAsync(Visitor visitor, VisitedPage own, string start)
    {
        var times = await visitor.OpenAsync($"{own.Path.Split('?')[0]}/move?tz=UTC&day=2026-11-24");
        return await visitor.SendAsync(times, "/move", ("start", start));
    }

    public static async Task<VisitedPage> MoveToTakenAsync(Visitor visitor, string provider)
    {
        var own = await BookAsync(visitor, provider);
        using var other = visitor.Another();
        var times = await visitor.OpenAsync($"{own.Path.Split('?')[0]}/move?tz=UTC&day=2026-11-24");
        await other.ConfirmAsync(await TapAsync(other, provider, Eleven, "meeting"));
        return await visitor.SendAsync(times, "/move", ("start", Eleven));
    }

    public static async Task<VisitedPage> ReleaseAndConfirmAsync(Visitor visitor, string provider)
    {
        var held = await TapAsync(visitor, provider, Ten);
        await visitor.SendAsync(held, "/release");
        return await visitor.ConfirmAsync(held);
    }

    public static async Task<VisitedPage> ReleaseAndReloadAsync(Visitor visitor, string provider)
    {
        var held = await TapAsync(visitor, provider, Ten);
        await visitor.SendAsync(held, "/release");
        return await visitor.OpenAsync(held.Path);
    }

    public static async Task<VisitedPage> ConfirmAndReleaseAsync(Visitor visitor, string provider)
    {
        var held = await TapAsync(visitor, provider, Ten);
        await visitor.ConfirmAsync(held);
        return await visitor.SendAsync(held, "/release");
    }

    public static async Task<VisitedPage> TwoTabsAsync(Visitor visitor, string provider)
    {
        var (one, other) = (
            await visitor.OpenAsync($"/book/{provider}?type=consultation&day=2026-11-24"),
            await visitor.OpenAsync($"/book/{provider}?type=consultation&day=2026-11-24")
        );
        var first = await visitor.TapAsync(one, Ten);
        await visitor.TapAsync(other, Eleven);
        return await visitor.OpenAsync(first.Path);
    }

    public static async Task<VisitedPage> SomebodyElseAsync(Visitor visitor, string provider)
    {
        var times = await visitor.OpenAsync($"/book/{provider}?type=consultation&day=2026-11-24");
        using var other = visitor.Another();
        await TapAsync(other, provider, Ten);
        return await visitor.TapAsync(times, Ten);
    }

    public static async Task<VisitedPage> ErrorsFirstAsync(Visitor visitor, string provider)
    {
        var wrong = await visitor.ConfirmAsync(await TapAsync(visitor, provider, Ten), " ");
        Assert.True(wrong.Says("Write your first name."), wrong.Words);
        return await visitor.ConfirmAsync(wrong);
    }

    public static async Task<VisitedPage> MoveAndReloadAsync(Visitor visitor, string provider)
    {
        var own = await BookAsync(visitor, provider);
        await MoveAsync(visitor, own, Eleven);
        return await visitor.OpenAsync(own.Path.Replace("&done=booked", "", StringComparison.Ordinal));
    }
}
