using System.Diagnostics.Metrics;

namespace Scheduler.Api.Events;

/// <summary>Counts tries to deliver an event to a receiver.</summary>
public sealed class DeliveryMeter
{
    public const string Name = "Scheduler.Deliveries";

    private readonly Counter<long> tries;

    public DeliveryMeter(IMeterFactory meters) =>
        tries = meters
            .Create(Name)
            .CreateCounter<long>("scheduler.deliveries", "{try}", "Tries to deliver webhooks and mails, by kind and outcome.");

    /// <param name="kind"><c>webhook</c> or <c>mail</c>.</param>
    /// <param name="outcome"><c>delivered</c>, <c>failed</c> for good, <c>retried</c> later, <c>skipped</c>.</param>
    public void Count(string kind, string outcome) =>
        tries.Add(1, new KeyValuePair<string, object?>("kind", kind), new KeyValuePair<string, object?>("outcome", outcome));
}
