using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using Scheduler.Api.Scheduling;
using Xunit;

namespace Scheduler.Tests.Scheduling;

/// <summary>Short forms for the values that rule tests are made of, and generators of random ones.</summary>
internal static class Given
{
    /// <summary>Zones with unusual offsets and changes, each with dates around which its clock or calendar jumps.</summary>
    public static readonly (string Zone, string Date)[] Changes =
    [
        ("Europe/Berlin", "2026-03-29"),
        ("Europe/Berlin", "2026-10-25"),
        ("Australia/Lord_Howe", "2026-04-05"),
        ("Australia/Lord_Howe", "2026-10-04"),
        ("Asia/Kathmandu", "2026-06-01"),
        ("Asia/Kathmandu", "1986-01-01"),
        ("Pacific/Apia", "2011-12-30"),
        ("Pacific/Apia", "2011-12-29"),
        ("America/Sao_Paulo", "2018-11-04"),
        ("America/Sao_Paulo", "2018-02-17"),
        ("Europe/Dublin", "2026-03-29"),
        ("Europe/Dublin", "2026-10-25"),
        ("Africa/Casablanca", "2026-02-15"),
        ("Africa/Casablanca", "2026-03-22"),
        ("Africa/Cairo", "2026-04-24"),
        ("Africa/Cairo", "2026-10-29"),
        ("Asia/Beirut", "2026-03-29"),
        ("Asia/Beirut", "2026-10-24"),
        ("Atlantic/Azores", "2026-10-25"),
        ("America/Nuuk", "2026-03-28"),
        ("America/Nuuk", "2026-10-24"),
        ("America/St_Johns", "2010-11-06"),
        ("America/St_Johns", "2010-11-07"),
        ("America/Toronto", "1919-03-30"),
        ("America/Havana", "2026-11-01"),
        ("Antarctica/Troll", "2026-10-25"),
    ];

    public static DateTime At(string utc) =>
        DateTime.Parse(utc, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal);

    public static DateOnly On(string date) => DateOnly.ParseExact(date, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    public static TimeRange From(string utc, string until) => new(At(utc), At(until));

    public static TimeRangeSet Ranges(params TimeRange[] ranges) => TimeRangeSet.Of(ranges);

    public static LocalRange Local(string start, string end)
    {
        Assert.True(LocalRange.TryParseTime(start, asEnd: false, out var first), start);
        Assert.True(LocalRange.TryParseTime(end, asEnd: true, out var last), end);
        return new LocalRange(first, last);
    }

    /// <summary>A type of 30 minutes on the half hour that allows everything else.</summary>
    public static AppointmentPolicy Policy(bool provider = false) =>
        new(30, 30, 0, 30, null, null, null, provider, DailyLimitRule.None, 0, 0);

    public static OpenHours DateHours(string date, params LocalRange[] hours) =>
        new(
            new Dictionary<DayOfWeek, IReadOnlyList<LocalRange>>(),
            new Dictionary<DateOnly, IReadOnlyList<LocalRange>> { [On(date)] = hours }
        );

    public static OpenHours EveryDay(params LocalRange[] hours) =>
        new(
            Enum.GetValues<DayOfWeek>().ToDictionary(day => day, _ => (IReadOnlyList<LocalRange>)hours),
            new Dictionary<DateOnly, IReadOnlyList<LocalRange>>()
        );

    /// <summary>Checks the property on random values; a failure prints the value and the seed that gives it again.</summary>
    public static void ForAll<T>(Gen<T> values, Action<T> property, int times = 300) =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(times), Prop.ForAll(values.ToArbitrary(), property));

    /// <summary>A zone and a date on which, or near which, its clock changes; one in four dates is any of 1900–2100.</summary>
    public static Gen<(ZoneRules Zone, DateOnly Date)> ZoneAndDate() =>
        from change in Gen.Elements(Changes)
        from days in Gen.Choose(-1, 1)
        from anywhere in Gen.Choose(0, 3)
        from dayNumber in Gen.Choose(On("1900-01-01").DayNumber, On("2100-01-01").DayNumber)
        select (ZoneRules.Get(change.Zone), anywhere == 0 ? DateOnly.FromDayNumber(dayNumber) : On(change.Date).AddDays(days));

    /// <summary>Up to four ranges of a day that neither overlap nor touch, on multiples of 15 minutes.</summary>
    public static Gen<LocalRange[]> Hours() =>
        from count in Gen.Choose(0, 4)
        from edges in Gen.Choose(0, 96).ArrayOf(2 * count)
        select edges
            .Distinct()
            .Order()
            .Chunk(2)
            .Where(pair => pair.Length == 2)
            .Select(pair => new LocalRange(pair[0] * 15, pair[1] * 15))
            .ToArray();
}
