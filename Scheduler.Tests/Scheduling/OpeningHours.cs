using FsCheck;
using FsCheck.Fluent;
using Scheduler.Api.Scheduling;
using Xunit;
using static Scheduler.Tests.Scheduling.Given;

namespace Scheduler.Tests.Scheduling;

/// <summary>Open hours as instants, against a look at every minute; date hours before weekly hours; overlaps refused.</summary>
public sealed class OpeningHours
{
    private static readonly Gen<(ZoneRules Zone, DateOnly Date, OpenHours Hours, TimeRange Window)> Calendars =
        from place in ZoneAndDate()
        from weekly in Hours().ArrayOf(7)
        from dated in Hours().ArrayOf(3)
        from start in Gen.Choose(0, 2000)
        from length in Gen.Choose(1, 2000)
        let utc = place.Date.AddDays(-1).ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc)
        select (
            place.Zone,
            place.Date,
            new OpenHours(
                Enumerable.Range(0, 7).ToDictionary(day => (DayOfWeek)day, day => (IReadOnlyList<LocalRange>)weekly[day]),
                Enumerable
                    .Range(0, 3)
                    .Where(day => dated[day].Length != 1)
                    .ToDictionary(day => place.Date.AddDays(day - 1), day => (IReadOnlyList<LocalRange>)dated[day])
            ),
            new TimeRange(utc.AddMinutes(start), utc.AddMinutes(start + length))
        );

    [Fact]
    public void A_minute_is_open_when_its_date_opens_before_it_and_closes_after_it() =>
        ForAll(
            Calendars,
            given =>
            {
                var clock = new MinuteByMinute(given.Zone, given.Date, 4);
                if (!clock.IsOfWholeMinutes)
                {
                    return;
                }

                var open = Enumerable
                    .Range(-3, 7)
                    .Select(given.Date.AddDays)
                    .SelectMany(date =>
                        given
                            .Hours.On(date)
                            .Select(range =>
                                (
                                    Day: (Start: clock.FirstInstantFrom(date), End: clock.FirstInstantFrom(date.AddDays(1))),
                                    Start: range.StartMinute == 0 ? clock.FirstInstantFrom(date) : clock.ToUtc(date, range.StartMinute),
                                    End: range.EndMinute == 1440
                                        ? clock.FirstInstantFrom(date.AddDays(1))
                                        : clock.ToUtc(date, range.EndMinute)
                                )
                            )
                    )
                    .ToArray();
                var expected = clock
                    .Minutes.Where(given.Window.Contains)
                    .Where(utc =>
                        open.Any(range => range.Day.Start <= utc && utc < range.Day.End && range.Start <= utc && utc < range.End)
                    );
                var found = given.Hours.ToUtc(given.Zone, given.Window);
                Assert.Equal(expected, clock.Minutes.Where(utc => found.Any(range => range.Contains(utc))));
                Assert.All(found, range => Assert.True(given.Window.Contains(range)));
            }
        );

    [Fact]
    public void Opening_a_window_opens_it_and_nothing_else_and_names_only_dates_that_change() =>
        ForAll(
            Calendars,
            given =>
            {
                var clock = new MinuteByMinute(given.Zone, given.Date, 1);
                if (!clock.IsOfWholeMinutes || OpenHours.WhyNotWallClock(given.Zone, given.Window) is not null)
                {
                    return;
                }

                var around = given.Window.Pad(TimeSpan.FromDays(2), TimeSpan.FromDays(2));
                var changed = given.Hours.WithWindow(given.Zone, given.Window);
                var before = Enumerable.Range(-6, 13).Select(given.Date.AddDays).ToDictionary(date => date, given.Hours.On);
                var after = new Dictionary<DateOnly, IReadOnlyList<LocalRange>>(before);
                foreach (var (date, hours) in changed)
                {
                    Assert.True(OpenHours.TryNormalize(hours, out var normal));
                    Assert.Equal(normal, hours);
                    Assert.NotEqual(given.Hours.On(date), hours);
                    after[date] = hours;
                }

                var nothing = new Dictionary<DayOfWeek, IReadOnlyList<LocalRange>>();
                Assert.Equal(
                    new OpenHours(nothing, before).ToUtc(given.Zone, around).Union(Ranges(given.Window)),
                    new OpenHours(nothing, after).ToUtc(given.Zone, around)
                );
            }
        );

    [Fact]
    public void Date_hours_replace_weekly_hours_whole_and_an_empty_date_is_closed()
    {
        var hours = new OpenHours(
            new Dictionary<DayOfWeek, IReadOnlyList<LocalRange>>
            {
                [DayOfWeek.Thursday] = [Local("13:00", "17:00"), Local("09:00", "12:00")],
            },
            new Dictionary<DateOnly, IReadOnlyList<LocalRange>> { [On("2026-12-24")] = [Local("09:00", "10:00")], [On("2026-12-31")] = [] }
        );
        Assert.Equal([Local("09:00", "12:00"), Local("13:00", "17:00")], hours.On(On("2026-12-17")));
        Assert.Equal([Local("09:00", "10:00")], hours.On(On("2026-12-24")));
        Assert.Empty(hours.On(On("2026-12-31")));
        Assert.Empty(hours.On(On("2026-12-18")));
    }

    [Fact]
    public void Hours_until_24_00_and_from_00_00_are_one_range_over_the_new_year() =>
        Assert.Equal(
            [From("2026-12-31T22:00Z", "2027-01-01T02:00Z")],
            EveryDay(Local("22:00", "24:00"), Local("00:00", "02:00")).ToUtc(ZoneRules.Utc, From("2026-12-31T12:00Z", "2027-01-01T12:00Z"))
        );

    [Fact]
    public void Overlapping_ranges_of_a_day_are_refused_and_touching_ones_joined()
    {
        Assert.False(OpenHours.TryNormalize([Local("11:59", "13:00"), Local("09:00", "12:00")], out _));
        Assert.False(OpenHours.TryNormalize([Local("09:00", "12:00"), Local("09:00", "12:00")], out _));
        Assert.False(OpenHours.TryNormalize([default], out _));
        Assert.True(OpenHours.TryNormalize([Local("12:00", "13:00"), Local("09:00", "12:00")], out var joined));
        Assert.Equal([Local("09:00", "13:00")], joined);
        Assert.Throws<ArgumentException>(() => EveryDay(Local("09:00", "12:00"), Local("11:00", "13:00")));
    }

    [Fact]
    public void A_window_over_midnight_joins_the_hours_of_both_dates()
    {
        var window = From("2026-11-23T20:00Z", "2026-11-25T00:00Z");
        var changed = EveryDay(Local("18:00", "20:00")).WithWindow(ZoneRules.Utc, window);
        Assert.Equal([On("2026-11-23"), On("2026-11-24")], changed.Keys.Order());
        Assert.Equal([Local("18:00", "24:00")], changed[On("2026-11-23")]);
        Assert.Equal([Local("00:00", "24:00")], changed[On("2026-11-24")]);
        Assert.Empty(EveryDay(Local("00:00", "24:00")).WithWindow(ZoneRules.Utc, window));
    }

    [Theory]
    [InlineData("2026-10-25T00:30Z", "2026-10-25T02:00Z", null)] // The first 02:30, until 03:00.
    [InlineData("2026-10-25T01:30Z", "2026-10-25T02:00Z", "start 2026-10-25T01:30:00Z is the second 02:30 on 2026-10-25")]
    [InlineData("2026-10-25T00:30Z", "2026-10-25T01:00Z", "end 2026-10-25T01:00:00Z is the second 02:00 on 2026-10-25")]
    [InlineData("2026-10-25T00:30:01Z", "2026-10-25T02:00Z", "start 2026-10-25T00:30:01Z is not on a whole minute")]
    [InlineData("2026-10-25T00:30Z", "2026-10-25T02:00:00.5Z", "end 2026-10-25T02:00:00.5Z is not on a whole minute")]
    public void A_window_that_no_wall_clock_time_can_say_is_named(string start, string end, string? part)
    {
        var berlin = ZoneRules.Get("Europe/Berlin");
        var problem = OpenHours.WhyNotWallClock(berlin, From(start, end));
        if (part is null)
        {
            Assert.Null(problem);
            return;
        }

        Assert.Contains(part, problem, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => EveryDay().WithWindow(berlin, From(start, end)));
    }

    [Fact]
    public void A_window_joins_hours_that_a_gap_moved_forward()
    {
        // In Berlin 02:30 is skipped and falls on 03:30; the window opens 03:00 to 04:00.
        var changed = EveryDay(Local("02:30", "05:00"))
            .WithWindow(ZoneRules.Get("Europe/Berlin"), From("2026-03-29T01:00Z", "2026-03-29T02:00Z"));
        Assert.Equal([Local("03:00", "05:00")], Assert.Single(changed).Value);
    }

    [Fact]
    public void A_window_that_ends_while_the_calendar_shows_the_date_before_is_open_by_the_date_it_lies_in()
    {
        // In St. John's the first minute of the 7th is over and the clock has gone back to 23:01 on the 6th.
        var window = From("2010-11-07T02:30Z", "2010-11-07T02:45Z");
        var hours = DateHours("2010-11-07", Local("00:00", "24:00"));
        Assert.Equal([window], hours.ToUtc(ZoneRules.Get("America/St_Johns"), window));
    }

    [Fact]
    public void A_whole_date_is_open_from_00_00_also_where_that_is_skipped()
    {
        var saoPaulo = ZoneRules.Get("America/Sao_Paulo");
        var changed = EveryDay().WithWindow(saoPaulo, saoPaulo.DayOf(On("2018-11-04"))!.Value);
        Assert.Equal([Local("00:00", "24:00")], Assert.Single(changed).Value);
    }
}
