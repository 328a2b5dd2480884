namespace Scheduler.Api.Web;

/// <summary>What a type of problem is called on the pages; programs read its English title.</summary>
internal static class ProblemNames
{
    /// <summary>What happened. Names of fields and the like stand between backquotes.</summary>
    public static string Meaning(RefusalType type) => $"{Key(type)}.Meaning";

    /// <summary>What to do about it.</summary>
    public static string Remedy(RefusalType type) => $"{Key(type)}.Remedy";

    public static string Key(RefusalType type) =>
        type switch
        {
            RefusalType.InvalidRequest => "Problem.InvalidRequest",
            RefusalType.NotFound => "Problem.NotFound",
            RefusalType.MethodNotAllowed => "Problem.MethodNotAllowed",
            RefusalType.UnsupportedMediaType => "Problem.UnsupportedMediaType",
            RefusalType.PayloadTooLarge => "Problem.PayloadTooLarge",
            RefusalType.RequestTimeout => "Problem.RequestTimeout",
            RefusalType.Unauthenticated => "Problem.Unauthenticated",
            RefusalType.Forbidden => "Problem.Forbidden",
            RefusalType.IdTaken => "Problem.IdTaken",
            RefusalType.LastOwner => "Problem.LastOwner",
            RefusalType.DailyLimitReached => "Problem.DailyLimitReached",
            RefusalType.SlotTaken => "Problem.SlotTaken",
            RefusalType.WrongState => "Problem.WrongState",
            RefusalType.HoldExpired => "Problem.HoldExpired",
            RefusalType.OffGrid => "Problem.OffGrid",
            RefusalType.WrongDuration => "Problem.WrongDuration",
            RefusalType.OutsideAvailability => "Problem.OutsideAvailability",
            RefusalType.TooSoon => "Problem.TooSoon",
            RefusalType.TooFarAhead => "Problem.TooFarAhead",
            RefusalType.TooLate => "Problem.TooLate",
            RefusalType.TooEarly => "Problem.TooEarly",
            RefusalType.MovesRefused => "Problem.MovesRefused",
            RefusalType.ProviderRequired => "Problem.ProviderRequired",
            RefusalType.ProviderNotAllowed => "Problem.ProviderNotAllowed",
            RefusalType.TooManyHolds => "Problem.TooManyHolds",
            RefusalType.PreconditionFailed => "Problem.PreconditionFailed",
            RefusalType.IdempotencyKeyReused => "Problem.IdempotencyKeyReused",
            RefusalType.IdempotencyKeyInUse => "Problem.IdempotencyKeyInUse",
            RefusalType.TooManyRequests => "Problem.TooManyRequests",
            RefusalType.InternalError => "Problem.InternalError",
            RefusalType.Unavailable => "Problem.Unavailable",
        };
}
