namespace Scheduler.Data.Databases;

/// <summary>
/// Lets one process at a time migrate a SQLite database: an open file beside it, locked by the
/// operating system until it is closed, by whatever ends its process.
/// </summary>
internal static class MigrationFileLock
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    /// <summary>The file that is locked. It stays, empty: another process could lock it in the moment in which it is removed.</summary>
    public static string FileOf(string database) => $"{database}-migrating";

    /// <exception cref="StartException">Another process has migrated for a minute.</exception>
    public static async Task<FileStream> AcquireAsync(string database, CancellationToken cancellationToken = default)
    {
        var started = TimeProvider.System.GetTimestamp();
        for (; ; )
        {
            try
            {
                return Open(FileOf(database));
            }
            catch (IOException e) when (IsHeld(e))
            {
                if (TimeProvider.System.GetElapsedTime(started) > Patience)
                {
                    throw new StartException(
                        $"Another process has been applying migrations to {database} for more than {Patience.TotalSeconds} s. "
                            + "Wait until it has ended, or end it: what is half done is then undone.",
                        e
                    );
                }
            }

            await Task.Delay(Pause, cancellationToken);
        }
    }

    private static FileStream Open(string file)
    {
        var options = new FileStreamOptions
        {
            Mode = FileMode.OpenOrCreate,
            Access = FileAccess.ReadWrite,
            Share = FileShare.None,
        };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return new FileStream(file, options);
    }

    /// <summary>In use by another; a disk that is full or gone is something else.</summary>
    private static bool IsHeld(IOException e)
    {
        const int SharingViolation = unchecked((int)0x80070020);
        const int WouldBlockOnLinux = 11;
        const int WouldBlockOnMac = 35;
        return e.HResult is SharingViolation or WouldBlockOnLinux or WouldBlockOnMac;
    }
}
