using Npgsql;

namespace Scheduler.Tests.Chaos;

/// <summary>The recipe of docs/operate.md: a base backup, the archived log, and a restore to a moment.</summary>
public sealed partial class DurablePostgres
{
    private string Archive => Path.Combine(folder, "archive");

    private string BaseBackup => Path.Combine(folder, "base");

    /// <summary>While it serves.</summary>
    public Task TakeBaseBackupAsync() => PostgresPrograms.CopyAsync(port, BaseBackup);

    /// <summary>What the server's clock says, as it is told where to restore to.</summary>
    public async Task<string> NowAsync() => (string)(await AskAsync("SELECT clock_timestamp()::text"))!;

    /// <summary>Begins a new piece of the log, and waits until all before it are in the archive.</summary>
    public async Task ArchiveAllAsync()
    {
        var last = (string)(await AskAsync("SELECT pg_walfile_name(pg_switch_wal())"))!;
        await Eventually.TrueAsync(
            async () => await AskAsync($"SELECT last_archived_wal >= '{last}' FROM pg_stat_archiver") is true,
            "the log is in the archive"
        );
    }

    /// <summary>Serves the base backup with what the archive has up to that moment; the server was killed before.</summary>
    public async Task RestoreAsync(string moment)
    {
        // Whatever the lost server has not archived is lost with it.
        Directory.Delete(Data, recursive: true);
        Data = BaseBackup;
        await File.AppendAllLinesAsync(
            Path.Combine(Data, "postgresql.conf"),
            [$"restore_command = 'cp {Archive}/%f %p'", $"recovery_target_time = '{moment}'", "recovery_target_action = promote"]
        );
        await File.WriteAllTextAsync(Path.Combine(Data, "recovery.signal"), "");
        await StartServerAsync();
        await Eventually.TrueAsync(async () => await AskAsync("SELECT pg_is_in_recovery()") is false, "the database is restored");
    }

    private async Task LetItArchiveAsync()
    {
        Directory.CreateDirectory(Archive);
        await PostgresPrograms.GiveAsync(Archive);
        // A file has its name in the archive when it is there whole, and is never written over.
        var copy = $"test -f {Archive}/%f || (cp %p {Archive}/.%f && sync {Archive}/.%f && mv {Archive}/.%f {Archive}/%f)";
        await File.AppendAllLinesAsync(Path.Combine(Data, "postgresql.conf"), ["archive_mode = on", $"archive_command = '{copy}'"]);
    }

    private async Task<object?> AskAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(ConnectionString + ";Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync();
    }
}
