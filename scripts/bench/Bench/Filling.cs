using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using Scheduler.Data;
using Scheduler.Data.Databases;

namespace Bench;

/// <summary>Writes a <see cref="Dataset"/> straight into a migrated database. What slows a bulk load is taken away first and put back after it.</summary>
internal static class Filling
{
    public static async Task SqliteAsync(string file, Dataset data)
    {
        await MigrateAsync(DatabaseProvider.Sqlite, $"Data Source={file}");
        await using var connection = new SqliteConnection($"Data Source={file};Pooling=False");
        await connection.OpenAsync();
        await ExecuteAsync(connection, "PRAGMA synchronous=OFF; PRAGMA cache_size=-400000; PRAGMA foreign_keys=OFF");
        var triggers = await ReadAsync(connection, "SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'");
        await using (var transaction = connection.BeginTransaction())
        {
            await ExecuteAsync(connection, string.Join(';', triggers.Select(t => $"DROP TRIGGER \"{t.Name}\"")));
            foreach (var table in data.Tables())
            {
                Insert(connection, table);
            }

            await ExecuteAsync(connection, string.Join(";\n", triggers.Select(t => t.Definition)));
            await transaction.CommitAsync();
        }

        await ExecuteAsync(connection, "PRAGMA wal_checkpoint(TRUNCATE)");
    }

    public static async Task PostgresAsync(string connectionString, Dataset data)
    {
        await MigrateAsync(DatabaseProvider.Postgres, connectionString);
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync();
        // Foreign keys are triggers here, and one role leaves them out.
        await ExecuteAsync(connection, "SET session_replication_role = replica");
        var exclusions = await ReadAsync(
            connection,
            "SELECT conname, 'ALTER TABLE ' || conrelid::regclass || ' ADD CONSTRAINT \"' || conname || '\" ' || pg_get_constraintdef(oid) FROM pg_constraint WHERE contype = 'x'"
        );
        foreach (var (name, _) in exclusions)
        {
            await ExecuteAsync(connection, $"ALTER TABLE occupied_times DROP CONSTRAINT \"{name}\"");
        }

        foreach (var table in data.Tables())
        {
            await using var copy = await connection.BeginBinaryImportAsync(
                $"COPY {table.Name} ({Columns(table)}) FROM STDIN (FORMAT BINARY)"
            );
            foreach (var row in table.Rows)
            {
                await copy.StartRowAsync();
                foreach (var value in row)
                {
                    await (value is null ? copy.WriteNullAsync() : copy.WriteAsync(value));
                }
            }

            await copy.CompleteAsync();
        }

        await ExecuteAsync(connection, string.Join(";\n", exclusions.Select(e => e.Definition)));
        await ExecuteAsync(connection, "VACUUM ANALYZE");
        await ExecuteAsync(connection, "CHECKPOINT");
    }

    private static void Insert(SqliteConnection connection, Table table)
    {
        using var command = connection.CreateCommand();
        command.CommandText =
            $"INSERT INTO {table.Name} ({Columns(table)}) VALUES ({string.Join(',', table.Columns.Select((_, i) => "$" + i))})";
        var parameters = table.Columns.Select((_, i) => command.Parameters.Add(new SqliteParameter("$" + i, null))).ToArray();
        foreach (var row in table.Rows)
        {
            for (var i = 0; i < row.Length; i++)
            {
                parameters[i].Value = row[i] switch
                {
                    null => DBNull.Value,
                    DateTime instant => (instant.Ticks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond,
                    Guid id => id.ToByteArray(bigEndian: true),
                    var other => other,
                };
            }

            command.ExecuteNonQuery();
        }
    }

    private static string Columns(Table table) => string.Join(',', table.Columns.Select(c => $"\"{c}\""));

    public static string LastMigration()
    {
        using var db = Open(DatabaseProvider.Sqlite, "Data Source=unused.db");
        return db.Database.GetMigrations().Last();
    }

    private static async Task MigrateAsync(DatabaseProvider provider, string connectionString)
    {
        await using var db = Open(provider, connectionString);
        await db.Database.MigrateAsync();
    }

    private static SchedulerDbContext Open(DatabaseProvider provider, string connectionString)
    {
        var options = new DbContextOptionsBuilder<SchedulerDbContext>();
        SchedulerDatabase.Configure(options, new DatabaseOptions { Provider = provider, ConnectionString = connectionString });
        return new SchedulerDbContext(options.Options);
    }

    private static async Task<List<(string Name, string Definition)>> ReadAsync(System.Data.Common.DbConnection connection, string sql)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<(string, string)>();
        while (await reader.ReadAsync())
        {
            rows.Add((reader.GetString(0), reader.GetString(1)));
        }

        return rows;
    }

    public static async Task ExecuteAsync(System.Data.Common.DbConnection connection, string sql)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.CommandTimeout = 600;
        await command.ExecuteNonQueryAsync();
    }
}
