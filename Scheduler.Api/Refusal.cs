using Scheduler.Api.Scheduling;

namespace Scheduler.Api;

/// <summary>Every reason for which a request is not done; each has one problem type on the wire.</summary>
public enum RefusalType
{
    InvalidRequest,
    NotFound,
    MethodNotAllowed,
    UnsupportedMediaType,
    PayloadTooLarge,
    RequestTimeout,
    Unauthenticated,
    Forbidden,
    IdTaken,
    LastOwner,
    DailyLimitReached,
    SlotTaken,
    WrongState,
    HoldExpired,
    OffGrid,
    WrongDuration,
    OutsideAvailability,
    TooSoon,
    TooFarAhead,
    TooLate,
    TooEarly,
    MovesRefused,
    ProviderRequired,
    ProviderNotAllowed,
    TooManyHolds,
    PreconditionFailed,
    IdempotencyKeyReused,
    IdempotencyKeyInUse,
    TooManyRequests,
    InternalError,
    Unavailable,
}

/// <summary>Why a request was not done, in a sentence for a person and in members for a program.</summary>
public sealed record Refusal(RefusalType Type, string Detail)
{
    /// <summary>Members of the problem beyond those of RFC 9457, by name.</summary>
    public IReadOnlyDictionary<string, object?> Members { get; init; } = new Dictionary<string, object?>(StringComparer.Ordinal);

    /// <summary>When it may be asked for again at the latest, where that is known.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>The present version, where another one was asked for.</summary>
    public string? Version { get; init; }

    public Refusal With(string member, object? value) =>
        this with
        {
            Members = new Dictionary<string, object?>(Members, StringComparer.Ordinal) { [member] = value },
        };

    public static Refusal NotFound(string what, string id) => new(RefusalType.NotFound, $"There is no {what} with the id '{id}'.");

    public static Refusal WrongState(string detail, string state) => new Refusal(RefusalType.WrongState, detail).With("state", state);

    /// <summary>Somebody else was faster, and no other times were looked for.</summary>
    public static Refusal SlotTaken() =>
        new Refusal(RefusalType.SlotTaken, "The time was taken by somebody else.").With("alternatives", Array.Empty<object>());

    /// <summary>What the refusal of a booking rule is on the wire.</summary>
    public static RefusalType TypeOf(RefusalKind rule) =>
        rule switch
        {
            RefusalKind.DailyLimitReached => RefusalType.DailyLimitReached,
            RefusalKind.SlotTaken => RefusalType.SlotTaken,
            RefusalKind.OffGrid => RefusalType.OffGrid,
            RefusalKind.WrongDuration => RefusalType.WrongDuration,
            RefusalKind.OutsideAvailability => RefusalType.OutsideAvailability,
            RefusalKind.TooSoon => RefusalType.TooSoon,
            RefusalKind.TooFarAhead => RefusalType.TooFarAhead,
            RefusalKind.ProviderRequired => RefusalType.ProviderRequired,
            RefusalKind.ProviderNotAllowed => RefusalType.ProviderNotAllowed,
        };

    /// <summary>The refusal of a booking rule.</summary>
    public static Refusal Of(BookingRefusal refusal)
    {
        var members = new Dictionary<string, object?>(StringComparer.Ordinal);
        Add("date", refusal.Date);
        Add("earliest", refusal.Earliest);
        Add("latest", refusal.Latest);
        Add("nearest", refusal.Nearest is { } nearest ? new[] { nearest.Before, nearest.After } : null);
        Add("providerId", refusal.ProviderId);
        return new Refusal(TypeOf(refusal.Kind), refusal.Detail) { Members = members };

        void Add(string name, object? value)
        {
            if (value is not null)
            {
                members[name] = value;
            }
        }
    }
}

/// <summary>What an operation came to: a value, or the reason why there is none.</summary>
public readonly record struct Outcome<T>
{
    private Outcome(T? value, Refusal? refusal)
    {
        Value = value;
        Refusal = refusal;
    }

    /// <summary>Set exactly when <see cref="Refusal"/> is not.</summary>
    public T? Value { get; }

    public Refusal? Refusal { get; }

#pragma warning disable CA2225 // The constructor is private: these conversions are how an outcome is made.
    public static implicit operator Outcome<T>(T value) => new(value, null);

    public static implicit operator Outcome<T>(Refusal refusal) => new(default, refusal);
#pragma warning restore CA2225
}
