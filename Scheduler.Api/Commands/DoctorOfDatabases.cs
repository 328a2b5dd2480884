using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Scheduler.Api.Appointments;
using Scheduler.Api.Scheduling;
using Scheduler.Data;
using Scheduler.Data.Databases;

namespace Scheduler.Api.Commands;

/// <summary>The database, its schema and its clock.</summary>
internal static class DoctorOfDatabases
{
    /// <summary>How far a clock may be off before it is worth a word.</summary>
    private static readonly TimeSpan Tolerance = TimeSpan.FromSeconds(2);

    public static async Task<IEnumerable<Finding>> DatabaseAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        var options = services.GetRequiredService<DatabaseOptions>();
        if (options.Provider == DatabaseProvider.Sqlite)
        {
            var file = SchedulerDatabase.SqliteFile(options.ConnectionString);
            if (!File.Exists(file))
            {
                return [Finding.Warn("database", $"{file} is not there yet: the first start makes it")];
            }

            DatabaseDiagnosis.CheckFile(options);
            return [Finding.Ok("database", $"SQLite, {file}, {new FileInfo(file).Length} bytes, sound")];
        }

        await using var db = await OpenAsync(services, cancellationToken);
        var server = await DatabaseDiagnosis.AskServerAsync(db, cancellationToken);
        var version = $"PostgreSQL {server.Version / 10000}.{server.Version % 10000}";
        return
        [
            server.Version < DatabaseDiagnosis.OldestServer ? Finding.Fail("database", $"{version} is too old: 15 is the least")
            : !server.TakesWrites ? Finding.Fail("database", $"{version} takes no writes: it is a standby, or set to be read only")
            : Finding.Ok("database", $"{version}, takes writes"),
            .. server.Fsync == "on" && server.SynchronousCommit is not ("off" or "local")
                ? Array.Empty<Finding>()
                :
                [
                    Finding.Fail(
                        "database",
                        $"fsync is {server.Fsync} and synchronous_commit {server.SynchronousCommit}: acknowledged bookings can be lost"
                    ),
                ],
            .. server.StatementTimeout.Length == 0
                ? Array.Empty<Finding>()
                :
                [
                    Finding.Warn(
                        "database",
                        $"statement_timeout is {server.StatementTimeout}: it ends the wait for a standby, "
                            + "and nobody knows then whether the booking will last"
                    ),
                ],
        ];
    }

    public static async Task<IEnumerable<Finding>> SchemaAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        var options = services.GetRequiredService<DatabaseOptions>();
        if (options.Provider == DatabaseProvider.Sqlite && !File.Exists(SchedulerDatabase.SqliteFile(options.ConnectionString)))
        {
            return [Finding.Ok("schema", "the first start makes it")];
        }

        await using var db = await OpenAsync(services, cancellationToken);
        return
        [
            await DatabaseDiagnosis.WhyNotSchemaAsync(db, cancellationToken) is { } reason
                ? Finding.Fail("schema", reason)
                : Finding.Ok("schema", "up to date, with the constraints that keep appointments from being booked twice"),
        ];
    }

    public static async Task<IEnumerable<Finding>> ClockAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        if (services.GetService<PostgresWatch>() is not { } watch)
        {
            return [Finding.Ok("clock", $"this machine's, which is the one that counts: {Text(TimeProvider.System.GetUtcNow())}")];
        }

        await watch.MeasureAsync(cancellationToken);
        var clock = services.GetRequiredService<DatabaseClock>();
        var ahead = clock.MachineAhead;
        var says =
            $"the database server's, which is the one that counts: {Text(clock.GetUtcNow())}; "
            + $"this machine's differs by {ahead.TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture)} s";
        return
        [
            ahead.Duration() > PostgresWatch.LongestDifferenceAtStart ? Finding.Fail("clock", $"{says}, with which nothing is served")
            : ahead.Duration() > Tolerance ? Finding.Warn("clock", says)
            : Finding.Ok("clock", says),
        ];
    }

    public static async Task<IEnumerable<Finding>> ZonesAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        var told = services.GetRequiredService<IOptions<SchedulingOptions>>().Value.FixedZone;
        var data = $"zone data {ZoneRules.DataVersion}";
        var options = services.GetRequiredService<DatabaseOptions>();
        if (options.Provider == DatabaseProvider.Sqlite && !File.Exists(SchedulerDatabase.SqliteFile(options.ConnectionString)))
        {
            return [Finding.Ok("zones", $"{data}; the office zone will be {(told ?? ZoneRules.Utc).Id}")];
        }

        await using var db = await OpenAsync(services, cancellationToken);
        var stored = await db.FindSettingAsync(OfficeZone.SettingName, cancellationToken) ?? (told ?? ZoneRules.Utc).Id;
        return
        [
            told is null || stored == told.Id
                ? Finding.Ok("zones", $"{data}; the office zone is {stored}")
                : Finding.Fail("zones", $"{data}; dates are counted in {stored}, and Scheduling:TimeZone is {told.Id}"),
        ];
    }

    /// <summary>What keeps acknowledged bookings when a server is lost.</summary>
    public static async Task<IEnumerable<Finding>> ClusterAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        var options = services.GetRequiredService<DatabaseOptions>();
        if (options.Provider == DatabaseProvider.Sqlite)
        {
            return [];
        }

        await using var db = await OpenAsync(services, cancellationToken);
        var server = await DatabaseDiagnosis.AskServerAsync(db, cancellationToken);
        return
        [
            server.SynchronousStandbys.Length > 0 ? Finding.Ok("cluster", $"commits wait for a standby: {server.SynchronousStandbys}")
            : DatabaseDiagnosis.Hosts(options).Count > 1
                ? Finding.Warn(
                    "cluster",
                    "no commit waits for a standby (synchronous_standby_names): a failover loses what was last acknowledged"
                )
            : Finding.Ok("cluster", "one server; no commit waits for a standby"),
        ];
    }

    private static async Task<SchedulerDbContext> OpenAsync(IServiceProvider services, CancellationToken cancellationToken) =>
        await services.GetRequiredService<IDbContextFactory<SchedulerDbContext>>().CreateDbContextAsync(cancellationToken);

    private static string Text(DateTimeOffset instant) =>
        instant.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);
}
