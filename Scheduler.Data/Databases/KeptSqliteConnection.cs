using Microsoft.Data.Sqlite;

namespace Scheduler.Data.Databases;

/// <summary>A connection that stays open until it is disposed of, with its pages in memory and its prepared statements.</summary>
/// <remarks>
/// EF Core closes the connection of a pooled context, past every interceptor, each time the context goes back to its pool;
/// opening it again, with its pragmas and the schema to be read, costs more than most requests.
/// The context disposes of it when it is itself disposed of.
/// </remarks>
internal sealed class KeptSqliteConnection(string? connectionString) : SqliteConnection(connectionString)
{
    private bool disposing;

    public override void Close()
    {
        if (disposing)
        {
            base.Close();
        }
    }

    public override Task CloseAsync()
    {
        Close();
        return Task.CompletedTask;
    }

    protected override void Dispose(bool disposing)
    {
        this.disposing = true;
        base.Dispose(disposing);
    }
}
