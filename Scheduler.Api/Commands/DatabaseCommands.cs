using Scheduler.Api.Http;
using Scheduler.Data;
using Scheduler.Data.Databases;

namespace Scheduler.Api.Commands;

/// <summary>The database as a whole, from the command line.</summary>
internal static class DatabaseCommands
{
    /// <summary>Says how many migrations were missing, and are not any more.</summary>
    public static async Task<int?> MigrateAsync(CommandLine line, IServiceProvider services)
    {
        if (!line.Has(0))
        {
            return null;
        }

        services.GetRequiredService<DatabaseOptions>().MigrateOnStart = true;
        var applied = await Startup.OpenDatabaseAsync(services);
        await Console.Out.WriteLineAsync(
            applied == 0 ? "The schema is up to date." : $"{applied} migration(s) applied: the schema is up to date."
        );
        return 0;
    }

    /// <summary>Says what the backup holds.</summary>
    public static async Task<int?> BackupAsync(CommandLine line, IServiceProvider services)
    {
        if (!line.Has(1))
        {
            return null;
        }

        var (options, target) = (services.GetRequiredService<DatabaseOptions>(), line.Words[0]);
        if (options.Provider == DatabaseProvider.Sqlite)
        {
            var copied = await SqliteBackup.BackupAsync(options, target, CancellationToken.None);
            await Console.Out.WriteLineAsync($"{copied.File}: {copied.Appointments} appointment(s), {copied.Bytes} bytes, checked");
        }
        else
        {
            await PostgresDump.BackupAsync(options, target, CancellationToken.None);
            await Console.Out.WriteLineAsync($"{Path.GetFullPath(target)}: {new FileInfo(target).Length} bytes");
        }

        return 0;
    }

    /// <summary>Says where what was there is kept.</summary>
    public static async Task<int?> RestoreAsync(CommandLine line, IServiceProvider services)
    {
        if (!line.Has(1))
        {
            return null;
        }

        var (options, backup) = (services.GetRequiredService<DatabaseOptions>(), line.Words[0]);
        if (options.Provider == DatabaseProvider.Sqlite)
        {
            var nowUtc = TimeProvider.System.GetUtcNow().UtcDateTime;
            var copied = await SqliteBackup.RestoreAsync(options, backup, nowUtc, CancellationToken.None);
            var kept = copied.Before is { } before ? $"; what was there is {before}" : "";
            await Console.Out.WriteLineAsync($"{copied.File}: {copied.Appointments} appointment(s){kept}");
        }
        else
        {
            await PostgresDump.RestoreAsync(services.GetRequiredService<SchedulerDbContext>(), options, backup, CancellationToken.None);
            await Console.Out.WriteLineAsync("The backup is in the database. The command 'migrate' brings its schema up to this version.");
        }

        return 0;
    }
}
