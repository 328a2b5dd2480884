using Microsoft.EntityFrameworkCore;
using Scheduler.Data;
using Scheduler.Data.Model;

namespace Scheduler.Api.Appointments;

/// <summary>The query behind a list of appointments by any filter.</summary>
internal static class AppointmentRows
{
    /// <summary>Those that the filter asks for, in its order, from the row after <see cref="AppointmentFilter.After"/> on.</summary>
    public static IQueryable<Appointment> Of(SchedulerDbContext db, AppointmentFilter filter, DateTime nowUtc)
    {
        // Of a provider, start and id are read from the index by provider.
        var rows = filter.ProviderId is { } providerId
            ? db
                .AppointmentProviders.Where(p => p.ProviderId == providerId)
                .Join(
                    db.Appointments,
                    p => p.AppointmentId,
                    a => a.Id,
                    (p, a) =>
                        new Row
                        {
                            StartUtc = p.StartUtc,
                            Id = p.AppointmentId,
                            Appointment = a,
                        }
                )
            : db.Appointments.Select(a => new Row
            {
                StartUtc = a.StartUtc,
                Id = a.Id,
                Appointment = a,
            });
        if (filter.UserId is { } userId)
        {
            rows = rows.Where(r => r.Appointment.UserId == userId);
        }

        if (filter.FromUtc is { } fromUtc)
        {
            rows = rows.Where(r => r.StartUtc >= fromUtc);
        }

        if (filter.UntilUtc is { } untilUtc)
        {
            rows = rows.Where(r => r.StartUtc < untilUtc);
        }

        if (filter.UpdatedSinceUtc is { } sinceUtc)
        {
            rows = rows.Where(r => r.Appointment.UpdatedUtc >= sinceUtc);
        }

        if (filter.Types.Count > 0)
        {
            rows = rows.Where(r => filter.Types.Contains(r.Appointment.AppointmentTypeId));
        }

        if (filter.Attendances.Count > 0)
        {
            var attendances = filter.Attendances.Select(attendance => (Attendance?)attendance).ToList();
            rows = rows.Where(r => attendances.Contains(r.Appointment.Attendance));
        }

        return Ordered(WithStatus(rows, filter.Statuses, nowUtc), filter).Select(r => r.Appointment).AsNoTracking();
    }

    /// <summary>A lapsed hold is expired, whether or not anything has swept it.</summary>
    private static IQueryable<Row> WithStatus(IQueryable<Row> rows, IReadOnlyList<AppointmentStatus> statuses, DateTime nowUtc)
    {
        if (statuses.Count == 0)
        {
            return rows;
        }

        var (held, expired) = (statuses.Contains(AppointmentStatus.Held), statuses.Contains(AppointmentStatus.Expired));
        var plain = statuses.Where(status => status != AppointmentStatus.Held).ToList();
        return rows.Where(r =>
            plain.Contains(r.Appointment.Status)
            || (held && r.Appointment.Status == AppointmentStatus.Held && r.Appointment.HoldExpiresUtc > nowUtc)
            || (expired && r.Appointment.Status == AppointmentStatus.Held && r.Appointment.HoldExpiresUtc <= nowUtc)
        );
    }

    private static IOrderedQueryable<Row> Ordered(IQueryable<Row> rows, AppointmentFilter filter)
    {
        switch (filter.Order)
        {
            case AppointmentOrder.StartDescending:
                if (filter.After is var (beforeUtc, before))
                {
                    rows = rows.Where(r => r.StartUtc <= beforeUtc && (r.StartUtc < beforeUtc || r.Id.CompareTo(before) < 0));
                }

                return rows.OrderByDescending(r => r.StartUtc).ThenByDescending(r => r.Id);
            case AppointmentOrder.Updated:
                if (filter.After is var (changedUtc, changed))
                {
                    rows = rows.Where(r =>
                        r.Appointment.UpdatedUtc >= changedUtc && (r.Appointment.UpdatedUtc > changedUtc || r.Id.CompareTo(changed) > 0)
                    );
                }

                return rows.OrderBy(r => r.Appointment.UpdatedUtc).ThenBy(r => r.Id);
            default:
                if (filter.After is var (afterUtc, after))
                {
                    rows = rows.Where(r => r.StartUtc >= afterUtc && (r.StartUtc > afterUtc || r.Id.CompareTo(after) > 0));
                }

                return rows.OrderBy(r => r.StartUtc).ThenBy(r => r.Id);
        }
    }

    private sealed class Row
    {
        public required DateTime StartUtc { get; init; }
        public required Guid Id { get; init; }
        public required Appointment Appointment { get; init; }
    }
}
