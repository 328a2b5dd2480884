using Microsoft.EntityFrameworkCore;
using Scheduler.Api.Access;
using Scheduler.Data;
using Scheduler.Data.Model;

namespace Scheduler.Api.Clients;

/// <summary>Finds what clients have ahead, for a list of them.</summary>
public sealed class FindNextAppointments(SchedulerDbContext db, OperationContext context)
{
    /// <summary>Looked at for one list, the nearest first.</summary>
    private const int Most = 2000;

    /// <summary>Each client's first live appointment that has not ended; clients without one are left out.</summary>
    public async Task<IReadOnlyDictionary<string, Appointment>> RunAsync(
        IReadOnlyList<string> clientIds,
        CancellationToken cancellationToken
    )
    {
        var nowUtc = context.Now();
        var earliest = nowUtc - Limits.LongestOccupiedTime;
        var ahead = await db
            .Appointments.AsNoTracking()
            .OwnOf(db, context.Actor.OnlyProvider)
            .Where(a =>
                clientIds.Contains(a.UserId)
                && a.StartUtc > earliest
                && a.EndUtc > nowUtc
                && (a.Status == AppointmentStatus.Confirmed || (a.Status == AppointmentStatus.Held && a.HoldExpiresUtc > nowUtc))
            )
            .OrderBy(a => a.StartUtc)
            .Take(Most)
            .ToListAsync(cancellationToken);
        return ahead.DistinctBy(a => a.UserId).ToDictionary(a => a.UserId, StringComparer.Ordinal);
    }
}
