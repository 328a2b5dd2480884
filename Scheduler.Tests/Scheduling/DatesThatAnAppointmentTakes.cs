using Scheduler.Api.Scheduling;
using Xunit;
using static Scheduler.Tests.Scheduling.Given;

namespace Scheduler.Tests.Scheduling;

/// <summary>Both daily limits around midnight, month end, 29 February, New Year, clock changes and a skipped date.</summary>
public sealed class DatesThatAnAppointmentTakes
{
    [Theory]
    [InlineData("UTC", "2026-11-23T23:00Z", "2026-11-23T23:59Z", "2026-11-23")]
    [InlineData("UTC", "2026-11-23T23:30Z", "2026-11-24T00:00Z", "2026-11-23", "2026-11-24")]
    [InlineData("UTC", "2026-11-24T00:00Z", "2026-11-24T00:30Z", "2026-11-24")]
    [InlineData("UTC", "2026-11-30T23:30Z", "2026-12-01T00:00Z", "2026-11-30", "2026-12-01")]
    [InlineData("UTC", "2024-02-28T23:30Z", "2024-02-29T00:00Z", "2024-02-28", "2024-02-29")]
    [InlineData("UTC", "2024-02-29T23:30Z", "2024-03-01T00:00Z", "2024-02-29", "2024-03-01")]
    [InlineData("UTC", "2026-02-28T23:30Z", "2026-03-01T00:00Z", "2026-02-28", "2026-03-01")]
    [InlineData("UTC", "2026-12-31T23:30Z", "2027-01-01T00:00Z", "2026-12-31", "2027-01-01")]
    [InlineData("UTC", "2026-12-31T23:30Z", "2027-01-02T00:00Z", "2026-12-31", "2027-01-01", "2027-01-02")]
    [InlineData("Europe/Berlin", "2026-11-23T22:30Z", "2026-11-23T23:00Z", "2026-11-23", "2026-11-24")]
    [InlineData("Europe/Berlin", "2026-11-23T23:30Z", "2026-11-24T00:00Z", "2026-11-24")]
    [InlineData("America/New_York", "2026-11-24T00:00Z", "2026-11-24T04:59Z", "2026-11-23")]
    [InlineData("America/Sao_Paulo", "2018-11-04T02:30Z", "2018-11-04T03:00Z", "2018-11-03", "2018-11-04")] // Ends where 00:00 is skipped.
    [InlineData("America/Sao_Paulo", "2018-02-18T01:30Z", "2018-02-18T02:00Z", "2018-02-17")] // Ends where the clock goes back to 23:00.
    [InlineData("Pacific/Apia", "2011-12-30T09:30Z", "2011-12-30T10:00Z", "2011-12-29", "2011-12-31")]
    [InlineData("America/St_Johns", "2010-11-07T02:30Z", "2010-11-07T02:45Z", "2010-11-06", "2010-11-07")] // 00:00 and, after 00:01, 23:15.
    public void Every_date_that_the_closed_range_touches(string zone, string start, string end, params string[] dates) =>
        Assert.Equal(dates.Select(On), DailyLimit.DatesTaken(DailyLimitRule.EveryDate, From(start, end), ZoneRules.Get(zone)));

    [Theory]
    [InlineData("UTC", "2026-11-23T23:30Z", "2026-11-24T00:00Z", "2026-11-23")]
    [InlineData("UTC", "2026-11-24T00:00Z", "2026-11-24T00:30Z", "2026-11-24")]
    [InlineData("UTC", "2024-02-29T23:45Z", "2024-03-01T00:45Z", "2024-02-29")]
    [InlineData("UTC", "2026-12-31T23:59:59Z", "2027-01-01T00:30Z", "2026-12-31")]
    [InlineData("Pacific/Auckland", "2026-12-31T11:00Z", "2026-12-31T11:30Z", "2027-01-01")]
    [InlineData("Pacific/Apia", "2011-12-30T10:00Z", "2011-12-30T10:30Z", "2011-12-31")]
    public void The_date_of_the_start(string zone, string start, string end, string date) =>
        Assert.Equal([On(date)], DailyLimit.DatesTaken(DailyLimitRule.StartDate, From(start, end), ZoneRules.Get(zone)));

    [Fact]
    public void No_date_without_a_limit() =>
        Assert.Empty(DailyLimit.DatesTaken(DailyLimitRule.None, From("2026-11-23T23:30Z", "2026-11-24T00:00Z"), ZoneRules.Utc));
}
