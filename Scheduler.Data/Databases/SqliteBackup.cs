using Microsoft.Data.Sqlite;

namespace Scheduler.Data.Databases;

/// <summary>Copies a SQLite database while it is in use, and puts a copy back while it is not.</summary>
public static class SqliteBackup
{
    /// <summary>
    /// The bytes of which every connection to a database in WAL mode holds one locked: SHARED_FIRST and SHARED_SIZE in
    /// https://www.sqlite.org/src/file/src/os.h.
    /// </summary>
    private const long SharedFirst = 0x40000002;

    private const int SharedSize = 510;

    /// <summary>What a backup, or a restored database, holds.</summary>
    public sealed record Copied(string File, long Appointments, long Bytes)
    {
        /// <summary>What was there before, and is kept; null when there was nothing.</summary>
        public string? Before { get; init; }
    }

    /// <summary>
    /// Writes one moment's state into a new file, neither waiting for the writer nor holding it up. It gets its name once it is whole and
    /// on the disk.
    /// </summary>
    /// <exception cref="StartException">There is no database, the target exists, or the copy is not sound.</exception>
    public static async Task<Copied> BackupAsync(DatabaseOptions options, string target, CancellationToken cancellationToken)
    {
        var file = SchedulerDatabase.SqliteFile(options.ConnectionString);
        target = Path.GetFullPath(target);
        Require(File.Exists(file), $"There is no database {file}.");
        Require(!Path.Exists(target), $"{target} exists; a backup overwrites nothing.");
        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        var part = target + ".part";
        try
        {
            await using (var connection = await OpenAsync(file, SqliteOpenMode.ReadWrite, cancellationToken))
            {
                await using var copy = connection.CreateCommand();
                copy.CommandText = "VACUUM INTO $part";
                copy.Parameters.AddWithValue("$part", part);
                // Into an empty file of its own: one that the library makes could be read by others.
                MakePrivate(part);
                await copy.ExecuteNonQueryAsync(cancellationToken);
            }

            var appointments = await CheckAsync(part, cancellationToken);
            Sync(part);
            File.Move(part, target);
            return new Copied(target, appointments, new FileInfo(target).Length);
        }
        finally
        {
            foreach (var end in new[] { "", "-wal", "-shm" })
            {
                File.Delete(part + end);
            }
        }
    }

    /// <summary>Puts a backup in the place of the database; what was there is kept beside it, with its log.</summary>
    /// <param name="nowUtc">Names what is kept.</param>
    /// <exception cref="StartException">The backup is not sound, or somebody has the database open. Nothing was changed.</exception>
    public static async Task<Copied> RestoreAsync(
        DatabaseOptions options,
        string backup,
        DateTime nowUtc,
        CancellationToken cancellationToken
    )
    {
        var file = SchedulerDatabase.SqliteFile(options.ConnectionString);
        backup = Path.GetFullPath(backup);
        Require(File.Exists(backup), $"There is no backup {backup}. Nothing was changed.");
        var appointments = await CheckAsync(backup, cancellationToken);
        // It would go on writing to the file that is moved away.
        Require(!IsInUse(file), $"{file} is in use. Stop the service first. Nothing was changed.");
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        var part = file + ".restoring";
        string? before = null;
        try
        {
            MakePrivate(part);
            await using (var source = File.OpenRead(backup))
            await using (var copy = new FileStream(part, FileMode.Open, FileAccess.Write))
            {
                await source.CopyToAsync(copy, cancellationToken);
                copy.Flush(flushToDisk: true);
            }

            if (File.Exists(file))
            {
                before = $"{file}.before-restore-{nowUtc:yyyyMMdd'T'HHmmss'Z'}";
                // With its log: that may hold what the file does not yet. And no log of the old file may be read into the new one.
                foreach (var end in new[] { "", "-wal", "-shm" }.Where(end => File.Exists(file + end)))
                {
                    File.Move(file + end, before + end);
                }
            }

            File.Move(part, file);
            return new Copied(file, appointments, new FileInfo(file).Length) { Before = before };
        }
        finally
        {
            File.Delete(part);
        }
    }

    /// <summary>Whether a connection has the database open, in any process and any container of this machine.</summary>
    private static bool IsInUse(string file)
    {
        if (!File.Exists(file) || !OperatingSystem.IsLinux())
        {
            return false;
        }

        using var stream = new FileStream(file, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
        try
        {
            stream.Lock(SharedFirst, SharedSize);
            stream.Unlock(SharedFirst, SharedSize);
            return false;
        }
        catch (IOException)
        {
            return true;
        }
    }

    /// <returns>How many appointments it has.</returns>
    private static async Task<long> CheckAsync(string file, CancellationToken cancellationToken)
    {
        try
        {
            await using var connection = await OpenAsync(file, SqliteOpenMode.ReadOnly, cancellationToken);
            await using var check = connection.CreateCommand();
            check.CommandText = "PRAGMA integrity_check(1)";
            var found = await check.ExecuteScalarAsync(cancellationToken) as string;
            Require(found == "ok", $"{file} is not sound: {found?.ReplaceLineEndings(" ")}. Nothing was changed.");
            check.CommandText = "SELECT count(*) FROM pragma_foreign_key_check";
            Require(
                (long)(await check.ExecuteScalarAsync(cancellationToken))! == 0,
                $"{file} has rows that lead nowhere. Nothing was changed."
            );
            check.CommandText = "SELECT count(*) FROM appointments";
            return (long)(await check.ExecuteScalarAsync(cancellationToken))!;
        }
        catch (SqliteException e)
        {
            throw new StartException($"{file} is not sound: {e.Message.ReplaceLineEndings(" ")} Nothing was changed.", e);
        }
    }

    private static async Task<SqliteConnection> OpenAsync(string file, SqliteOpenMode mode, CancellationToken cancellationToken)
    {
        var connection = new SqliteConnection(
            new SqliteConnectionStringBuilder
            {
                DataSource = file,
                Mode = mode,
                Pooling = false,
                DefaultTimeout = 10,
            }.ConnectionString
        );
        await connection.OpenAsync(cancellationToken);
        return connection;
    }

    /// <summary>An empty file for its owner alone.</summary>
    private static void MakePrivate(string file)
    {
        File.Delete(file);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using var created = new FileStream(file, options);
    }

    private static void Sync(string file)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.ReadWrite);
        stream.Flush(flushToDisk: true);
    }

    private static void Require(bool holds, string otherwise)
    {
        if (!holds)
        {
            throw new StartException(otherwise);
        }
    }
}
