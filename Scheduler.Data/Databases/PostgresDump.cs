using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Scheduler.Data.Databases;

/// <summary>Copies a PostgreSQL database with the server's own programs, and puts a copy into an empty one.</summary>
public static class PostgresDump
{
    private const string CountTables = "SELECT count(*)::int AS \"Value\" FROM pg_tables WHERE schemaname = current_schema()";

    /// <summary>Writes one moment's state into a new file.</summary>
    /// <exception cref="StartException">The target exists, or <c>pg_dump</c> is missing or fails.</exception>
    public static async Task BackupAsync(DatabaseOptions options, string target, CancellationToken cancellationToken)
    {
        target = Path.GetFullPath(target);
        if (Path.Exists(target))
        {
            throw new StartException($"{target} exists; a backup overwrites nothing.");
        }

        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        var part = target + ".part";
        try
        {
            await RunAsync(options, "pg_dump", ["--format=custom", "--no-owner", $"--file={part}"], cancellationToken);
            File.Move(part, target);
        }
        finally
        {
            File.Delete(part);
        }
    }

    /// <summary>Puts a backup into a database that is there and has no tables, in one transaction.</summary>
    /// <exception cref="StartException">The database is not empty, or <c>pg_restore</c> is missing or fails.</exception>
    public static async Task RestoreAsync(
        SchedulerDbContext db,
        DatabaseOptions options,
        string backup,
        CancellationToken cancellationToken
    )
    {
        if (!File.Exists(backup))
        {
            throw new StartException($"There is no backup {Path.GetFullPath(backup)}. Nothing was changed.");
        }

        if (await db.Database.SqlQueryRaw<int>(CountTables).SingleAsync(cancellationToken) > 0)
        {
            throw new StartException(
                "The database has tables. A backup is put into a new, empty one: make it with createdb, and name it in "
                    + "ConnectionStrings:Scheduler. Nothing was changed."
            );
        }

        await RunAsync(
            options,
            "pg_restore",
            ["--no-owner", "--exit-on-error", "--single-transaction", $"--dbname={Database(options)}", Path.GetFullPath(backup)],
            cancellationToken
        );
    }

    private static string Database(DatabaseOptions options) =>
        new NpgsqlConnectionStringBuilder(options.ConnectionString) is { Database: { Length: > 0 } name } ? name : "scheduler";

    private static async Task RunAsync(DatabaseOptions options, string program, string[] arguments, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardError = true, UseShellExecute = false };
        foreach (var (name, value) in Environment(new NpgsqlConnectionStringBuilder(options.ConnectionString)))
        {
            start.Environment[name] = value;
        }

        using var process = Start(start);
        var error = await process.StandardError.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        if (process.ExitCode != 0)
        {
            throw new StartException($"{program} ended with {process.ExitCode}: {error.Trim().ReplaceLineEndings(" ")}");
        }
    }

    private static Process Start(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (System.ComponentModel.Win32Exception e)
        {
            throw new StartException(
                $"The program {start.FileName} is missing. Install PostgreSQL's client programs, or run it where the server is.",
                e
            );
        }
    }

    /// <summary>The variables of PostgreSQL's own library. A password in an argument could be read by everybody on the machine.</summary>
    private static IEnumerable<(string Name, string Value)> Environment(NpgsqlConnectionStringBuilder connection)
    {
        var hosts = (connection.Host ?? "")
            .Split(',', StringSplitOptions.TrimEntries)
            .Select(host => Split(host, connection.Port))
            .ToList();
        yield return ("PGHOST", string.Join(',', hosts.Select(h => h.Host)));
        yield return ("PGPORT", string.Join(',', hosts.Select(h => h.Port)));
        if (hosts.Count > 1)
        {
            yield return ("PGTARGETSESSIONATTRS", "primary");
        }

        foreach (
            var (name, value) in new[]
            {
                ("PGDATABASE", connection.Database),
                ("PGUSER", connection.Username),
                ("PGPASSWORD", connection.Password),
                ("PGPASSFILE", connection.Passfile),
                ("PGSSLROOTCERT", connection.RootCertificate),
            }
        )
        {
            if (!string.IsNullOrEmpty(value))
            {
                yield return (name, value);
            }
        }

        yield return (
            "PGSSLMODE",
            connection.SslMode switch
            {
                SslMode.VerifyCA => "verify-ca",
                SslMode.VerifyFull => "verify-full",
                var mode => mode.ToString().ToLowerInvariant(),
            }
        );
    }

    /// <summary><c>host</c>, <c>host:port</c>, or the folder of a socket.</summary>
    private static (string Host, string Port) Split(string host, int port)
    {
        var colon = host.StartsWith('/') ? -1 : host.LastIndexOf(':');
        return colon > 0 && int.TryParse(host.AsSpan(colon + 1), out _) ? (host[..colon], host[(colon + 1)..]) : (host, $"{port}");
    }
}
