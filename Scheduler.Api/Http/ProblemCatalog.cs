namespace Scheduler.Api.Http;

/// <summary>How a refusal looks on the wire.</summary>
public sealed record ProblemDescription(RefusalType Type, string Slug, int Status, string Title);

/// <summary>The one table of problem types; the files of texts say what each means, and what to do about it.</summary>
public static class ProblemCatalog
{
    public static IEnumerable<ProblemDescription> All => Enum.GetValues<RefusalType>().Select(Describe);

    public static ProblemDescription Describe(RefusalType type)
    {
        var (slug, status, title) = OnTheWire(type);
        return new ProblemDescription(type, slug, status, title);
    }

    private static (string Slug, int Status, string Title) OnTheWire(RefusalType type) =>
        type switch
        {
            RefusalType.InvalidRequest => ("invalid-request", 400, "The request is not valid"),
            RefusalType.NotFound => ("not-found", 404, "Not found"),
            RefusalType.MethodNotAllowed => ("method-not-allowed", 405, "Method not allowed"),
            RefusalType.UnsupportedMediaType => ("unsupported-media-type", 415, "Unsupported media type"),
            RefusalType.PayloadTooLarge => ("payload-too-large", 413, "The body is too large"),
            RefusalType.RequestTimeout => ("request-timeout", 408, "The request came too slowly"),
            RefusalType.Unauthenticated => ("unauthenticated", 401, "Who asks is not known"),
            RefusalType.Forbidden => ("forbidden", 403, "Not allowed"),
            RefusalType.IdTaken => ("id-taken", 409, "The id is taken"),
            RefusalType.LastOwner => ("last-owner", 409, "The last owner"),
            RefusalType.DailyLimitReached => ("daily-limit-reached", 409, "One appointment a day"),
            RefusalType.SlotTaken => ("slot-taken", 409, "The time is taken"),
            RefusalType.WrongState => ("wrong-state", 409, "Not possible in this state"),
            RefusalType.HoldExpired => ("hold-expired", 410, "The hold has run out"),
            RefusalType.OffGrid => ("off-grid", 422, "Not a start of this type"),
            RefusalType.WrongDuration => ("wrong-duration", 422, "Not a length of this type"),
            RefusalType.OutsideAvailability => ("outside-availability", 422, "Outside the open hours"),
            RefusalType.TooSoon => ("too-soon", 422, "Too soon"),
            RefusalType.TooFarAhead => ("too-far-ahead", 422, "Too far ahead"),
            RefusalType.TooLate => ("too-late", 409, "Too late to change"),
            RefusalType.TooEarly => ("too-early", 409, "Too early"),
            RefusalType.MovesRefused => ("moves-refused", 409, "Not all of them can be moved"),
            RefusalType.ProviderRequired => ("provider-required", 422, "A provider is needed"),
            RefusalType.ProviderNotAllowed => ("provider-not-allowed", 422, "No provider for this type"),
            RefusalType.TooManyHolds => ("too-many-holds", 429, "Too many held appointments"),
            RefusalType.PreconditionFailed => ("precondition-failed", 412, "Changed in the meantime"),
            RefusalType.IdempotencyKeyReused => ("idempotency-key-reused", 422, "The idempotency key belongs to another request"),
            RefusalType.IdempotencyKeyInUse => ("idempotency-key-in-use", 409, "The first request is still running"),
            RefusalType.TooManyRequests => ("too-many-requests", 429, "Too many requests"),
            RefusalType.InternalError => ("internal-error", 500, "A defect in this service"),
            RefusalType.Unavailable => ("unavailable", 503, "Not available now"),
        };
}
