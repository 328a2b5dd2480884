using System.Diagnostics;

namespace Scheduler.Data.Databases;

/// <summary>An operation in the line before the one writer of SQLite, and the caller who waits for it.</summary>
internal abstract class WaitingWrite
{
    /// <summary>The caller's span; empty while nobody traces.</summary>
    public ActivityContext Span { get; } = WriteTelemetry.Spans.HasListeners() ? Activity.Current?.Context ?? default : default;

    /// <summary>False when the caller has withdrawn it; afterwards nobody can.</summary>
    public abstract bool Begin();

    /// <summary>
    /// Runs it as its caller would: trace ids and whatever else flows with the caller are there. False when it failed and is to be undone.
    /// </summary>
    public abstract Task<bool> RunAsync(SchedulerDbContext db);

    /// <summary>Tells the caller what came out, once that is durable.</summary>
    public abstract void Answer();

    /// <summary>Tells the caller that it was not stored.</summary>
    public abstract void Fail(Exception e);
}

/// <inheritdoc/>
internal sealed class WaitingWrite<T> : WaitingWrite
{
    // Asynchronous continuations: a caller's next steps must not run on the writer's thread.
    private readonly TaskCompletionSource<T> completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ExecutionContext? context = ExecutionContext.Capture();
    private readonly Func<SchedulerDbContext, Task<T>> operation;
    private readonly CancellationTokenRegistration withdrawal;
    private readonly long since = WriteTelemetry.Begin(WriteTelemetry.Wait);
    private int settled;
    private T? result;
    private Exception? failure;

    public WaitingWrite(Func<SchedulerDbContext, Task<T>> operation, CancellationToken cancellationToken)
    {
        this.operation = operation;
        withdrawal = cancellationToken.UnsafeRegister(static (self, token) => ((WaitingWrite<T>)self!).Withdraw(token), this);
    }

    public Task<T> Result => completion.Task;

    public override bool Begin()
    {
        withdrawal.Unregister();
        WriteTelemetry.End(WriteTelemetry.Wait, since);
        return Settle();
    }

    public override async Task<bool> RunAsync(SchedulerDbContext db)
    {
        try
        {
            result = await StartAsync(db);
            return true;
        }
#pragma warning disable CA1031 // The failure belongs to whoever asked, and is handed over by Answer.
        catch (Exception e)
        {
            failure = e;
            return false;
        }
#pragma warning restore CA1031
    }

    public override void Answer()
    {
        if (failure is null)
        {
            completion.TrySetResult(result!);
        }
        else
        {
            completion.TrySetException(failure);
        }
    }

    public override void Fail(Exception e)
    {
        withdrawal.Unregister();
        completion.TrySetException(failure ?? e);
    }

    private Task<T> StartAsync(SchedulerDbContext db)
    {
        if (context is null)
        {
            return operation(db);
        }

        Task<T>? started = null;
        ExecutionContext.Run(context, _ => started = Span == default ? operation(db) : TraceAsync(db), null);
        return started!;
    }

    private async Task<T> TraceAsync(SchedulerDbContext db)
    {
        using var span = WriteTelemetry.Spans.StartActivity("operation");
        return await operation(db);
    }

    private void Withdraw(CancellationToken cancellationToken)
    {
        if (Settle())
        {
            completion.TrySetCanceled(cancellationToken);
        }
    }

    /// <summary>Who is first decides: the writer that begins, or the caller that withdraws.</summary>
    private bool Settle() => Interlocked.Exchange(ref settled, 1) == 0;
}
