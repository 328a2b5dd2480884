using Microsoft.EntityFrameworkCore;
using Scheduler.Data;
using Scheduler.Data.Databases;
using Scheduler.Data.Prepared;

namespace Scheduler.Api.Clients;

/// <summary>Indexes clients who are not yet, once after each start: those of a database from before there was an index, or whose index a migration emptied.</summary>
/// <remarks>Until it has come to them they are found by their ids alone. Any number of instances may do it at once.</remarks>
public sealed class ClientIndexing(IDbContextFactory<SchedulerDbContext> contexts, WriteQueue writes, ILogger<ClientIndexing> log) : BackgroundService
{
    /// <summary>Clients of a transaction: few enough that bookings do not wait for it.</summary>
    private const int Batch = 50;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // A start does not wait for what may be a long read on SQLite.
        await Task.Yield();
        try
        {
            var count = await RunAsync(stoppingToken);
            if (count > 0)
            {
                log.LogInformation("Indexed {Count} clients for the search", count);
            }
        }
#pragma warning disable CA1031 // The process must not end for it; the next start goes on where this one stopped.
        catch (Exception e) when (e is not OperationCanceledException)
        {
            log.LogWarning(e, "Indexing clients for the search failed; the next start goes on");
        }
#pragma warning restore CA1031
    }

    private async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        var count = 0;
        for (var last = ""; ;)
        {
            await using var db = await contexts.CreateDbContextAsync(cancellationToken);
            var missing = await db.Clients
                .Where(c => c.FirstName != null || c.LastName != null || c.Email != null || c.Phone != null)
                .Where(c => c.Id.CompareTo(last) > 0 && !db.ClientNames.Any(n => n.ClientId == c.Id))
                .OrderBy(c => c.Id).Select(c => c.Id).Take(Batch).ToListAsync(cancellationToken);
            if (missing.Count == 0)
            {
                return count;
            }

            last = missing[^1];
            count += await writes.RunAsync(db => IndexAsync(db, missing), cancellationToken);
        }
    }

    private static async Task<int> IndexAsync(SchedulerDbContext db, List<string> ids)
    {
        await db.LockClientsAsync([.. ids]);
        var clients = await db.Clients.AsNoTracking().Where(c => ids.Contains(c.Id)).OrderBy(c => c.Id).ToListAsync();
        foreach (var client in clients)
        {
            await ClientIndex.UpdateAsync(db, client);
        }

        return clients.Count;
    }
}
