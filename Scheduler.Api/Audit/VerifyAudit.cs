using Microsoft.EntityFrameworkCore;
using Scheduler.Api.Http;
using Scheduler.Data;
using Scheduler.Data.Model;

namespace Scheduler.Api.Audit;

/// <summary>What a look through all seals found.</summary>
/// <param name="Wrong">What was changed, in a sentence each; empty where nothing was.</param>
/// <param name="Unsealed">Rows that no seal covers yet.</param>
/// <param name="Waiting">Events that are not in the audit yet.</param>
/// <param name="First">The first seal that is kept; null where there is none.</param>
public sealed record AuditVerdict(IReadOnlyList<string> Wrong, long Rows, int Seals, long Unsealed, long Waiting, AuditSeal? First);

/// <summary>Computes every seal anew: finds rows that were changed, added or removed since they were sealed.</summary>
/// <remarks>
/// Who removes the newest seals with all their rows leaves no trace in the database; the log has the hashes of all seals.
/// </remarks>
public sealed class VerifyAudit(SchedulerDbContext db)
{
    private const int MostNamed = 20;

    public async Task<AuditVerdict> RunAsync(CancellationToken cancellationToken)
    {
        var wrong = new List<string>();
        var (rows, count) = (0L, 0);
        AuditSeal? first = null;
        AuditSeal? last = null;
        foreach (var id in await db.AuditSeals.OrderBy(s => s.Id).Select(s => s.Id).ToListAsync(cancellationToken))
        {
            var seal = await db.AuditSeals.AsNoTracking().FirstAsync(s => s.Id == id, cancellationToken);
            var covered = await db.Audit.AsNoTracking().Where(e => e.Seal == id).OrderBy(e => e.Id).ToListAsync(cancellationToken);
            if (
                (Check(seal, last, covered) ?? (last is null ? await CheckFirstAsync(seal, cancellationToken) : null)) is { } found
                && wrong.Count < MostNamed
            )
            {
                wrong.Add(found);
            }

            first ??= seal;
            rows += covered.Count;
            count++;
            last = seal;
        }

        var strays = await db.Audit.Where(e => e.Seal != null && !db.AuditSeals.Any(s => s.Id == e.Seal)).CountAsync(cancellationToken);
        if (strays > 0)
        {
            wrong.Add($"{strays} row(s) have a seal that is missing.");
        }

        var unsealed = await db.Audit.LongCountAsync(e => e.Seal == null, cancellationToken);
        return new AuditVerdict(wrong, rows, count, unsealed, await CopyEvents.CountAsync(db, cancellationToken), first);
    }

    /// <summary>What is wrong with the beginning: it is the first seal of all, or a row tells that those before it were removed in their time.</summary>
    private async Task<string?> CheckFirstAsync(AuditSeal seal, CancellationToken cancellationToken)
    {
        if (seal.Id == 1)
        {
            return seal.Previous.Length == 0 ? null : $"{NameOf(seal)}: it is the first, and follows another.";
        }

        var subject = AuditBeginning.SubjectOf(seal.Id - 1);
        var told = await db
            .Audit.AsNoTracking()
            .Where(e => e.SubjectId == subject && e.Action == AuditActions.Trimmed)
            .ToListAsync(cancellationToken);
        return told.Exists(row => AuditBeginning.Explains(row, seal))
            ? null
            : $"{NameOf(seal)}: the seals before it are missing, and no row tells that they were removed in their time.";
    }

    private static string? Check(AuditSeal seal, AuditSeal? last, List<AuditEntry> rows)
    {
        var name = NameOf(seal);
        return last is not null && seal.Id != last.Id + 1 ? $"{name}: the seal before it is missing."
            : last is not null && !seal.Previous.AsSpan().SequenceEqual(last.Hash) ? $"{name}: it does not follow the seal before it."
            : rows.Count < seal.Count ? $"{name}: {seal.Count - rows.Count} of its {seal.Count} row(s) are missing."
            : rows.Count > seal.Count ? $"{name}: {rows.Count - seal.Count} row(s) were added to its {seal.Count}."
            : !AuditHash.Of(seal.Previous, rows).AsSpan().SequenceEqual(seal.Hash)
                ? $"{name}: one of its {seal.Count} row(s) was changed (ids {rows[0].Id} to {rows[^1].Id})."
            : null;
    }

    private static string NameOf(AuditSeal seal) => $"Seal {seal.Id} of {Instants.FormatInstant(seal.AtUtc)}";
}
