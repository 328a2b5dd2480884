using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Scheduler.Data.Databases;

/// <summary>Measures the statements that EF Core sends, which tells whoever subscribes; those of <c>Hot</c> measure themselves.</summary>
public sealed class StatementTimes : IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>, IDisposable
{
    private readonly List<IDisposable> subscriptions = [];

    private StatementTimes() { }

    /// <summary>Measures from now on, until it is disposed of.</summary>
    public static StatementTimes Measure()
    {
        var times = new StatementTimes();
        times.subscriptions.Add(DiagnosticListener.AllListeners.Subscribe(times));
        return times;
    }

    public void OnNext(DiagnosticListener value)
    {
        if (value.Name == DbLoggerCategory.Name)
        {
            subscriptions.Add(value.Subscribe(this, name => name == RelationalEventId.CommandExecuted.Name));
        }
    }

    public void OnNext(KeyValuePair<string, object?> value)
    {
        if (value.Value is CommandExecutedEventData executed)
        {
            WriteTelemetry.RecordStatement(executed.Duration);
        }
    }

    public void OnCompleted() { }

    public void OnError(Exception error) { }

    public void Dispose() => subscriptions.ForEach(s => s.Dispose());
}
