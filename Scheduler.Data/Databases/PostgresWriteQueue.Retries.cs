namespace Scheduler.Data.Databases;

/// <content>How many write at a time, who waits for whom, and what is tried again.</content>
public sealed partial class PostgresWriteQueue
{
    /// <summary>How often an operation runs at the most when the server ends it for a deadlock.</summary>
    private const int MaxAttempts = 5;

    private readonly SemaphoreSlim places = new(PostgresConnectionString.ForWrites(PostgresConnectionString.PoolSize(options)));
    private int waiting;

    private async Task<T> RetryAsync<T>(Func<Task<T>> write, CancellationToken cancellationToken)
    {
        if (Interlocked.Increment(ref waiting) > options.MaxWaitingWrites)
        {
            Interlocked.Decrement(ref waiting);
            throw new WriteQueueUnavailableException("Too many writes are waiting.");
        }

        using var mine = new TurnsOfAWrite(turns);
        Turns.Value = mine;
        try
        {
            for (var attempt = 1; ; attempt++)
            {
                try
                {
                    return await RunInPlaceAsync(write, cancellationToken);
                }
                catch (TurnTakenException e)
                {
                    WriteTelemetry.Retried("turn");
                    var began = WriteTelemetry.Begin(WriteTelemetry.Lock);
                    await mine.WaitAsync(e, cancellationToken);
                    WriteTelemetry.End(WriteTelemetry.Lock, began);
                    attempt--;
                }
                catch (Exception e) when (attempt < MaxAttempts && ConstraintViolation.IsTransient(e))
                {
                    // The other side has won and gone on: begin anew.
                    WriteTelemetry.Retried("deadlock");
                }
                catch (Exception e)
                    when (e is not WriteQueueUnavailableException
                        && (ConstraintViolation.IsUnavailable(e) || ConstraintViolation.IsTransient(e))
                    )
                {
                    throw new WriteQueueUnavailableException("The database cannot be reached.", e);
                }
            }
        }
        finally
        {
            Interlocked.Decrement(ref waiting);
        }
    }

    private async Task<T> RunInPlaceAsync<T>(Func<Task<T>> write, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var began = WriteTelemetry.Begin(WriteTelemetry.Wait);
        if (!await places.WaitAsync(Patience, cancellationToken))
        {
            throw new WriteQueueUnavailableException("Too many writes are waiting.");
        }

        WriteTelemetry.End(WriteTelemetry.Wait, began);
        try
        {
            return await write();
        }
        finally
        {
            places.Release();
        }
    }
}
