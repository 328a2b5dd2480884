using Microsoft.EntityFrameworkCore;
using Scheduler.Api.Jobs;
using Scheduler.Data;
using Scheduler.Data.Databases;

namespace Scheduler.Api.Appointments;

/// <summary>Forgets from which address a booking came, once it no longer counts.</summary>
public sealed class ForgetAddresses(IDbContextFactory<SchedulerDbContext> contexts, WriteQueue writes) : Job
{
    private const int Batch = 500;

    public override string Name => "forget-addresses";

    public override TimeSpan Interval => TimeSpan.FromMinutes(1);

    public override Task<DateTime?> DueSinceAsync(SchedulerDbContext db, DateTime nowUtc, CancellationToken cancellationToken) =>
        db
            .AddressBookings.Where(b => b.UntilUtc <= nowUtc)
            .OrderBy(b => b.UntilUtc)
            .Select(b => (DateTime?)b.UntilUtc)
            .FirstOrDefaultAsync(cancellationToken);

    public override async Task<int> RunAsync(DateTime nowUtc, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var ids = await db
            .AddressBookings.Where(b => b.UntilUtc <= nowUtc)
            .OrderBy(b => b.UntilUtc)
            .Select(b => b.AppointmentId)
            .Take(Batch)
            .ToListAsync(cancellationToken);
        return ids.Count == 0
            ? 0
            : await writes.RunAsync(
                db => db.AddressBookings.Where(b => ids.Contains(b.AppointmentId)).ExecuteDeleteAsync(CancellationToken.None),
                cancellationToken
            );
    }
}
