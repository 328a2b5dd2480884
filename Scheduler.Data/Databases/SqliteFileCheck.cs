using Microsoft.Data.Sqlite;

namespace Scheduler.Data.Databases;

/// <summary>Tells a file that can be served from one that cannot, without writing to it.</summary>
internal static class SqliteFileCheck
{
    /// <summary>
    /// Files up to this size, in bytes, are read whole: about a second. Larger ones have their header, length and schema read.
    /// </summary>
    private const long ReadWholeUpTo = 256 * 1024 * 1024;

    // https://www.sqlite.org/fileformat.html, 1.3
    private static ReadOnlySpan<byte> Magic => "SQLite format 3\0"u8;

    public static void Check(string file)
    {
        try
        {
            if (Directory.Exists(file))
            {
                throw new StartException($"The database {file} is a folder, not a file.");
            }

            if (!File.Exists(file))
            {
                CheckFolder(file);
                return;
            }

            CheckHeader(file);
        }
        catch (Exception e) when (e is UnauthorizedAccessException or IOException)
        {
            throw new StartException($"The database {file} cannot be written: {e.Message}", e);
        }

        CheckPages(file);
    }

    private static void CheckFolder(string file)
    {
        var folder = Path.GetDirectoryName(file)!;
        Directory.CreateDirectory(folder);
        var probe = Path.Combine(folder, $".{Path.GetFileName(file)}.probe");
        using (new FileStream(probe, FileMode.Create, FileAccess.Write, FileShare.None, 1, FileOptions.DeleteOnClose)) { }
    }

    private static void CheckHeader(string file)
    {
        Span<byte> header = stackalloc byte[16];
        using var stream = new FileStream(file, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
        var read = stream.ReadAtLeast(header, header.Length, throwOnEndOfStream: false);
        if (read > 0 && !header[..read].SequenceEqual(Magic))
        {
            throw new StartException(
                $"The file {file} is not a SQLite database, or is corrupt. "
                    + "Restore a backup, or name another file in ConnectionStrings:Scheduler. Nothing was changed."
            );
        }
    }

    private static void CheckPages(string file)
    {
        try
        {
            using var connection = new SqliteConnection(
                new SqliteConnectionStringBuilder
                {
                    DataSource = file,
                    Mode = SqliteOpenMode.ReadOnly,
                    Pooling = false,
                }.ConnectionString
            );
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText =
                new FileInfo(file).Length <= ReadWholeUpTo ? "PRAGMA quick_check(1)" : "SELECT 'ok' FROM sqlite_schema LIMIT 1";
            var answer = command.ExecuteScalar() as string;
            if (answer is not null and not "ok")
            {
                throw Corrupt(file, answer);
            }
        }
        catch (SqliteException e) when (e.SqliteErrorCode is SQLitePCL.raw.SQLITE_CORRUPT or SQLitePCL.raw.SQLITE_NOTADB)
        {
            throw Corrupt(file, e.Message, e);
        }
        catch (SqliteException e)
        {
            // Its log may belong to somebody else, or another program may hold it.
            throw new StartException($"The database {file} cannot be used: {e.Message.ReplaceLineEndings(" ")}", e);
        }
    }

    private static StartException Corrupt(string file, string why, Exception? e = null) =>
        new($"The database {file} is corrupt ({why.ReplaceLineEndings(" ")}). Restore a backup. Nothing was changed.", e);
}
