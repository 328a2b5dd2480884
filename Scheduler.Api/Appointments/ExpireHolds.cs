using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Scheduler.Api.Jobs;
using Scheduler.Data;
using Scheduler.Data.Databases;
using Scheduler.Data.Model;

namespace Scheduler.Api.Appointments;

/// <summary>Tidies lapsed holds away. Nothing depends on it: every answer is the same before and after.</summary>
public sealed class ExpireHolds(IDbContextFactory<SchedulerDbContext> contexts, WriteQueue writes, IOptions<SchedulingOptions> options)
    : Job
{
    private const int Batch = 100;

    public override string Name => "expire-holds";

    public override TimeSpan Interval => TimeSpan.FromSeconds(options.Value.SweepSeconds);

    public override async Task<DateTime?> DueSinceAsync(SchedulerDbContext db, DateTime nowUtc, CancellationToken cancellationToken) =>
        await Lapsed(db, nowUtc).Select(a => a.HoldExpiresUtc).FirstOrDefaultAsync(cancellationToken);

    public override async Task<int> RunAsync(DateTime nowUtc, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var lapsed = await Lapsed(db, nowUtc).Select(a => a.Id).Take(Batch).ToListAsync(cancellationToken);
        return lapsed.Count == 0 ? 0 : await writes.RunAsync(db => Transitions.ExpireAsync(db, lapsed, nowUtc), cancellationToken);
    }

    private static IQueryable<Appointment> Lapsed(SchedulerDbContext db, DateTime nowUtc) =>
        db.Appointments.Where(a => a.Status == AppointmentStatus.Held && a.HoldExpiresUtc <= nowUtc).OrderBy(a => a.HoldExpiresUtc);
}
