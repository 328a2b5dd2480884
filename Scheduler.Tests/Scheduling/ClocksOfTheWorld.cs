using FsCheck;
using FsCheck.Fluent;
using Scheduler.Api.Scheduling;
using Xunit;
using static Scheduler.Tests.Scheduling.Given;

namespace Scheduler.Tests.Scheduling;

/// <summary>
/// Zone rules against a look at every minute, over zones with a gap or a doubled hour at night, at midnight and across it, of half an
/// hour, of two hours and of a whole day, and over random dates.
/// </summary>
public sealed class ClocksOfTheWorld
{
    [Fact]
    public void Dates_and_wall_clock_times_are_where_the_clock_shows_them() =>
        ForAll(
            from place in ZoneAndDate()
            from minute in Gen.Choose(1, 1439)
            select (place.Zone, place.Date, minute),
            given =>
            {
                var clock = new MinuteByMinute(given.Zone, given.Date);
                if (!clock.IsOfWholeMinutes)
                {
                    return;
                }

                var start = clock.FirstInstantFrom(given.Date);
                var end = clock.FirstInstantFrom(given.Date.AddDays(1));
                Assert.Equal(TimeRange.Between(start, end), given.Zone.DayOf(given.Date));
                Assert.Equal((start, end), (given.Zone.ToUtc(given.Date, 0), given.Zone.ToUtc(given.Date, 1440)));

                var utc = clock.ToUtc(given.Date, given.minute);
                Assert.Equal(utc, given.Zone.ToUtc(given.Date, given.minute));
                Assert.Equal(DateTimeKind.Utc, given.Zone.ToUtc(given.Date, given.minute).Kind);
                var local = clock.Local(utc);
                Assert.Equal((DateOnly.FromDateTime(local), local.TimeOfDay), given.Zone.ToLocal(utc));
            }
        );

    [Fact]
    public void Grid_starts_are_the_minutes_at_which_the_clock_shows_a_multiple() =>
        ForAll(
            from place in ZoneAndDate()
            from grid in Gen.OneOf(Gen.Elements(1, 5, 15, 30, 60, 90, 420, 1440, 2000), Gen.Choose(1, 200))
            from startMinute in Gen.Choose(0, 1440)
            from length in Gen.Choose(1, 1440)
            select (place.Zone, place.Date, grid, startMinute, length),
            given =>
            {
                var clock = new MinuteByMinute(given.Zone, given.Date);
                var start = clock.Start.AddMinutes(2880 + given.startMinute);
                var window = new TimeRange(start, start.AddMinutes(given.length));
                var expected = clock.Minutes.Where(window.Contains).Where(utc => IsShown(utc)).ToArray();
                var found = given.Zone.GridStarts(window, given.grid).ToArray();
                Assert.All(found, utc => Assert.Equal(DateTimeKind.Utc, utc.Kind));
                if (!clock.IsOfWholeMinutes)
                {
                    Assert.All(found, utc => Assert.True(given.Zone.IsOnGrid(utc, given.grid)));
                    return;
                }

                Assert.Equal(expected, found);
                Assert.All(clock.Minutes.Where(window.Contains), utc => Assert.Equal(IsShown(utc), given.Zone.IsOnGrid(utc, given.grid)));
                var (before, after) = given.Zone.NearestGridStarts(window.StartUtc, given.grid);
                Assert.Equal(clock.Minutes.Last(utc => utc <= window.StartUtc && IsShown(utc)), before);
                Assert.Equal(clock.Minutes.First(utc => utc > window.StartUtc && IsShown(utc)), after);

                bool IsShown(DateTime utc) => clock.Local(utc).TimeOfDay.TotalMinutes % given.grid == 0;
            }
        );

    [Fact]
    public void A_clock_changes_where_two_minutes_are_not_one_minute_apart() =>
        ForAll(
            ZoneAndDate(),
            place =>
            {
                var clock = new MinuteByMinute(place.Zone, place.Date, 1);
                if (!clock.IsOfWholeMinutes)
                {
                    return;
                }

                var changes = clock.Minutes.Skip(1).Where(utc => clock.Local(utc) != clock.Local(utc.AddMinutes(-1)).AddMinutes(1));
                Assert.Equal(changes, place.Zone.ClockChanges(new TimeRange(clock.Start.AddMinutes(1), clock.End)));
            }
        );

    [Fact]
    public void Dates_touched_are_those_that_the_calendar_shows_at_a_minute_of_the_closed_range() =>
        ForAll(
            from place in ZoneAndDate()
            from startMinute in Gen.Choose(0, 1440)
            from length in Gen.OneOf(Gen.Choose(1, 60), Gen.Choose(1, 4000))
            select (place.Zone, place.Date, startMinute, length),
            given =>
            {
                var clock = new MinuteByMinute(given.Zone, given.Date);
                var start = clock.Start.AddMinutes(2160 + given.startMinute);
                var shown = clock
                    .Minutes.Where(utc => utc >= start && utc <= start.AddMinutes(given.length))
                    .Select(utc => DateOnly.FromDateTime(clock.Local(utc)))
                    .Distinct()
                    .Order();
                if (clock.IsOfWholeMinutes)
                {
                    Assert.Equal(shown, given.Zone.DatesTouched(new TimeRange(start, start.AddMinutes(given.length))));
                }
            }
        );

    [Fact]
    public void Every_zone_maps_every_hour_of_the_calendars_first_and_last_days()
    {
        foreach (var zone in Changes.Select(change => ZoneRules.Get(change.Zone)).Distinct())
        {
            foreach (
                var date in new[] { DateOnly.MinValue, DateOnly.MinValue.AddDays(1), DateOnly.MaxValue.AddDays(-1), DateOnly.MaxValue }
            )
            {
                var day = Assert.NotNull(zone.DayOf(date));
                Assert.True(day.Duration <= TimeSpan.FromHours(24), $"{zone.Id} {date}");
                Assert.All(Enumerable.Range(0, 25), hour => Assert.Equal(DateTimeKind.Utc, zone.ToUtc(date, hour * 60).Kind));
                Assert.InRange(zone.GridStarts(day, 60).Count(), 9, 24);
                Assert.NotEmpty(zone.DatesTouched(day));
                _ = zone.NearestGridStarts(day.StartUtc, 2000);
                _ = zone.NearestGridStarts(day.EndUtc, 2000);
            }
        }
    }
}
