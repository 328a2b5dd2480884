using System.Data.Common;
using System.Runtime.InteropServices;
using Npgsql;

namespace Scheduler.Data.Databases;

/// <summary>How an instance connects to PostgreSQL: what the setting says, and what experience says where it says nothing.</summary>
internal static class PostgresConnectionString
{
    /// <summary>PostgreSQL connections an instance opens at the most, unless the connection string says otherwise.</summary>
    /// <remarks>
    /// They are used in turn, and a server process that has just answered has what it needs in the processor's cache:
    /// measured on two cores, 12 stored as many bookings as 32 and answered a quarter more lists of slots.
    /// </remarks>
    private const int DefaultPoolSize = 12;

    /// <summary>Connections that an instance opens to PostgreSQL at the most.</summary>
    public static int PoolSize(DatabaseOptions options) => new NpgsqlConnectionStringBuilder(Of(options.ConnectionString)).MaxPoolSize;

    /// <summary>
    /// How many of these connections writes take at the most, two thirds: however long they wait for a standby or a lock,
    /// the others are there for reads.
    /// </summary>
    public static int ForWrites(int poolSize) => Math.Max(1, poolSize * 2 / 3);

    /// <summary>How many of these connections there are at the most for reads that can share a round trip.</summary>
    public static int ForReads(int poolSize) => Math.Max(1, poolSize - ForWrites(poolSize));

    /// <summary>Whether statements may stay prepared on a connection: not where a pooler, or the driver itself, mixes connections up.</summary>
    public static bool Prepares(string connectionString) =>
        new NpgsqlConnectionStringBuilder(connectionString) is { MaxAutoPrepare: > 0, Multiplexing: false };

    /// <summary>The given connection string, with this service's defaults for what it leaves open.</summary>
    public static string Of(string connectionString)
    {
        var builder = SchedulerDatabase.Parse(() => new NpgsqlConnectionStringBuilder(connectionString));
        var given = new DbConnectionStringBuilder { ConnectionString = connectionString }
            .Keys.Cast<string>()
            .Select(key => key.Replace(" ", "", StringComparison.Ordinal))
            .ToHashSet(StringComparer.OrdinalIgnoreCase);
        if (!given.Contains("MaximumPoolSize") && !given.Contains("MaxPoolSize"))
        {
            builder.MaxPoolSize = DefaultPoolSize;
        }

        // 0 is for a pooler that mixes statements up between its clients.
        if (!given.Contains("MaxAutoPrepare"))
        {
            builder.MaxAutoPrepare = 100;
        }

        if (builder.Host?.Contains(',', StringComparison.Ordinal) == true)
        {
            FindPrimaryFast(builder, given);
        }
        else if (given.Contains("TargetSessionAttributes"))
        {
            TakeTheOnlyHost(builder);
        }

        // Where the library is missing, as in small images, the driver would try it at each start, and the runtime write two lines of its
        // own beside the log.
        if (!given.Contains("GSSEncryptionMode") && OperatingSystem.IsLinux() && !NativeLibrary.TryLoad("libgssapi_krb5.so.2", out _))
        {
            builder.GssEncryptionMode = GssEncryptionMode.Disable;
        }

        // A plan once a connection. By default the server plans most statements anew for each use, which costs more than to run them:
        // what comes again here is found by an index whatever its parameters are. Nor is a page that an index names four times
        // as dear as the next one of a file, as the server supposes of a turning disk: it then reads the whole of a small table.
        builder.Options ??= "-c plan_cache_mode=force_generic_plan -c random_page_cost=1.1";

        // What a connection keeps from one use to the next is its prepared statements alone: every lock and setting ends with its
        // transaction. To have the server discard the rest each time costs as much as to read a list.
        builder.NoResetOnClose = true;

        // A cancelled commit on a hanging synchronous standby would report success without replication.
        builder.CancellationTimeout = -1;
        builder.ApplicationName ??= "scheduler";
        return builder.ConnectionString;
    }

    /// <summary>The values that found a new primary within seconds in every trial of a failover.</summary>
    private static void FindPrimaryFast(NpgsqlConnectionStringBuilder builder, HashSet<string> given)
    {
        Default("TargetSessionAttributes", () => builder.TargetSessionAttributes = "primary");
        Default("HostRecheckSeconds", () => builder.HostRecheckSeconds = 1);
        Default("Timeout", () => builder.Timeout = 3);
        Default("CommandTimeout", () => builder.CommandTimeout = 10);
        Default("Keepalive", () => builder.KeepAlive = 10);

        void Default(string key, Action set)
        {
            if (!given.Contains(key))
            {
                set();
            }
        }
    }

    /// <summary>
    /// The driver chooses between several hosts only. With one, a proxy's say, the ready check
    /// and the server itself keep writes away from a standby.
    /// </summary>
    private static void TakeTheOnlyHost(NpgsqlConnectionStringBuilder builder)
    {
        if (builder.TargetSessionAttributes is "standby" or "read-only")
        {
            throw new StartException(
                $"ConnectionStrings:Scheduler asks for a {builder.TargetSessionAttributes} "
                    + "server (Target Session Attributes); this service writes."
            );
        }

        builder.Remove("Target Session Attributes");
    }
}
