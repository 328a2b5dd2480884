using Scheduler.Data.Model;

namespace Scheduler.Data.Hot;

/// <summary>
/// The reads for which EF Core's own way is too slow; docs/performance.md has the figure of each. Everything else is EF Core.
/// </summary>
public static class HotReads
{
    /// <summary>Tells whoever listens of each statement that is sent, as EF Core tells of its own; free while nobody does.</summary>
    public const string ListenerName = "Scheduler.Data";

    /// <summary>The event, with the connection and the statement's text.</summary>
    public const string StatementSent = "StatementSent";

    /// <summary>The appointment type of this id; null when there is none.</summary>
    public static async Task<AppointmentType?> FindAppointmentTypeAsync(
        this SchedulerDbContext db,
        string id,
        CancellationToken cancellationToken
    ) => await db.Hot.ReadAsync(db.AppointmentType(id), cancellationToken) is [var type] ? type : null;

    /// <summary>The present version of an appointment type; null when there is none.</summary>
    public static async Task<int?> FindAppointmentTypeVersionAsync(
        this SchedulerDbContext db,
        string id,
        CancellationToken cancellationToken
    ) => await db.Hot.ReadAsync(db.AppointmentTypeVersion(id), cancellationToken) is [var version] ? version : null;

    /// <summary>One appointment, whoever asks; null when there is none.</summary>
    public static async Task<Appointment?> FindAppointmentAsync(this SchedulerDbContext db, Guid id, CancellationToken cancellationToken) =>
        await db.Hot.ReadAsync(db.AppointmentOf(id), cancellationToken) is [var appointment] ? appointment : null;

    /// <summary>
    /// Calendars, in the order of their providers' ids, in one statement and one round
    /// trip whatever their number. Unknown ids are left out.
    /// </summary>
    public static async Task<CalendarRows> ReadCalendarsAsync(
        this SchedulerDbContext db,
        CalendarQuery query,
        CancellationToken cancellationToken
    )
    {
        // A zone is at most 14 hours from UTC, so a day more at each side has every local date that the range touches.
        var (from, until) = (Date(query.FromUtc, -1), Date(query.UntilUtc, 1));
        var none = query.ProviderIds is { Count: 0 };
        var closed = none && query.KnownClosedDays is null ? db.ClosedDays(from, until) : null;
        var calendars = none
            ? null
            : db.CalendarsOf(query.ProviderIds?.ToArray(), from, until, query.FromUtc, query.UntilUtc, query.NowUtc, query.Except);
        var type = query.TypeId is { } id ? db.AppointmentType(id) : null;
        var version = query.VersionOf is { } remembered ? db.AppointmentTypeVersion(remembered) : null;
        var taken = query.Days is var (userId, first, last) ? db.LiveOccupiedDays(userId, first, last, query.NowUtc, query.Except) : null;
        List<DateOnly> known = [.. (query.KnownClosedDays ?? []).Where(date => date >= from && date <= until)];
        await db.Hot.ReadAsync(cancellationToken, [.. new Query?[] { calendars, closed, type, version, taken }.OfType<Query>()]);
        return new CalendarRows(
            calendars?.Rows ?? [],
            type?.Rows.FirstOrDefault(),
            version?.Rows is [var present] ? present : null,
            taken?.Rows ?? [],
            closed?.Rows ?? known
        );
    }

    /// <summary>A page of appointments in the order of their starts.</summary>
    public static Task<List<Appointment>> ListAppointmentsAsync(
        this SchedulerDbContext db,
        AppointmentQuery query,
        CancellationToken cancellationToken
    ) => db.Hot.ReadAsync(db.AppointmentsOf(query), cancellationToken);

    private static DateOnly Date(DateTime utc, int days) =>
        DateOnly.FromDayNumber(
            Math.Clamp(DateOnly.FromDateTime(utc).DayNumber + days, DateOnly.MinValue.DayNumber, DateOnly.MaxValue.DayNumber)
        );
}
