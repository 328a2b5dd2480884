using System.Collections.Concurrent;
using System.Data.Common;
using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Scheduler.Data.Hot;

namespace Scheduler.Tests.Support;

/// <summary>Writes down the statements that are sent to one app's database.</summary>
/// <remarks>EF Core looks up to a second late whether anybody listens: make one early, and see a first statement before counting.</remarks>
public sealed class SqlStatements : IDisposable, IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>
{
    private static readonly string[] OfTheDoor = ["api_keys", "accounts"];
    private readonly string database;
    private readonly ConcurrentQueue<(string Text, bool OfRequest)> sent = new();
    private readonly ConcurrentBag<IDisposable> subscriptions = [];

    public SqlStatements(TestApp app)
    {
        using var db = Contexts.Open(app.Database.Provider, app.Database.ConnectionString);
        database = Key(db.Database.GetDbConnection());
        subscriptions.Add(DiagnosticListener.AllListeners.Subscribe(this));
    }

    /// <summary>The statements since the last time.</summary>
    public IReadOnlyList<string> Take() => [.. TakeAll().Select(s => s.Text)];

    /// <summary>
    /// What requests have sent since the last time, for whoever counts: without jobs and without the look at whether anybody has an
    /// account, which come at a pace of their own.
    /// </summary>
    public IReadOnlyList<string> TakeOfRequests() => [.. TakeAll().Where(s => s.OfRequest).Select(s => s.Text)];

    public void OnNext(DiagnosticListener value)
    {
        if (value.Name is HotReads.ListenerName || value.Name == DbLoggerCategory.Name)
        {
            subscriptions.Add(value.Subscribe(this));
        }
    }

    public void OnNext(KeyValuePair<string, object?> value)
    {
        // Other tests run beside this one, on databases of their own.
        if (
            value.Key == RelationalEventId.CommandExecuted.Name
            && value.Value is CommandExecutedEventData executed
            && Key(executed.Command.Connection!) == database
        )
        {
            Add(executed.Command.CommandText);
        }
        else if (value.Key == HotReads.StatementSent && value.Value is (DbConnection connection, string sql) && Key(connection) == database)
        {
            Add(sql);
        }
    }

    public void OnCompleted() { }

    public void OnError(Exception error) { }

    public void Dispose()
    {
        foreach (var subscription in subscriptions)
        {
            subscription.Dispose();
        }
    }

    /// <summary>A request has an activity, a job has none.</summary>
    private void Add(string text) =>
        sent.Enqueue((text, Activity.Current is not null && !OfTheDoor.Any(table => text.Contains(table, StringComparison.Ordinal))));

    private List<(string Text, bool OfRequest)> TakeAll()
    {
        var taken = new List<(string, bool)>();
        while (sent.TryDequeue(out var statement))
        {
            taken.Add(statement);
        }

        return taken;
    }

    private static string Key(DbConnection connection) => $"{connection.DataSource}|{connection.Database}";
}
