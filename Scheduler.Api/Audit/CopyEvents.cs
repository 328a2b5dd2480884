using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Scheduler.Api.Events;
using Scheduler.Data;
using Scheduler.Data.Databases;
using Scheduler.Data.Hot;

namespace Scheduler.Api.Audit;

/// <summary>Makes audit rows of what happened: the audit keeps them longer than the feed, and seals them.</summary>
/// <remarks>
/// No booking waits for it: the event is in the booking's transaction, and says all that the audit row will. Whoever reads the audit
/// copies first, so that it holds whatever was acknowledged before. However many copy at once, each event has one row.
/// </remarks>
#pragma warning disable CA1001 // The semaphore has no wait handle to free.
public sealed class CopyEvents(IDbContextFactory<SchedulerDbContext> contexts, WriteQueue writes, EventFeed feed)
#pragma warning restore CA1001
{
    /// <summary>Events in one transaction: few enough that bookings do not wait for it.</summary>
    public const int Batch = 500;

    /// <summary>Of those who read the audit of one instance, one copies and the others wait for it.</summary>
    private readonly SemaphoreSlim reader = new(1);

    /// <summary>When the first event that is not in the audit happened; null when all are there.</summary>
    public static async Task<DateTime?> SinceAsync(SchedulerDbContext db, CancellationToken cancellationToken) =>
        await EventFeed.SinceAsync(db, Number(await PlaceAsync(db, cancellationToken)), cancellationToken);

    /// <summary>Copies all that had happened when it was called.</summary>
    public async Task AllAsync(CancellationToken cancellationToken)
    {
        await reader.WaitAsync(cancellationToken);
        try
        {
            await using var db = await contexts.CreateDbContextAsync(cancellationToken);
            var last = await feed.LastAsync(db, cancellationToken);
            for (var place = await PlaceAsync(db, cancellationToken); Number(place) < last; place = await PlaceAsync(db, cancellationToken))
            {
                await CopyAsync(db, place, cancellationToken);
            }
        }
        finally
        {
            reader.Release();
        }
    }

    /// <summary>How many events are not in the audit yet.</summary>
    public static async Task<long> CountAsync(SchedulerDbContext db, CancellationToken cancellationToken) =>
        await EventFeed
            .After(db, Number(await PlaceAsync(db, cancellationToken)))
            .LongCountAsync(e => e.Address != null, cancellationToken);

    /// <summary>Copies the oldest, <see cref="Batch"/> at the most.</summary>
    /// <returns>How many events it looked at; 0 where there were none, or another instance was first.</returns>
    public async Task<int> SomeAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await CopyAsync(db, await PlaceAsync(db, cancellationToken), cancellationToken);
    }

    /// <param name="place">As it is stored: nothing is copied where it is another by now.</param>
    private async Task<int> CopyAsync(SchedulerDbContext db, string place, CancellationToken cancellationToken)
    {
        var (events, next) = await feed.ReadAsync(
            db,
            Number(place),
            all => all.Where(e => e.Address != null),
            Batch,
            cancellationToken,
            atLeisure: true
        );
        return
            next > Number(place)
            && await StoredPlace.MoveAsync(
                writes,
                StoredPlace.Audit,
                place,
                next.ToString(CultureInfo.InvariantCulture),
                [.. events.Select(e => NewRow.Of(AuditRow.Of(e.Event)))],
                cancellationToken
            )
            ? Math.Max(1, events.Count)
            : 0;
    }

    private static async Task<string> PlaceAsync(SchedulerDbContext db, CancellationToken cancellationToken) =>
        (await db.FindSettingAsync(StoredPlace.Audit, cancellationToken))!;

    private static long Number(string place) => long.Parse(place, CultureInfo.InvariantCulture);
}
