using Microsoft.EntityFrameworkCore.Sqlite.Storage.Internal;
using Microsoft.EntityFrameworkCore.Storage;

namespace Scheduler.Data.Databases;

#pragma warning disable EF1001 // How EF Core makes a database file is no public part of it: SqliteFileTests hold it to what is needed here.

/// <summary>
/// Makes a new database file for its owner's eyes alone; SQLite gives the files beside it
/// the same permissions. One that is there keeps its own.
/// </summary>
/// <remarks>Nothing else makes one: a connection that finds no file fails, in place of going on with an empty one.</remarks>
internal sealed class SqliteDatabaseFile(
    RelationalDatabaseCreatorDependencies dependencies,
    ISqliteRelationalConnection connection,
    IRawSqlCommandBuilder commands
) : SqliteDatabaseCreator(dependencies, connection, commands)
{
    public override void Create()
    {
        CreateFile(Dependencies.Connection.DbConnection.DataSource);
        base.Create();
    }

    public override Task CreateAsync(CancellationToken cancellationToken = default)
    {
        CreateFile(Dependencies.Connection.DbConnection.DataSource);
        return base.CreateAsync(cancellationToken);
    }

    private static void CreateFile(string path)
    {
        var options = new FileStreamOptions
        {
            Mode = FileMode.OpenOrCreate,
            Access = FileAccess.ReadWrite,
            Share = FileShare.ReadWrite,
        };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using var created = new FileStream(path, options);
    }
}
