namespace Scheduler.Api.Scheduling;

/// <summary>Which calendar dates of the office an appointment takes from its user, who may have one such appointment a date.</summary>
public enum DailyLimitRule
{
    /// <summary>None: the user may have any number a day.</summary>
    None,

    /// <summary>The date of the start alone: 23:30–24:00 belongs to one date.</summary>
    StartDate,

    /// <summary>Every date that the closed range touches: 23:30–24:00 takes the next date too.</summary>
    EveryDate,
}
