using Microsoft.EntityFrameworkCore;
using Scheduler.Data.Databases;
using Scheduler.Data.Model;

namespace Scheduler.Data;

/// <summary>
/// Reads events in the order in which they became visible: whoever asks on from the last
/// one that it was given misses none, whatever commits late.
/// </summary>
/// <remarks>
/// On SQLite the one writer makes ids in that order. On PostgreSQL a transaction may commit after others that took later ids;
/// there the feed numbers, before it reads, what has become visible since the last reading, one reader at a time.
/// What commits later gets a later number. Not the transaction's own number: that begins anew when a dump is restored into another server.
/// </remarks>
public sealed class EventFeed(WriteQueue writes)
{
    internal const string NumberSequence = "events_number";

    /// <summary>Numbered in one transaction: few enough that nobody waits for it.</summary>
    private const int Batch = 1000;

    private const string NumberingLock = "events numbering";

    private const string NumberSome = """
        UPDATE events e SET "Number" = n."Number"
        FROM (SELECT "Id", nextval('events_number') AS "Number"
        FROM (SELECT "Id" FROM events WHERE "Number" IS NULL ORDER BY "Id" LIMIT {0}) s) n
        WHERE e."Id" = n."Id"
        """;

    /// <summary>
    /// The events after the place <paramref name="after"/>, oldest first, each with its place, and the place to ask on from.
    /// </summary>
    /// <param name="where">Which of them; all when null.</param>
    /// <param name="atLeisure">Whether it will do, on PostgreSQL, to number a thousand of those that have no number yet.</param>
    /// <returns>Where there are fewer than <paramref name="count"/>, everything up to the returned place was looked at.</returns>
    public async Task<(List<(long Place, Event Event)> Events, long Next)> ReadAsync(
        SchedulerDbContext db,
        long after,
        Func<IQueryable<Event>, IQueryable<Event>>? where,
        int count,
        CancellationToken cancellationToken,
        bool atLeisure = false
    )
    {
        // First: what comes while this reads is for the next reading.
        var last = Math.Max(after, await LastAsync(db, cancellationToken, atLeisure));
        if (last == after)
        {
            return ([], after);
        }

        var events = db.Events.AsNoTracking();
        events = where is null ? events : where(events);
        var found = db.Database.IsSqlite()
            ? (
                await events.Where(e => e.Id > after && e.Id <= last).OrderBy(e => e.Id).Take(count).ToListAsync(cancellationToken)
            ).ConvertAll(e => (e.Id, e))
            : (
                await events
                    .Where(e => e.Number > after && e.Number <= last)
                    .OrderBy(e => e.Number)
                    .Take(count)
                    .ToListAsync(cancellationToken)
            ).ConvertAll(e => (e.Number!.Value, e));
        return (found, found.Count < count ? last : found[^1].Item1);
    }

    /// <summary>The events after a place, also those that have none yet; in no order.</summary>
    public static IQueryable<Event> After(SchedulerDbContext db, long place) =>
        db.Database.IsSqlite() ? db.Events.Where(e => e.Id > place) : db.Events.Where(e => e.Number == null || e.Number > place);

    /// <summary>The place of the newest event; 0 before the first.</summary>
    /// <param name="atLeisure">As for a reading: the newest of those that have a number then.</param>
    public async Task<long> LastAsync(SchedulerDbContext db, CancellationToken cancellationToken, bool atLeisure = false)
    {
        if (db.Database.IsSqlite())
        {
            return await db.Events.MaxAsync(e => (long?)e.Id, cancellationToken) ?? 0;
        }

        await NumberAsync(db, atLeisure, cancellationToken);
        return await db.Events.MaxAsync(e => e.Number, cancellationToken) ?? 0;
    }

    /// <summary>
    /// When the first event after a place happened, as far as it is known; null when there is none. Costs less than a reading.
    /// </summary>
    public static async Task<DateTime?> SinceAsync(SchedulerDbContext db, long after, CancellationToken cancellationToken)
    {
        if (db.Database.IsSqlite())
        {
            return await db
                .Events.Where(e => e.Id > after)
                .OrderBy(e => e.Id)
                .Select(e => (DateTime?)e.AtUtc)
                .FirstOrDefaultAsync(cancellationToken);
        }

        // First those without a number: what is given one meanwhile is seen among the others.
        var unnumberedUtc = await db
            .Events.Where(e => e.Number == null)
            .OrderBy(e => e.Id)
            .Select(e => (DateTime?)e.AtUtc)
            .FirstOrDefaultAsync(cancellationToken);
        return await db
                .Events.Where(e => e.Number > after)
                .OrderBy(e => e.Number)
                .Select(e => (DateTime?)e.AtUtc)
                .FirstOrDefaultAsync(cancellationToken)
            ?? unnumberedUtc;
    }

    private async Task NumberAsync(SchedulerDbContext db, bool atLeisure, CancellationToken cancellationToken)
    {
        for (var more = true; more && await db.Events.AnyAsync(e => e.Number == null, cancellationToken); more = !atLeisure)
        {
            await writes.RunAsync(
                async db =>
                {
                    await writes.LockAsync(db, [NumberingLock], null, []);
                    return await db.Database.ExecuteSqlRawAsync(NumberSome, [Batch], CancellationToken.None);
                },
                cancellationToken
            );
        }
    }
}
