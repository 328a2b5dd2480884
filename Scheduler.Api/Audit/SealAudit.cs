using Microsoft.EntityFrameworkCore;
using Scheduler.Api.Jobs;
using Scheduler.Data;
using Scheduler.Data.Databases;
using Scheduler.Data.Model;

namespace Scheduler.Api.Audit;

/// <summary>
/// Brings what happened into the audit, and seals what was written there since the last seal. The log has each seal's hash, too: outside the database, where nobody can make it anew.
/// </summary>
public sealed class SealAudit(IDbContextFactory<SchedulerDbContext> contexts, WriteQueue writes, CopyEvents copy, ILogger<SealAudit> log)
    : Job
{
    private const int Batch = CopyEvents.Batch;

    /// <summary>
    /// Between batches that are full, as many times as long as the batch took: whoever books or reads goes first, and a rush is sealed when
    /// it is over.
    /// </summary>
    private const int PausesABatch = 20;

    private const double LeastPauseSeconds = 0.5;
    private const double MostPauseSeconds = 10;

    public override string Name => "seal-audit";

    public override TimeSpan Interval => TimeSpan.FromMinutes(1);

    public override async Task<DateTime?> DueSinceAsync(SchedulerDbContext db, DateTime nowUtc, CancellationToken cancellationToken) =>
        await db.Audit.Where(e => e.Seal == null).OrderBy(e => e.Id).Select(e => (DateTime?)e.AtUtc).FirstOrDefaultAsync(cancellationToken)
        ?? await CopyEvents.SinceAsync(db, cancellationToken);

    public override async Task<int> RunAsync(DateTime nowUtc, CancellationToken cancellationToken)
    {
        var began = TimeProvider.System.GetTimestamp();
        var copied = await copy.SomeAsync(cancellationToken);
        var seal = await SealAsync(nowUtc, cancellationToken);
        if (seal is not null)
        {
            log.LogInformation(
                "Sealed {Count} rows of the audit with seal {Seal}: {Hash}",
                seal.Count,
                seal.Id,
                Convert.ToHexStringLower(seal.Hash)
            );
        }

        if (copied == Batch || seal?.Count == Batch)
        {
            var pause = TimeProvider.System.GetElapsedTime(began).TotalSeconds * PausesABatch;
            await Task.Delay(TimeSpan.FromSeconds(Math.Clamp(pause, LeastPauseSeconds, MostPauseSeconds)), cancellationToken);
        }

        return Math.Max(copied, seal?.Count ?? 0);
    }

    /// <summary>Read and hashed beside the writer: rows are never changed, and one instance at a time has the job.</summary>
    private async Task<AuditSeal?> SealAsync(DateTime nowUtc, CancellationToken cancellationToken)
    {
        await using var reader = await contexts.CreateDbContextAsync(cancellationToken);
        // By whether they are sealed, not by their ids: on PostgreSQL a late commit may have an id that is smaller than sealed ones.
        var rows = await reader
            .Audit.AsNoTracking()
            .Where(e => e.Seal == null)
            .OrderBy(e => e.Id)
            .Take(Batch)
            .ToListAsync(cancellationToken);
        if (rows.Count == 0)
        {
            return null;
        }

        var last = await LastAsync(reader);
        var previous = last?.Hash ?? [];
        var seal = new AuditSeal
        {
            Id = (last?.Id ?? 0) + 1,
            AtUtc = nowUtc,
            Count = rows.Count,
            Previous = previous,
            Hash = AuditHash.Of(previous, rows),
        };
        var ids = rows.ConvertAll(r => r.Id);
        return await writes.RunAsync(db => StoreAsync(db, seal, ids), cancellationToken);
    }

    /// <summary>Null where another instance, which had the job before, was faster after all.</summary>
    private static async Task<AuditSeal?> StoreAsync(SchedulerDbContext db, AuditSeal seal, List<long> ids)
    {
        if (((await LastAsync(db))?.Id ?? 0) != seal.Id - 1)
        {
            return null;
        }

        db.Add(seal);
        await db.SaveChangesAsync();
        await db.Audit.Where(e => ids.Contains(e.Id)).ExecuteUpdateAsync(set => set.SetProperty(e => e.Seal, seal.Id));
        return seal;
    }

    private static Task<AuditSeal?> LastAsync(SchedulerDbContext db) =>
        db.AuditSeals.AsNoTracking().OrderByDescending(s => s.Id).FirstOrDefaultAsync();
}
