using Scheduler.Api.Scheduling;
using Xunit;
using static Scheduler.Tests.Scheduling.Given;

namespace Scheduler.Tests.Scheduling;

/// <summary>Days of 23, 25, 23.5, 24.5, 22 and 0 hours, midnights that do not exist or occur twice, written out one by one.</summary>
public sealed class ClockChangeDays
{
    [Theory]
    [InlineData("Europe/Berlin", "2026-03-29", "2026-03-28T23:00Z", 23)]
    [InlineData("Europe/Berlin", "2026-10-25", "2026-10-24T22:00Z", 25)]
    [InlineData("Australia/Lord_Howe", "2026-04-05", "2026-04-04T13:00Z", 24.5)]
    [InlineData("Australia/Lord_Howe", "2026-10-04", "2026-10-03T13:30Z", 23.5)]
    [InlineData("Antarctica/Troll", "2026-03-29", "2026-03-29T00:00Z", 22)]
    [InlineData("America/Sao_Paulo", "2018-11-04", "2018-11-04T03:00Z", 23)] // 00:00 does not exist: the date begins at 01:00.
    [InlineData("America/Sao_Paulo", "2018-02-17", "2018-02-17T02:00Z", 25)] // 23:00 to 24:00 occurs twice.
    [InlineData("Africa/Cairo", "2026-04-24", "2026-04-23T22:00Z", 23)]
    [InlineData("Africa/Cairo", "2026-10-29", "2026-10-28T21:00Z", 25)]
    [InlineData("Asia/Beirut", "2026-03-29", "2026-03-28T22:00Z", 23)]
    [InlineData("Atlantic/Azores", "2026-10-25", "2026-10-25T00:00Z", 25)] // 00:00 occurs twice: the first counts.
    [InlineData("America/St_Johns", "2010-11-07", "2010-11-07T02:30Z", 25)] // At 00:01 back to 23:01: 00:00 occurs twice, an hour apart.
    [InlineData("America/St_Johns", "2010-11-06", "2010-11-06T02:30Z", 24)]
    [InlineData("America/Toronto", "1919-03-31", "1919-03-31T04:30Z", 23.5)] // At 23:30 on to 00:30.
    [InlineData("Asia/Kathmandu", "2026-06-01", "2026-05-31T18:15Z", 24)]
    [InlineData("UTC", "2024-02-29", "2024-02-29T00:00Z", 24)]
    public void A_date_has_its_real_length(string zone, string date, string startUtc, double hours)
    {
        var day = Assert.NotNull(ZoneRules.Get(zone).DayOf(On(date)));
        Assert.Equal((At(startUtc), hours), (day.StartUtc, day.Duration.TotalHours));
        Assert.Equal(day.StartUtc, ZoneRules.Get(zone).ToUtc(On(date), 0));
        Assert.Equal(day.EndUtc, ZoneRules.Get(zone).ToUtc(On(date), 1440));
    }

    [Fact]
    public void A_date_that_a_zone_skipped_has_no_range_and_no_hours()
    {
        var apia = ZoneRules.Get("Pacific/Apia");
        Assert.Null(apia.DayOf(On("2011-12-30")));
        Assert.Null(apia.ToUtc(On("2011-12-30"), Local("09:00", "17:00")));
        Assert.Equal(apia.DayOf(On("2011-12-29"))!.Value.EndUtc, apia.DayOf(On("2011-12-31"))!.Value.StartUtc);
        Assert.Equal(apia.ToUtc(On("2011-12-31"), 600), apia.ToUtc(On("2011-12-30"), 600));
    }

    [Theory]
    [InlineData("2026-03-29", "02:00", "02:30", "2026-03-29T01:00Z", "2026-03-29T01:30Z")] // Skipped: forward by the gap.
    [InlineData("2026-03-29", "01:00", "04:00", "2026-03-29T00:00Z", "2026-03-29T02:00Z")]
    [InlineData("2026-10-25", "02:00", "03:00", "2026-10-25T00:00Z", "2026-10-25T02:00Z")] // Doubled: from the first pass over both.
    [InlineData("2026-10-25", "01:00", "02:30", "2026-10-24T23:00Z", "2026-10-25T00:30Z")] // Until the first pass.
    [InlineData("2026-10-25", "00:00", "24:00", "2026-10-24T22:00Z", "2026-10-25T23:00Z")]
    public void Hours_in_Berlin_on_a_day_with_a_clock_change(string date, string start, string end, string utc, string until) =>
        Assert.Equal(From(utc, until), ZoneRules.Get("Europe/Berlin").ToUtc(On(date), Local(start, end)));

    [Fact]
    public void Hours_that_a_gap_swallows_are_none()
    {
        Assert.Null(ZoneRules.Get("Europe/Berlin").ToUtc(On("2026-03-29"), Local("02:30", "03:15")));

        // The gap takes the last hour of the date in Nuuk: moved forward, this hour would open the next date.
        Assert.Null(ZoneRules.Get("America/Nuuk").ToUtc(On("2026-03-28"), Local("23:00", "24:00")));
        Assert.Equal(
            From("2026-03-29T00:00Z", "2026-03-29T01:00Z"),
            ZoneRules.Get("America/Nuuk").ToUtc(On("2026-03-28"), Local("22:00", "23:30"))
        );
    }

    [Fact]
    public void Both_passes_of_a_doubled_hour_have_grid_starts()
    {
        var starts = ZoneRules.Get("Europe/Berlin").GridStarts(From("2026-10-25T00:00Z", "2026-10-25T02:00Z"), 30);
        Assert.Equal([At("2026-10-25T00:00Z"), At("2026-10-25T00:30Z"), At("2026-10-25T01:00Z"), At("2026-10-25T01:30Z")], starts);
    }

    [Fact]
    public void The_grid_counts_on_the_wall_clock_and_to_the_tick()
    {
        var kathmandu = ZoneRules.Get("Asia/Kathmandu");
        Assert.True(kathmandu.IsOnGrid(At("2026-06-01T03:15Z"), 60));
        Assert.False(kathmandu.IsOnGrid(At("2026-06-01T03:00Z"), 60));
        Assert.False(kathmandu.IsOnGrid(At("2026-06-01T03:15:01Z"), 60));
        Assert.False(kathmandu.IsOnGrid(At("2026-06-01T03:15Z").AddTicks(1), 1));
        Assert.Equal((At("2026-06-01T03:15Z"), At("2026-06-01T03:45Z")), kathmandu.NearestGridStarts(At("2026-06-01T03:15:01Z"), 30));
        Assert.Throws<ArgumentOutOfRangeException>(() => kathmandu.IsOnGrid(At("2026-06-01T03:15Z"), 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => kathmandu.GridStarts(From("2026-06-01T03:15Z", "2026-06-01T04:15Z"), 0));
        Assert.Throws<ArgumentException>(() => kathmandu.DateOf(new DateTime(2026, 6, 1)));
    }

    [Fact]
    public void A_clock_change_belongs_to_the_window_that_starts_with_it()
    {
        var berlin = ZoneRules.Get("Europe/Berlin");
        Assert.Equal([At("2026-03-29T01:00Z")], berlin.ClockChanges(From("2026-03-29T01:00Z", "2026-04-05T00:00Z")));
        Assert.Empty(berlin.ClockChanges(From("2026-03-22T00:00Z", "2026-03-29T01:00Z")));
        Assert.Empty(
            ZoneRules.Utc.ClockChanges(new TimeRange(DateTime.SpecifyKind(DateTime.MinValue, DateTimeKind.Utc), At("2026-03-29T01:00Z")))
        );
    }

    [Theory]
    [InlineData("Asia/Calcutta", true)]
    [InlineData("Asia/Kolkata", true)]
    [InlineData("Etc/GMT+5", true)]
    [InlineData("europe/berlin", false)]
    [InlineData("UTC+05", false)]
    [InlineData("W. Europe Standard Time", false)]
    [InlineData("", false)]
    [InlineData(null, false)]
    public void Canonical_and_alias_ids_of_the_database_are_zones(string? id, bool known)
    {
        Assert.Equal(known, ZoneRules.TryGet(id!, out var zone));
        Assert.Equal(known ? id : null, zone?.Id);
        if (known)
        {
            Assert.Same(zone, ZoneRules.Get(id!));
        }
        else
        {
            Assert.Throws<ArgumentException>(() => ZoneRules.Get(id!));
        }
    }
}
