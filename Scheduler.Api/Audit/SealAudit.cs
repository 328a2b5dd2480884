using Microsoft.EntityFrameworkCore;
using Scheduler.Api.Jobs;
using Scheduler.Data;
using Scheduler.Data.Databases;
using Scheduler.Data.Model;

namespace Scheduler.Api.Audit;

/// <summary>
/// Seals what was written since the last seal. The log has each seal's hash, too: outside the database, where nobody can make it anew.
/// </summary>
public sealed class SealAudit(WriteQueue writes, ILogger<SealAudit> log) : Job
{
    private const int Batch = 1000;

    public override string Name => "seal-audit";

    public override TimeSpan Interval => TimeSpan.FromMinutes(1);

    public override Task<DateTime?> DueSinceAsync(SchedulerDbContext db, DateTime nowUtc, CancellationToken cancellationToken) =>
        db.Audit.Where(e => e.Seal == null).OrderBy(e => e.Id).Select(e => (DateTime?)e.AtUtc).FirstOrDefaultAsync(cancellationToken);

    public override async Task<int> RunAsync(DateTime nowUtc, CancellationToken cancellationToken)
    {
        var seal = await writes.RunAsync(db => SealAsync(db, nowUtc), cancellationToken);
        if (seal is not null)
        {
            log.LogInformation(
                "Sealed {Count} rows of the audit with seal {Seal}: {Hash}",
                seal.Count,
                seal.Id,
                Convert.ToHexStringLower(seal.Hash)
            );
        }

        return seal?.Count ?? 0;
    }

    private static async Task<AuditSeal?> SealAsync(SchedulerDbContext db, DateTime nowUtc)
    {
        // By whether they are sealed, not by their ids: on PostgreSQL a late commit may have an id that is smaller than sealed ones.
        var rows = await db.Audit.AsNoTracking().Where(e => e.Seal == null).OrderBy(e => e.Id).Take(Batch).ToListAsync();
        if (rows.Count == 0)
        {
            return null;
        }

        var last = await db.AuditSeals.AsNoTracking().OrderByDescending(s => s.Id).FirstOrDefaultAsync();
        var previous = last?.Hash ?? [];
        var seal = new AuditSeal
        {
            Id = (last?.Id ?? 0) + 1,
            AtUtc = nowUtc,
            Count = rows.Count,
            Previous = previous,
            Hash = AuditHash.Of(previous, rows),
        };
        db.Add(seal);
        await db.SaveChangesAsync();
        var ids = rows.ConvertAll(r => r.Id);
        await db.Audit.Where(e => ids.Contains(e.Id)).ExecuteUpdateAsync(set => set.SetProperty(e => e.Seal, seal.Id));
        return seal;
    }
}
