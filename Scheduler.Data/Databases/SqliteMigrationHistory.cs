using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Sqlite.Migrations.Internal;

namespace Scheduler.Data.Databases;

#pragma warning disable EF1001 // The lock of EF Core's own history is no public part of it: MigrationLockTests hold it to what is needed.

/// <summary>Migrations under a lock that ends with its process.</summary>
/// <remarks>
/// EF Core's own is a row in the database: a process that is killed leaves it there, and every later one waits for it for ever.
/// </remarks>
internal sealed class SqliteMigrationHistory(HistoryRepositoryDependencies dependencies) : SqliteHistoryRepository(dependencies)
{
    public override IMigrationsDatabaseLock AcquireDatabaseLock() => AcquireDatabaseLockAsync().GetAwaiter().GetResult();

    public override async Task<IMigrationsDatabaseLock> AcquireDatabaseLockAsync(CancellationToken cancellationToken = default) =>
        new Held(this, await MigrationFileLock.AcquireAsync(Dependencies.Connection.DbConnection.DataSource, cancellationToken));

    private sealed class Held(IHistoryRepository history, FileStream file) : IMigrationsDatabaseLock
    {
        public IHistoryRepository HistoryRepository => history;

        public void Dispose() => file.Dispose();

        public ValueTask DisposeAsync() => file.DisposeAsync();
    }
}
