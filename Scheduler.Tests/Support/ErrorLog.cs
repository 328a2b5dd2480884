using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Scheduler.Tests.Support;

/// <summary>Keeps what is logged at Error or above, and knows when nobody can log any more.</summary>
internal sealed class ErrorLog : ILoggerProvider, ILogger
{
    private readonly TaskCompletionSource ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public ConcurrentQueue<string> Errors { get; } = new();

    /// <summary>Ends after all services of the host have: it was there before them.</summary>
    public Task Ended => ended.Task;

    public ILogger CreateLogger(string categoryName) => this;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Error;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public void Log<TState>(
        LogLevel logLevel,
        EventId eventId,
        TState state,
        Exception? exception,
        Func<TState, Exception?, string> formatter
    )
    {
        if (IsEnabled(logLevel))
        {
            Errors.Enqueue($"{formatter(state, exception)} {exception}");
        }
    }

    public void Dispose() => ended.TrySetResult();
}
