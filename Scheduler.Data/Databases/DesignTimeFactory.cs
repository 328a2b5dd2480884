using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace Scheduler.Data.Databases;

/// <summary>Makes the context for <c>dotnet ef</c>, from the same settings as the API, given as environment variables.</summary>
public abstract class DesignTimeFactory(DatabaseProvider provider, string defaultConnectionString)
    : IDesignTimeDbContextFactory<SchedulerDbContext>
{
    public SchedulerDbContext CreateDbContext(string[] args)
    {
        var options = new DatabaseOptions
        {
            Provider = provider,
            ConnectionString = Environment.GetEnvironmentVariable("ConnectionStrings__Scheduler") ?? defaultConnectionString,
        };
        if (provider == DatabaseProvider.Postgres)
        {
            // A change of a table waits for its readers, and everybody else waits behind it.
            options.ConnectionString = PostgresMigration.WithLockTimeout(options.ConnectionString);
        }

        try
        {
            var builder = new DbContextOptionsBuilder<SchedulerDbContext>();
            SchedulerDatabase.Configure(builder, options);
            var db = new SchedulerDbContext(builder.Options);
            // Adding a migration needs no database; updating one must not meet a newer or a corrupt one.
            if (provider == DatabaseProvider.Sqlite && Environment.GetCommandLineArgs().Contains("update"))
            {
                SqliteFileCheck.Check(SchedulerDatabase.SqliteFile(options.ConnectionString));
                DatabaseStart.RefuseNewerAsync(db).GetAwaiter().GetResult();
                // The tool waits again when it migrates; this wait can end in one line.
                MigrationFileLock.AcquireAsync(SchedulerDatabase.SqliteFile(options.ConnectionString)).GetAwaiter().GetResult().Dispose();
            }

            return db;
        }
        catch (StartException e)
        {
            // The tool would print a stack trace; this is a message for a person.
            Console.Error.WriteLine(e.Message);
            Environment.Exit(1);
            throw;
        }
    }
}
