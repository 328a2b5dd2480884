using Scheduler.Tests.Web.Support;

namespace Scheduler.Tests.Web;

/// <summary>Finding a time for several on a page, and booking it.</summary>
public sealed class MeetTests
{
    [Theory, OnEachDatabase]
    public async Task Two_or_twenty_are_booked_together_at_a_time_that_all_have_free(DatabaseProvider database)
    {
        await using var app = await TestApp.StartAsync(database);
        var all = Enumerable.Range(0, 20).Select(i => $"p{i:00}").ToList();
        foreach (var provider in all)
        {
            await app.OpenProviderAsync(provider);
        }

        (await app.BookAsync("alice", "meeting", "p03", "2026-11-23T09:00:00Z", 60)).Expect(201);
        using var visitor = new Visitor(app);
        foreach (var chosen in new[] { all[..2], all })
        {
            var page = await visitor.OpenAsync(
                $"/meet?type=meeting&minutes=60&tz=UTC&{string.Join('&', chosen.Select(p => $"provider={p}"))}"
            );
            Assert.True(page.Says("All are free"), page.Words);
            // The first is the soonest at which all are free.
            var start = chosen.Count == 2 ? "2026-11-23T09:00:00Z" : "2026-11-23T10:00:00Z";
            Assert.Equal(start, System.Text.RegularExpressions.Regex.Match(page.Html, "name=\"start\" value=\"([^\"]+)\"").Groups[1].Value);
            var booked = await visitor.ConfirmAsync(await visitor.TapAsync(page, start));
            Assert.True(booked.Says("You are booked"), booked.Words);
            var appointment = await app.FindAsync(booked.Path.Split('?')[0].Split('/')[^1]);
            Assert.Equal(chosen, appointment["providerIds"].EnumerateArray().Select(p => p.GetString()));
            Assert.Equal(start, appointment.Text("start"));
        }
    }

    [Fact]
    public async Task Where_not_all_are_free_the_times_of_most_follow_and_say_who_is_missing()
    {
        await using var app = await TestApp.StartAsync(DatabaseProvider.Sqlite);
        await app.OpenProviderAsync("ann", "09:00", "12:00");
        await app.OpenProviderAsync("bob", "09:00", "12:00");
        await app.OpenProviderAsync("cyd", "13:00", "15:00");
        using var visitor = new Visitor(app);
        var page = await visitor.OpenAsync("/meet?type=meeting&provider=ann&provider=bob&provider=cyd&tz=UTC");
        Assert.True(page.Says("Without Provider cyd"), page.Words);
        Assert.False(page.Says("All are free"));
        var booked = await visitor.ConfirmAsync(await visitor.TapAsync(page, "2026-11-23T09:00:00Z"));
        Assert.Equal(
            ["ann", "bob"],
            (await app.FindAsync(booked.Path.Split('?')[0].Split('/')[^1]))["providerIds"].EnumerateArray().Select(p => p.GetString())
        );
    }

    [Fact]
    public async Task Only_those_who_are_online_are_offered_and_found_and_reads_are_bounded()
    {
        await using var app = await TestApp.StartAsync(DatabaseProvider.Sqlite, TestApp.Now, "Public:ReadsPerAddressPerMinute", "4");
        await app.OpenProviderAsync("ann");
        await app.OpenProviderAsync("bob");
        await app.OpenProviderAsync("zed");
        (await app.PatchAsync("/api/providers/zed", new { online = false })).Expect(200);
        using var visitor = new Visitor(app);
        var choice = await visitor.OpenAsync("/meet");
        Assert.Contains("value=\"ann\"", choice.Html, StringComparison.Ordinal);
        Assert.DoesNotContain("zed", choice.Html, StringComparison.Ordinal);
        Assert.Equal(404, (await visitor.OpenAsync("/meet?provider=ann&provider=zed")).Status);
        Assert.Equal(404, (await visitor.OpenAsync("/meet?provider=ann&provider=nobody")).Status);
        Assert.Equal(200, (await visitor.OpenAsync("/meet?provider=ann&provider=bob")).Status);
        Assert.Equal(429, (await visitor.OpenAsync("/meet?provider=ann&provider=bob")).Status);
    }

    [Fact]
    public async Task A_held_time_for_several_that_somebody_else_takes_leads_back_to_the_same_people()
    {
        await using var app = await TestApp.StartAsync(DatabaseProvider.Sqlite);
        await app.OpenProviderAsync("ann");
        await app.OpenProviderAsync("bob");
        using var visitor = new Visitor(app);
        var page = await visitor.OpenAsync("/meet?type=consultation&provider=ann&provider=bob&tz=UTC");
        using var other = new Visitor(app);
        var shown = await other.OpenAsync(page.Path);
        var held = await visitor.TapAsync(page, "2026-11-24T10:00:00Z");
        Assert.True(held.Says("Held for you until") && held.Says("Provider ann, Provider bob"), held.Words);
        var taken = await other.TapAsync(shown, "2026-11-24T10:00:00Z");
        Assert.True(taken.Says("just been taken") && taken.Says("Provider ann, Provider bob"), taken.Words);
        Assert.DoesNotContain("value=\"2026-11-24T10:00:00Z\"", taken.Html, StringComparison.Ordinal);
        var again = await visitor.SendAsync(held, "/release");
        Assert.True(again.Says("Provider ann, Provider bob"), again.Words);
        Assert.Contains("provider=ann&provider=bob", again.Path, StringComparison.Ordinal);
    }
}
