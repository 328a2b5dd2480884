using Scheduler.Api.Http;

namespace Scheduler.Api.Appointments;

/// <summary>Why one of several moves is refused.</summary>
/// <param name="Type">The slug of the problem that it would be answered alone.</param>
/// <param name="Detail">What is in the way, for a person.</param>
public sealed record MoveRefusal(Guid Id, string Type, string Detail)
{
    public static MoveRefusal Of(Guid id, Refusal refusal) => new(id, ProblemCatalog.Describe(refusal.Type).Slug, refusal.Detail);

    public static Refusal OfAll(IReadOnlyList<MoveRefusal> refusals, int count) =>
        new Refusal(RefusalType.MovesRefused, $"{refusals.Count} of {count} appointments cannot be moved like this; none was moved.").With(
            "refusals",
            refusals
        );
}
