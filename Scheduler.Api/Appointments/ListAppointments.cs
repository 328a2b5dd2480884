using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Scheduler.Api.Http;
using Scheduler.Data;
using Scheduler.Data.Model;

namespace Scheduler.Api.Appointments;

/// <summary>Which appointments to list; by user, by provider or both.</summary>
public sealed record AppointmentFilter(string? UserId, string? ProviderId, DateTime? FromUtc, DateTime? UntilUtc, AppointmentStatus? Status);

/// <summary>Lists appointments in the order of their starts.</summary>
public static class ListAppointments
{
    public static async Task<Page<AppointmentResponse>> RunAsync(
        SchedulerDbContext db, AppointmentFilter filter, (DateTime StartUtc, Guid Id)? after, int limit, DateTime nowUtc, CancellationToken cancellationToken)
    {
        var rows = filter.ProviderId is null
            ? db.Appointments.AsNoTracking()
            : db.AppointmentProviders.Where(p => p.ProviderId == filter.ProviderId)
                .Join(db.Appointments.AsNoTracking(), p => p.AppointmentId, a => a.Id, (p, a) => a);
        if (filter.UserId is { } userId)
        {
            rows = rows.Where(a => a.UserId == userId);
        }

        if (filter.FromUtc is { } fromUtc)
        {
            rows = rows.Where(a => a.StartUtc >= fromUtc);
        }

        if (filter.UntilUtc is { } untilUtc)
        {
            rows = rows.Where(a => a.StartUtc < untilUtc);
        }

        if (filter.Status is { } status)
        {
            rows = WithStatus(rows, status, nowUtc);
        }

        if (after is { } key)
        {
            rows = rows.Where(a => a.StartUtc > key.StartUtc || (a.StartUtc == key.StartUtc && a.Id.CompareTo(key.Id) > 0));
        }

        var found = await rows.OrderBy(a => a.StartUtc).ThenBy(a => a.Id).Take(limit + 1).ToListAsync(cancellationToken);
        return Paging.ToPage(found, limit, a => AppointmentResponse.Of(a, nowUtc), a => string.Create(CultureInfo.InvariantCulture, $"{a.StartUtc.Ticks}|{a.Id:N}"));
    }

    /// <summary>Reads the key that a page's cursor carries.</summary>
    public static (DateTime StartUtc, Guid Id)? Key(string? cursor, RequestErrors errors)
    {
        var parts = Paging.Decode(cursor, errors)?.Split('|');
        if (parts is null)
        {
            return null;
        }

        if (parts.Length == 2
            && long.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var ticks) && ticks <= DateTime.MaxValue.Ticks
            && Guid.TryParseExact(parts[1], "N", out var id))
        {
            return (new DateTime(ticks, DateTimeKind.Utc), id);
        }

        errors.Add("cursor", "is not a cursor that this list gave");
        return null;
    }

    /// <summary>By the status that a reader sees: a lapsed hold is expired, swept or not.</summary>
    private static IQueryable<Appointment> WithStatus(IQueryable<Appointment> rows, AppointmentStatus status, DateTime nowUtc) => status switch
    {
        AppointmentStatus.Held => rows.Where(a => a.Status == AppointmentStatus.Held && a.HoldExpiresUtc > nowUtc),
        AppointmentStatus.Expired => rows.Where(a => a.Status == AppointmentStatus.Expired || (a.Status == AppointmentStatus.Held && a.HoldExpiresUtc <= nowUtc)),
        _ => rows.Where(a => a.Status == status),
    };
}
