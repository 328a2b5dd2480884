using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Scheduler.Data;
using Scheduler.Data.Databases;

namespace Scheduler.Tests.Support;

/// <summary>Contexts for what a test prepares or inspects below HTTP.</summary>
public static class Contexts
{
    public static SchedulerDbContext Open(DatabaseProvider provider, string connectionString)
    {
        var builder = new DbContextOptionsBuilder<SchedulerDbContext>();
        SchedulerDatabase.Configure(builder, new DatabaseOptions { Provider = provider, ConnectionString = connectionString });
        return new SchedulerDbContext(builder.Options);
    }

    public static async Task ApplyAsync(DatabaseProvider provider, string connectionString)
    {
        await using var db = Open(provider, connectionString);
        await db.Database.MigrateAsync();
        if (provider == DatabaseProvider.Sqlite)
        {
            // The file alone is copied: nothing may be left in the log beside it.
            await db.Database.ExecuteSqlRawAsync("PRAGMA wal_checkpoint(TRUNCATE)");
        }
    }
}
