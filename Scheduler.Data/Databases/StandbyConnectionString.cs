using Npgsql;

namespace Scheduler.Data.Databases;

/// <summary>How an instance connects to the standby that it reads from.</summary>
internal static class StandbyConnectionString
{
    /// <summary>Seconds. A standby that takes longer is left out, and the primary asked in its place.</summary>
    private const int Patience = 2;

    /// <exception cref="StartException">It cannot lead to one standby.</exception>
    public static void Check(DatabaseOptions options)
    {
        if (options.StandbyConnectionString is not { } text)
        {
            return;
        }

        if (options.Provider == DatabaseProvider.Sqlite)
        {
            throw new StartException(
                $"ConnectionStrings:{DatabaseOptions.StandbyConnectionName} is for PostgreSQL: a SQLite file has no standby to read from."
            );
        }

        // Several would be asked in turn, and what one of them has says nothing of another.
        if (Read(text).Host is not { } host || string.IsNullOrWhiteSpace(host) || host.Contains(',', StringComparison.Ordinal))
        {
            throw new StartException(
                $"ConnectionStrings:{DatabaseOptions.StandbyConnectionName} must name one server, "
                    + "such as \"Host=standby.example.org;Database=scheduler;Username=scheduler\"."
            );
        }
    }

    /// <summary>The given connection string, with this service's defaults for what it leaves open.</summary>
    public static string Of(string text)
    {
        var given = Read(text);
        var builder = new NpgsqlConnectionStringBuilder(text);
        builder.Remove("Target Session Attributes");
        if (given.Timeout == new NpgsqlConnectionStringBuilder().Timeout)
        {
            builder.Timeout = Patience;
        }

        if (given.CommandTimeout == new NpgsqlConnectionStringBuilder().CommandTimeout)
        {
            builder.CommandTimeout = Patience;
        }

        return PostgresConnectionString.Of(builder.ConnectionString);
    }

    private static NpgsqlConnectionStringBuilder Read(string text) =>
        SchedulerDatabase.Parse(() => new NpgsqlConnectionStringBuilder(text), DatabaseOptions.StandbyConnectionName);
}
