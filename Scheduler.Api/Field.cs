namespace Scheduler.Api;

/// <summary>A field of a change: sent, with its new value, or left out, so that it stays as it is.</summary>
public readonly record struct Field<T>(T Value, bool IsSent)
{
    /// <summary>The new value, or the present one where nothing was sent.</summary>
    public T Or(T present) => IsSent ? Value : present;

#pragma warning disable CA2225 // The constructor says the same by name.
    public static implicit operator Field<T>(T value) => new(value, true);
#pragma warning restore CA2225
}
