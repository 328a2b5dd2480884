using System.Text.RegularExpressions;
using Scheduler.Tests.Web.Support;

namespace Scheduler.Tests.Web;

/// <summary>What a client is told is what was chosen: the zone that was shown, the day, the words.</summary>
public sealed class ClientSideTests
{
    [Theory, OnEachDatabase]
    public async Task A_time_that_was_tapped_is_the_time_that_is_held_confirmed_and_kept(DatabaseProvider database)
    {
        await using var app = await TestApp.StartAsync(database, TestApp.Now, "Scheduling:TimeZone", "Asia/Kolkata");
        await app.OpenProviderAsync("kim", timeZone: "Europe/London");
        using var visitor = new Visitor(app);
        foreach (var type in new[] { "consultation", "meeting" })
        {
            var times = await visitor.OpenAsync($"/book/any?type={type}&day=2026-11-24");
            Assert.True(times.Says("Times in Asia/Kolkata"), times.Words);
            var button = Regex.Match(times.Html, "<button name=\"start\" value=\"([^\"]+)\">([^<]+)</button>");
            var (start, shown) = (button.Groups[1].Value, button.Groups[2].Value);
            var details = await visitor.TapAsync(times, start);
            Assert.True(details.Says($"{shown} –") && details.Says("Asia/Kolkata"), details.Words);
            var own = await visitor.ConfirmAsync(details);
            Assert.True(own.Says("You are booked") && own.Says($"{shown} –") && own.Says("Asia/Kolkata"), own.Words);
            // Opened from a mail, the link says no zone.
            var opened = await visitor.OpenAsync(own.Path.Split('?')[0]);
            Assert.True(opened.Says($"{shown} –"), opened.Words);
            await visitor.SendAsync(opened, "/cancel");
        }
    }

    [Fact]
    public async Task Another_time_is_chosen_on_the_same_day_and_of_anybody()
    {
        await using var app = await TestApp.StartAsync(DatabaseProvider.Sqlite);
        await app.OpenProviderAsync("kim");
        using var visitor = new Visitor(app);
        var times = await visitor.OpenAsync("/book/any?type=consultation&month=2026-12&day=2026-12-03&tz=Europe/Paris");
        var held = await visitor.TapAsync(times, "2026-12-03T10:00:00Z");
        var again = await visitor.SendAsync(held, "/release");
        Assert.StartsWith("/book/any?", again.Path, StringComparison.Ordinal);
        Assert.Contains("day=2026-12-03", again.Path, StringComparison.Ordinal);
        Assert.True(again.Says("Thursday 3 December") && again.Says("Times in Europe/Paris"), again.Words);
    }

    [Fact]
    public async Task What_was_typed_survives_a_hold_that_lapsed()
    {
        await using var app = await TestApp.StartAsync(DatabaseProvider.Sqlite);
        await app.OpenProviderAsync("kim");
        using var visitor = new Visitor(app);
        var held = await visitor.TapAsync(await visitor.OpenAsync("/book/kim?type=consultation&day=2026-11-24"), "2026-11-24T10:00:00Z");
        app.Clock.Advance(TimeSpan.FromMinutes(31));
        var lapsed = await visitor.ConfirmAsync(held, "Zoë \"Z\"");
        var again = await visitor.TapAsync(lapsed, "2026-11-24T10:15:00Z");
        Assert.True(again.Says("Held for you until"), again.Words);
        Assert.Contains("value=\"Zoë &quot;Z&quot;\"", again.Html, StringComparison.Ordinal);
        Assert.DoesNotContain("Zo", again.Path, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Choosing_again_and_again_holds_no_more_than_a_browser_needs()
    {
        await using var app = await TestApp.StartAsync(DatabaseProvider.Sqlite, TestApp.Now, "Public:BookingsPerAddressPerDay", "0");
        await app.OpenProviderAsync("kim");
        using var visitor = new Visitor(app);
        for (var i = 0; i < 25; i++)
        {
            var times = await visitor.OpenAsync("/book/kim?type=consultation&day=2026-11-24");
            var held = await visitor.TapAsync(times, $"2026-11-24T1{i / 4}:{i % 4 * 15:00}:00Z");
            Assert.True(held.Says("Held for you until"), held.Words);
        }

        Assert.Single(await app.AllAsync("/api/appointments?providerId=kim&status=held"));
    }

    [Theory]
    [InlineData("hours")]
    [InlineData("type")]
    [InlineData("notice")]
    public async Task A_time_that_went_stale_is_refused_in_words_for_people(string change)
    {
        await using var app = await TestApp.StartAsync(DatabaseProvider.Sqlite);
        await app.OpenProviderAsync("kim");
        using var visitor = new Visitor(app);
        var times = await visitor.OpenAsync("/book/kim?type=consultation&day=2026-11-24");
        switch (change)
        {
            case "hours":
                (await app.SetDateAsync("kim", "2026-11-24", "")).Expect(200);
                break;
            case "type":
                (
                    await app.PatchAsync(
                        "/api/appointment-types/consultation",
                        new
                        {
                            gridMinutes = 60,
                            minMinutes = 60,
                            maxMinutes = 60,
                        }
                    )
                ).Expect(200);
                break;
            default:
                app.Clock.Set("2026-11-23T23:00:00Z");
                break;
        }

        var page = await visitor.TapAsync(times, "2026-11-24T10:15:00Z");
        Assert.True(page.Says("Nothing was booked"), page.Words);
        Assert.DoesNotMatch("T[0-9]{2}:[0-9]{2}:[0-9]{2}Z|Provider kim is|minNotice", page.Words);
    }

    [Theory]
    [InlineData("Asia/Calcutta", "Asia/Kolkata")]
    [InlineData("Europe/Kiev", "Europe/Kyiv")]
    [InlineData("Europe/Stockholm", "Europe/Stockholm")]
    [InlineData("US/Eastern", "America/New York")]
    [InlineData("Etc/UTC", "UTC")]
    public async Task A_zone_is_called_by_its_present_name(string asked, string shown)
    {
        await using var app = await TestApp.StartAsync(DatabaseProvider.Sqlite);
        await app.OpenProviderAsync("kim");
        using var visitor = new Visitor(app);
        var times = await visitor.OpenAsync($"/book/kim?type=consultation&day=2026-11-24&tz={asked}");
        Assert.True(times.Says($"Times in {shown}"), times.Words);
        Assert.True(asked == shown || !times.Html.Contains(asked, StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_set_up_page_asks_which_of_the_types_that_are_there_the_public_may_book()
    {
        await using var app = await TestApp.StartAsync(DatabaseProvider.Sqlite);
        using var visitor = new Visitor(app);
        var page = await visitor.OpenAsync("/setup");
        Assert.True(page.Says("What may the public book?"), page.Words);
        await visitor.SendAsync(
            page,
            "/setup",
            ("name", "Kim"),
            ("email", "kim@example.org"),
            ("password", "a long walk by the sea"),
            ("online", "consultation")
        );
        using var stranger = new Visitor(app);
        // The one type that is left is chosen already.
        var book = await stranger.OpenAsync("/book");
        Assert.True(book.Says("Consultation") && !book.Says("Visit") && !book.Says("Meeting"), book.Words);
        Assert.Equal(404, (await stranger.OpenAsync("/book/any?type=visit")).Status);
    }

    [Fact]
    public async Task Links_lead_to_the_part_they_change_and_search_engines_are_told_what_this_is()
    {
        await using var app = await TestApp.StartAsync(DatabaseProvider.Sqlite);
        await app.OpenProviderAsync("kim");
        using var visitor = new Visitor(app);
        var times = await visitor.OpenAsync("/book/kim?type=consultation&day=2026-11-24");
        Assert.Matches("href=\"[^\"]*day=2026-11-25[^\"]*#times\"", times.Html);
        Assert.Contains("id=\"times\"", times.Html, StringComparison.Ordinal);
        Assert.Contains("<meta name=\"description\"", times.Html, StringComparison.Ordinal);
        Assert.Contains("<meta name=\"description\"", (await visitor.OpenAsync("/book")).Html, StringComparison.Ordinal);
    }
}
