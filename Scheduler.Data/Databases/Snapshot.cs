using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace Scheduler.Data.Databases;

/// <summary>Reads of one context that all see the same moment, and keep nobody from writing.</summary>
public static class Snapshot
{
    /// <summary>Ends with the transaction that it returns.</summary>
    public static async Task<IDbContextTransaction> BeginAsync(SchedulerDbContext db, CancellationToken cancellationToken)
    {
        if (db.Database.GetDbConnection() is not SqliteConnection sqlite)
        {
            return await db.Database.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead, cancellationToken);
        }

        await db.Database.OpenConnectionAsync(cancellationToken);
        // Not BeginTransactionAsync: that takes the write lock, and every booking would wait.
#pragma warning disable CA1849 // There is no asynchronous form of it.
        return (await db.Database.UseTransactionAsync(sqlite.BeginTransaction(deferred: true), cancellationToken))!;
#pragma warning restore CA1849
    }
}
