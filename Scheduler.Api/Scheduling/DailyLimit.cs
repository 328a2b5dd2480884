namespace Scheduler.Api.Scheduling;

/// <summary>Which calendar dates an appointment takes from its user.</summary>
public static class DailyLimit
{
    /// <summary>The dates of the office zone that the appointment takes, ascending.</summary>
    /// <remarks>
    /// <see cref="DailyLimitRule.None"/> takes none, <see cref="DailyLimitRule.StartDate"/> the date of the start,
    /// <see cref="DailyLimitRule.EveryDate"/> every date that the closed range touches: one that ends at 00:00 takes that date too.
    /// </remarks>
    public static IReadOnlyList<DateOnly> DatesTaken(DailyLimitRule rule, TimeRange appointment, ZoneRules office)
    {
        ArgumentNullException.ThrowIfNull(office);
        return rule switch
        {
            DailyLimitRule.None => [],
            DailyLimitRule.StartDate => [office.DateOf(appointment.StartUtc)],
            DailyLimitRule.EveryDate => office.DatesTouched(appointment),
        };
    }
}
