namespace Scheduler.Data.Databases;

/// <summary>What one look at a standby has shown.</summary>
/// <param name="Wrong">Why it cannot be read from, whatever its age; null where it can. The other two then say nothing.</param>
/// <param name="Written">How far the primary's log went, in bytes.</param>
/// <param name="Replayed">How much of it the standby had applied a moment later.</param>
public sealed record StandbyState(string? Wrong, ulong Written, ulong Replayed);
