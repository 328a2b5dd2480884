using Microsoft.EntityFrameworkCore;
using Scheduler.Api.Access;
using Scheduler.Data;
using Scheduler.Data.Model;

namespace Scheduler.Api.Appointments;

/// <summary>Counts the live appointments of each date of the office.</summary>
public sealed class CountDays(SchedulerDbContext db, OperationContext context)
{
    /// <param name="end">The date after the last one.</param>
    /// <returns>Dates without any are left out.</returns>
    public Task<Dictionary<DateOnly, int>> RunAsync(DateOnly first, DateOnly end, CancellationToken cancellationToken)
    {
        var nowUtc = context.Now();
        var (fromUtc, untilUtc) = (context.Office.ToUtc(first, 0), context.Office.ToUtc(end, 0));
        return db
            .Appointments.OwnOf(db, context.Actor.OnlyProvider)
            .Where(a => a.StartUtc >= fromUtc && a.StartUtc < untilUtc)
            .Where(a => a.Status == AppointmentStatus.Confirmed || (a.Status == AppointmentStatus.Held && a.HoldExpiresUtc > nowUtc))
            .GroupBy(a => a.Date)
            .Select(day => new { Date = day.Key, Count = day.Count() })
            .ToDictionaryAsync(day => day.Date, day => day.Count, cancellationToken);
    }
}
