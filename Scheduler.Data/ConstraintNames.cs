namespace Scheduler.Data;

/// <summary>Names of the constraints that decide races; mapping, migrations and error translation share them.</summary>
public static class ConstraintNames
{
    /// <summary>The daily limit: one live, limited appointment a user and calendar date.</summary>
    public const string DailyLimit = "UX_OccupiedDays_UserId_Date";

    /// <summary>No two occupied times of one provider overlap: an exclusion constraint on PostgreSQL, triggers on SQLite.</summary>
    public const string NoOverlap = "EX_OccupiedTimes_NoOverlap";

    /// <summary>The triggers that keep <see cref="NoOverlap"/> on SQLite.</summary>
    public const string NoOverlapOnInsert = "TR_OccupiedTimes_NoOverlap_Insert";

    /// <inheritdoc cref="NoOverlapOnInsert"/>
    public const string NoOverlapOnUpdate = "TR_OccupiedTimes_NoOverlap_Update";
}
