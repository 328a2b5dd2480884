using Microsoft.EntityFrameworkCore;
using Scheduler.Api.Http;
using Scheduler.Data;
using Scheduler.Data.Databases;
using Scheduler.Data.Hot;
using Scheduler.Data.Model;

namespace Scheduler.Api.Jobs;

/// <summary>Which jobs this instance does: a lease is held until its instant, and taken over by another instance after it.</summary>
public sealed class Leases(WriteQueue writes, TimeProvider clock)
{
    /// <summary>How long an instance that has died holds up a job.</summary>
    private static readonly TimeSpan Length = TimeSpan.FromSeconds(30);

    private readonly string holder = Guid.CreateVersion7().ToString();
    private readonly Dictionary<string, DateTime> renewAtUtc = new(StringComparer.Ordinal);

    /// <summary>Takes or renews the lease of a job; false while another instance has it.</summary>
    public async Task<bool> TakeAsync(string job, CancellationToken cancellationToken)
    {
        var nowUtc = clock.Now();
        lock (renewAtUtc)
        {
            // Written at most twice in its length.
            if (renewAtUtc.TryGetValue(job, out var renew) && nowUtc < renew)
            {
                return true;
            }
        }

        if (!await writes.RunVersionedAsync(db => StoreAsync(db, job, nowUtc), cancellationToken))
        {
            return false;
        }

        lock (renewAtUtc)
        {
            renewAtUtc[job] = nowUtc + (Length / 2);
        }

        return true;
    }

    private async Task<bool> StoreAsync(SchedulerDbContext db, string job, DateTime nowUtc)
    {
        var untilUtc = nowUtc + Length;
        var taken = await db
            .Leases.Where(l => l.Job == job && (l.Holder == holder || l.UntilUtc <= nowUtc))
            .ExecuteUpdateAsync(set => set.SetProperty(l => l.Holder, holder).SetProperty(l => l.UntilUtc, untilUtc));
        if (taken > 0)
        {
            return true;
        }

        // A job that nobody has done yet; of two who begin at once one is refused, and comes again.
        if (await db.Leases.AnyAsync(l => l.Job == job))
        {
            return false;
        }

        await db.InsertRowsAsync(
            NewRow.IfAbsent(
                new Lease
                {
                    Job = job,
                    Holder = holder,
                    UntilUtc = untilUtc,
                }
            )
        );
        return await db.Leases.AnyAsync(l => l.Job == job && l.Holder == holder);
    }
}
