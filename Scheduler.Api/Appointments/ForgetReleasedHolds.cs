using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Scheduler.Api.Jobs;
using Scheduler.Data;
using Scheduler.Data.Databases;
using Scheduler.Data.Model;

namespace Scheduler.Api.Appointments;

/// <summary>Deletes the holds of the public pages that nobody confirmed, a day after they ended: they are nobody's history.</summary>
public sealed class ForgetReleasedHolds(
    IDbContextFactory<SchedulerDbContext> contexts,
    WriteQueue writes,
    IOptions<SchedulingOptions> options
) : Job
{
    private const int Batch = 200;
    private static readonly TimeSpan KeptFor = TimeSpan.FromDays(1);

    public override string Name => "forget-released-holds";

    public override TimeSpan Interval => TimeSpan.FromSeconds(Math.Min(options.Value.SweepSeconds * 12, 3600));

    public override async Task<DateTime?> DueSinceAsync(SchedulerDbContext db, DateTime nowUtc, CancellationToken cancellationToken) =>
        await Ended(db, nowUtc).Select(a => (DateTime?)a.CreatedUtc).FirstOrDefaultAsync(cancellationToken) + KeptFor;

    public override async Task<int> RunAsync(DateTime nowUtc, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var ids = await Ended(db, nowUtc).Select(a => a.Id).Take(Batch).ToListAsync(cancellationToken);
        // The state is asked again in the transaction; a cancelled or expired one never changes, so that nothing can come between.
        return ids.Count == 0
            ? 0
            : await writes.RunAsync(
                db =>
                    db.Appointments.Where(a =>
                            ids.Contains(a.Id)
                            && a.UserId == HoldingClient.Id
                            && (a.Status == AppointmentStatus.Cancelled || a.Status == AppointmentStatus.Expired)
                        )
                        .ExecuteDeleteAsync(CancellationToken.None),
                cancellationToken
            );
    }

    private static IQueryable<Appointment> Ended(SchedulerDbContext db, DateTime nowUtc) =>
        db.Appointments.Where(a =>
            a.UserId == HoldingClient.Id
            && a.CreatedUtc < nowUtc - KeptFor
            && (a.Status == AppointmentStatus.Cancelled || a.Status == AppointmentStatus.Expired)
        );
}
