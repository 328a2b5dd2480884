using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Scheduler.Api.Access;
using Scheduler.Api.Audit;
using Scheduler.Api.Events;
using Scheduler.Api.Http;
using Scheduler.Api.Jobs;
using Scheduler.Data;
using Scheduler.Data.Databases;
using Scheduler.Data.Model;

namespace Scheduler.Api.Appointments;

/// <summary>Deletes appointments whose time to be kept is over, the oldest first, with the mails about them. The audit tells how many.</summary>
public sealed class ForgetAppointments(
    IDbContextFactory<SchedulerDbContext> contexts,
    WriteQueue writes,
    IOptions<AppointmentOptions> options
) : Job
{
    private const int Batch = 200;

    public override string Name => "forget-appointments";

    public override TimeSpan Interval => TimeSpan.FromMinutes(10);

    public override async Task<DateTime?> DueSinceAsync(SchedulerDbContext db, DateTime nowUtc, CancellationToken cancellationToken) =>
        options.Value.KeepDays == 0
            ? null
            : await Old(db, nowUtc).Select(a => (DateTime?)a.EndUtc).FirstOrDefaultAsync(cancellationToken) + KeptFor;

    public override async Task<int> RunAsync(DateTime nowUtc, CancellationToken cancellationToken)
    {
        if (options.Value.KeepDays == 0)
        {
            return 0;
        }

        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var ids = await Old(db, nowUtc).Select(a => a.Id).Take(Batch).ToListAsync(cancellationToken);
        return ids.Count == 0 ? 0 : await writes.RunAsync(db => DeleteAsync(db, ids, nowUtc), cancellationToken);
    }

    private async Task<int> DeleteAsync(SchedulerDbContext db, List<Guid> ids, DateTime nowUtc)
    {
        var endedUtc = nowUtc - KeptFor;
        // The end is asked again: one that was moved meanwhile lies ahead, and keeps its mails.
        var old = await db.Appointments.Where(a => ids.Contains(a.Id) && a.EndUtc <= endedUtc).ExecuteDeleteAsync();
        if (old == 0)
        {
            return 0;
        }

        await db
            .Messages.Where(m => ids.Contains(m.AppointmentId) && !db.Appointments.Any(a => a.Id == m.AppointmentId))
            .ExecuteDeleteAsync();
        var detail = JsonSerializer.Serialize(new { count = old, endedBefore = endedUtc }, Json.Options);
        db.Add(
            AuditRow.Of(
                AuditActions.AppointmentsForgotten,
                EventSubjects.Office,
                AuditSubjects.PastAppointments,
                Actor.System,
                nowUtc,
                detail
            )
        );
        await db.SaveChangesAsync();
        return old;
    }

    /// <summary>By the date of their start, which has an index; nobody is longer with somebody than a day.</summary>
    private IQueryable<Appointment> Old(SchedulerDbContext db, DateTime nowUtc)
    {
        var endedUtc = nowUtc - KeptFor;
        var date = DateOnly.FromDateTime(endedUtc).AddDays(1);
        return db.Appointments.AsNoTracking().Where(a => a.Date <= date && a.EndUtc <= endedUtc).OrderBy(a => a.Date);
    }

    private TimeSpan KeptFor => TimeSpan.FromDays(options.Value.KeepDays);
}
