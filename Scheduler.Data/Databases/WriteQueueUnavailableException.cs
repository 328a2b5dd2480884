namespace Scheduler.Data.Databases;

/// <summary>A write that was not taken, or not stored; it may be tried again.</summary>
public sealed class WriteQueueUnavailableException(string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>Whether the failure leaves open what was stored; otherwise nothing was.</summary>
    public bool MayBeStored { get; init; }
}
