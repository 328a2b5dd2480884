namespace Scheduler.Api.Scheduling;

/// <summary>A range in which several are free together.</summary>
/// <param name="Range">The range, as long as it can be for its number of members.</param>
/// <param name="Members">The indexes, ascending, of all sets that are free for the whole of the range.</param>
public sealed record SharedRange(TimeRange Range, IReadOnlyList<int> Members);
