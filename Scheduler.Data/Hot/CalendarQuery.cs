using Scheduler.Data.Model;

namespace Scheduler.Data.Hot;

/// <summary>Which calendars to read, and what else in the same round trip.</summary>
/// <param name="ProviderIds">Null: every provider; empty: none, but the days on which the office is closed.</param>
/// <param name="FromUtc">The start of the range whose occupied times are wanted.</param>
/// <param name="UntilUtc">Its end (exclusive).</param>
/// <param name="NowUtc">What has lapsed by then is left out.</param>
public sealed record CalendarQuery(IReadOnlyCollection<string>? ProviderIds, DateTime FromUtc, DateTime UntilUtc, DateTime NowUtc)
{
    /// <summary>An appointment that does not count: the one that is being moved.</summary>
    public Guid? Except { get; init; }

    /// <summary>Every date on which the office is closed, where they need not be read for no calendar.</summary>
    public IReadOnlyList<DateOnly>? KnownClosedDays { get; init; }

    /// <summary>An appointment type to read too.</summary>
    public string? TypeId { get; init; }

    /// <summary>An appointment type whose present version is wanted.</summary>
    public string? VersionOf { get; init; }

    /// <summary>The user and the dates, both included, of which those taken are wanted.</summary>
    public (string UserId, DateOnly First, DateOnly Last)? Days { get; init; }
}

/// <summary>What a <see cref="CalendarQuery"/> found.</summary>
/// <param name="Type">Null when none was asked for, or there is none.</param>
/// <param name="TypeVersion">Null when it was not asked for, or there is no such type.</param>
/// <param name="ClosedDays">Where no calendar was asked for: the dates of the range on which the office is closed.</param>
public sealed record CalendarRows(
    IReadOnlyList<CalendarRow> Calendars,
    AppointmentType? Type,
    int? TypeVersion,
    IReadOnlyList<DateOnly> TakenDates,
    IReadOnlyList<DateOnly> ClosedDays
);

/// <summary>A page of appointments by the start; of a user, of a provider or of both.</summary>
/// <param name="FromUtc">The first start.</param>
/// <param name="UntilUtc">The end of the starts (exclusive).</param>
/// <param name="Status">As a reader sees it at <paramref name="NowUtc"/>: a lapsed hold is expired, swept or not.</param>
/// <param name="After">The last row of the page before.</param>
public sealed record AppointmentQuery(
    string? UserId,
    string? ProviderId,
    DateTime? FromUtc,
    DateTime? UntilUtc,
    AppointmentStatus? Status,
    (DateTime StartUtc, Guid Id)? After,
    int Count,
    DateTime NowUtc
);
