namespace Scheduler.Api.Webhooks;

/// <summary>Wakes the sender of webhooks of this process.</summary>
public sealed class WebhookSignal : Jobs.Signal;
