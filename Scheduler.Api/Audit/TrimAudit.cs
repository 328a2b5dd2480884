using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Scheduler.Api.Access;
using Scheduler.Api.Jobs;
using Scheduler.Data;
using Scheduler.Data.Databases;
using Scheduler.Data.Model;

namespace Scheduler.Api.Audit;

/// <summary>
/// Removes rows whose time is over, the oldest seals first and each with all its rows, and says in a new row up to which seal: by that
/// <see cref="VerifyAudit"/> knows where the audit begins.
/// </summary>
public sealed class TrimAudit(
    IDbContextFactory<SchedulerDbContext> contexts,
    WriteQueue writes,
    CopyEvents copy,
    IOptions<AuditOptions> options,
    ILogger<TrimAudit> log
) : Job
{
    private const int MostSeals = 200;

    /// <summary>A seal has up to a thousand.</summary>
    private const int MostRows = 2000;

    public override string Name => "trim-audit";

    public override TimeSpan Interval => TimeSpan.FromHours(1);

    public override async Task<DateTime?> DueSinceAsync(SchedulerDbContext db, DateTime nowUtc, CancellationToken cancellationToken) =>
        (await OldAsync(db, nowUtc, cancellationToken)).FirstOrDefault()?.AtUtc + KeptFor;

    public override async Task<int> RunAsync(DateTime nowUtc, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var old = await OldAsync(db, nowUtc, cancellationToken);
        if (old.Count == 0)
        {
            return 0;
        }

        await ForgetAddressesAsync(db, nowUtc, cancellationToken);
        var last = old[^1];
        var rows = await writes.RunAsync(db => RemoveAsync(db, last, nowUtc), cancellationToken);
        log.LogInformation(
            "Removed {Count} rows of the audit up to seal {Seal}: {Hash}",
            rows,
            last.Id,
            Convert.ToHexStringLower(last.Hash)
        );
        return rows;
    }

    /// <summary>An address is kept with its event for the audit, and no longer than there.</summary>
    private async Task ForgetAddressesAsync(SchedulerDbContext db, DateTime nowUtc, CancellationToken cancellationToken)
    {
        await copy.AllAsync(cancellationToken);
        var keptSinceUtc = nowUtc - KeptFor;
        var old = db
            .Events.Where(e => e.AtUtc <= keptSinceUtc && e.Address != null && e.Address != "")
            .OrderBy(e => e.Id)
            .Select(e => e.Id)
            .Take(CopyEvents.Batch);
        while (await old.ToListAsync(cancellationToken) is { Count: > 0 } ids)
        {
            await writes.RunAsync(
                db =>
                    db.Events.Where(e => ids.Contains(e.Id))
                        .ExecuteUpdateAsync(set => set.SetProperty(e => e.Address, ""), CancellationToken.None),
                cancellationToken
            );
        }
    }

    /// <summary>The oldest seals, one after the other; the newest of all stays, for the next to follow it.</summary>
    private async Task<List<AuditSeal>> OldAsync(SchedulerDbContext db, DateTime nowUtc, CancellationToken cancellationToken)
    {
        if (options.Value.KeepDays == 0)
        {
            return [];
        }

        var keptSinceUtc = nowUtc - KeptFor;
        var seals = await db.AuditSeals.AsNoTracking().OrderBy(s => s.Id).Take(MostSeals + 1).ToListAsync(cancellationToken);
        var rows = 0;
        return [.. seals.SkipLast(1).TakeWhile(s => s.AtUtc <= keptSinceUtc && (rows += s.Count) <= MostRows)];
    }

    private static async Task<int> RemoveAsync(SchedulerDbContext db, AuditSeal last, DateTime nowUtc)
    {
        var removed = await db.Audit.Where(e => e.Seal != null && e.Seal <= last.Id).ExecuteDeleteAsync();
        await db.AuditSeals.Where(s => s.Id <= last.Id).ExecuteDeleteAsync();
        db.Add(
            AuditRow.Of(
                AuditActions.Trimmed,
                AuditSubjects.Audit,
                AuditBeginning.SubjectOf(last.Id),
                Actor.System,
                nowUtc,
                AuditBeginning.DetailOf(last, removed)
            )
        );
        await db.SaveChangesAsync();
        return removed;
    }

    private TimeSpan KeptFor => TimeSpan.FromDays(options.Value.KeepDays);
}
