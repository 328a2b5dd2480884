using System.Diagnostics;
using System.Globalization;
using Npgsql;

namespace Bench;

/// <summary>Filled databases: made once a day and size, copied for each run, so that no run meets another's rows.</summary>
internal sealed class Databases(string folder, DateTime today, int rounds) : IDisposable
{
    private const int Port = 54339;
    private string? server;

    /// <summary>So many that no run of changes needs another's.</summary>
    private int Holds { get; } = (rounds + Runner.WarmUps) * Cases.ChangesARun / 2;

    public Dataset Data(int size) => new(size, Holds, today);

    public async Task<string> HeldIdsAsync(int size)
    {
        var file = Path.Combine(folder, $"held-{Number(size)}");
        await File.WriteAllTextAsync(file, Data(size).HeldIds);
        return file;
    }

    /// <returns>The connection string of a copy.</returns>
    public async Task<string> SqliteAsync(int size, string name)
    {
        var filled = Path.Combine(folder, $"filled-{today:yyyyMMdd}-{Schema}-{Number(size)}-{Number(Holds)}.db");
        if (!File.Exists(filled))
        {
            Say($"filling SQLite with {size:N0} appointments");
            File.Delete(filled + ".part");
            await Filling.SqliteAsync(filled + ".part", Data(size));
            File.Move(filled + ".part", filled);
        }

        var copy = Path.Combine(folder, $"{name}.db");
        foreach (var part in new[] { "", "-wal", "-shm" })
        {
            File.Delete(copy + part);
        }

        File.Copy(filled, copy);
        return $"Data Source={copy}";
    }

    /// <inheritdoc cref="SqliteAsync"/>
    public async Task<string> PostgresAsync(int size, string name)
    {
        server ??= Start();
        var filled = $"filled_{today:yyyyMMdd}_{Schema}_{Number(size)}_{Number(Holds)}";
        await using var connection = new NpgsqlConnection(server);
        await connection.OpenAsync();
        await using (var exists = new NpgsqlCommand($"SELECT 1 FROM pg_database WHERE datname = '{filled}'", connection))
        {
            if (await exists.ExecuteScalarAsync() is null)
            {
                Say($"filling PostgreSQL with {size:N0} appointments");
                await Filling.ExecuteAsync(connection, $"DROP DATABASE IF EXISTS {filled}_part");
                await Filling.ExecuteAsync(connection, $"CREATE DATABASE {filled}_part");
                await Filling.PostgresAsync(To($"{filled}_part") + ";Pooling=false", Data(size));
                await Filling.ExecuteAsync(connection, $"ALTER DATABASE {filled}_part RENAME TO {filled}");
            }
        }

        await Filling.ExecuteAsync(connection, $"DROP DATABASE IF EXISTS {name} WITH (FORCE)");
        await Filling.ExecuteAsync(connection, $"CREATE DATABASE {name} TEMPLATE {filled} STRATEGY FILE_COPY");
        return To(name);
    }

    /// <summary>A copy of what the version before filled, which has a schema of its own.</summary>
    /// <param name="checkout">Where its bench has run.</param>
    public string SqliteOf(string checkout)
    {
        var filled = Directory.GetFiles(Path.Combine(checkout, "artifacts/bench/data"), $"filled-{today:yyyyMMdd}-*.db");
        if (filled.Length != 1)
        {
            throw new InvalidOperationException(
                $"{checkout} has {filled.Length} databases filled today, not one: run scripts/bench/run there first."
            );
        }

        var copy = Path.Combine(folder, "before.db");
        Array.ForEach(["", "-wal", "-shm"], part => File.Delete(copy + part));
        File.Copy(filled[0], copy);
        return $"Data Source={copy}";
    }

    /// <inheritdoc cref="SqliteOf"/>
    /// <remarks>It stands in this server: the folder of that checkout's server is to be a link to this one's.</remarks>
    public async Task<string> PostgresBeforeAsync()
    {
        server ??= Start();
        await using var connection = new NpgsqlConnection(server);
        await connection.OpenAsync();
        var own = $"filled_{today:yyyyMMdd}_{Schema}_%";
        await using var find = new NpgsqlCommand(
            $"SELECT datname FROM pg_database WHERE datname LIKE 'filled_{today:yyyyMMdd}_%' AND datname NOT LIKE '{own}'",
            connection
        );
        var filled =
            (string?)await find.ExecuteScalarAsync()
            ?? throw new InvalidOperationException("The version before has filled no database here today.");
        await Filling.ExecuteAsync(connection, "DROP DATABASE IF EXISTS before WITH (FORCE)");
        await Filling.ExecuteAsync(connection, $"CREATE DATABASE before TEMPLATE {filled} STRATEGY FILE_COPY");
        return To("before");
    }

    public void Dispose()
    {
        if (server is not null)
        {
            Script("stop");
        }
    }

    /// <summary>The time of the last migration: what was filled before it is not what the service serves.</summary>
    private static string Schema { get; } = Filling.LastMigration()[..14];

    private string To(string database) => new NpgsqlConnectionStringBuilder(server) { Database = database }.ConnectionString;

    private string Start() => Script("start").Trim();

    private string Script(string action)
    {
        var start = new ProcessStartInfo("scripts/postgres", [action, Path.Combine(folder, "postgres"), Number(Port)])
        {
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? output : throw new InvalidOperationException($"scripts/postgres {action} failed.");
    }

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    public static void Say(string what) => Console.Error.WriteLine($"… {what}");
}
