using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Scheduler.Data.Databases;

/// <summary>A context of the writer's own: one out of the pool would take a connection that failed back there.</summary>
internal sealed class SqliteWriterContext(DbContextOptions<SchedulerDbContext> context, ILogger log)
{
    /// <summary>
    /// Seconds that one attempt to begin waits for another program's lock: how late the writer may notice that the service stops.
    /// </summary>
    private const int LockAttempt = 1;

    /// <summary>
    /// 4 MB of pages: those that a whole batch changes, so that none is written before its commit.
    /// And the wait inside the library, a little longer than the driver's.
    /// </summary>
    private const string Pragmas = "PRAGMA cache_size=-4096; PRAGMA busy_timeout=1050";

    public async Task<SchedulerDbContext> OpenAsync()
    {
        var db = new SchedulerDbContext(context);
        try
        {
            db.Database.AutoSavepointsEnabled = false;
            await db.Database.OpenConnectionAsync();
            ((SqliteConnection)db.Database.GetDbConnection()).DefaultTimeout = LockAttempt;
            await db.Database.ExecuteSqlRawAsync(Pragmas);
            return db;
        }
        catch
        {
            await CloseAsync(db);
            throw;
        }
    }

    public async Task CloseAsync(SchedulerDbContext? db)
    {
        try
        {
            await (db?.DisposeAsync() ?? ValueTask.CompletedTask);
        }
#pragma warning disable CA1031 // Whatever fails while the writer cleans up, it must live on: the next batch has a connection of its own.
        catch (Exception e)
        {
            log.LogError(e, "A connection to the database could not be closed.");
        }
#pragma warning restore CA1031
    }
}
