namespace Scheduler.Api.Access;

/// <summary>One value, remembered for less than a second: every instance knows of a change within that.</summary>
/// <param name="read">Reads it.</param>
internal sealed class BriefValue<T>(Func<CancellationToken, Task<T>> read)
    where T : class
{
    private volatile Remembered? last;

    /// <summary>As it was read last, however long ago; null before the first time.</summary>
    public T? Last => last?.Value;

    public async ValueTask<T> ReadAsync(CancellationToken cancellationToken)
    {
        var readAt = Environment.TickCount64;
        if (last is { } known && known.ReadAt > readAt - BriefMemory.MaxAgeMilliseconds)
        {
            return known.Value;
        }

        var value = await read(cancellationToken);
        last = new(value, readAt);
        return value;
    }

    /// <summary>To be called once it has been changed, so that this instance knows at once.</summary>
    public void Forget() => last = last is { } known ? known with { ReadAt = long.MinValue } : null;

    private sealed record Remembered(T Value, long ReadAt);
}
