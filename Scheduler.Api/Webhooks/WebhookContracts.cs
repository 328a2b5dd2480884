using System.ComponentModel;
using Scheduler.Api.Http;
using Scheduler.Data.Model;

namespace Scheduler.Api.Webhooks;

/// <summary>A webhook to make.</summary>
/// <param name="Url">Where events are sent to, with POST.</param>
/// <param name="Events">Types of events such as `appointment.confirmed`, beginnings of types such as
/// `appointment.*`, or `*` for all, as it is where nothing is sent.</param>
/// <param name="Include">`client` sends names, addresses and notes, too; without it there are ids and times alone.</param>
/// <param name="Description">What people call it.</param>
/// <param name="Enabled">Whether it is sent anything.</param>
public sealed record CreateWebhookRequest(
    string Url,
    IReadOnlyList<string>? Events = null,
    IReadOnlyList<string>? Include = null,
    string? Description = null,
    [property: DefaultValue(true)] bool Enabled = true
);

/// <summary>Changes to a webhook: fields that are left out stay, null clears one that may be null.</summary>
public sealed class PatchWebhookRequest : Patch
{
    /// <summary>Where events are sent to, with POST.</summary>
    public string Url
    {
        get;
        set => field = Sent(value);
    } = "";

    /// <summary>Types of events, or beginnings of types that end in `*`; they count for what happens from now on.</summary>
    public IReadOnlyList<string> Events
    {
        get;
        set => field = Sent(value);
    } = [];

    /// <summary>`client` sends names, addresses and notes, too.</summary>
    public IReadOnlyList<string> Include
    {
        get;
        set => field = Sent(value);
    } = [];

    /// <summary>What people call it.</summary>
    public string? Description
    {
        get;
        set => field = Sent(value);
    }

    /// <summary>Whether it is sent anything. Enabled again, it is sent everything since it was disabled.</summary>
    public bool Enabled
    {
        get;
        set => field = Sent(value);
    }

    internal WebhookChanges Changes() =>
        new()
        {
            Url = Field(nameof(Url), Url),
            Events = Field(nameof(Events), Events),
            Include = Field(nameof(Include), Include),
            Description = Field(nameof(Description), Description),
            Enabled = Field(nameof(Enabled), Enabled),
        };
}

/// <summary>An address outside that is told of events.</summary>
/// <param name="Url">Where events are sent to, with POST.</param>
/// <param name="Events">Types of events, or beginnings of types that end in `*`.</param>
/// <param name="Include">What is sent beyond ids and times.</param>
/// <param name="Description">What people call it.</param>
/// <param name="Enabled">Whether it is sent anything.</param>
/// <param name="Gone">Whether its receiver disabled it, with an answer of 410.</param>
public sealed record WebhookResponse(
    Guid Id,
    string Url,
    IReadOnlyList<string> Events,
    IReadOnlyList<string> Include,
    string? Description,
    bool Enabled,
    bool Gone,
    DateTime CreatedAt
)
{
    public static WebhookResponse Of(Webhook w) => new(w.Id, w.Url, w.Events, w.Include, w.Description, w.Enabled, w.IsGone, w.CreatedUtc);
}

/// <summary>A new webhook, and its secret, which is shown this once.</summary>
/// <param name="Url">Where events are sent to, with POST.</param>
/// <param name="Events">Types of events, or beginnings of types that end in `*`.</param>
/// <param name="Include">What is sent beyond ids and times.</param>
/// <param name="Description">What people call it.</param>
/// <param name="Enabled">Whether it is sent anything.</param>
/// <param name="Gone">Whether its receiver disabled it, with an answer of 410.</param>
/// <param name="Secret">Signs every delivery: `whsec_` and 32 bytes in base64.</param>
public sealed record WebhookCreatedResponse(
    Guid Id,
    string Url,
    IReadOnlyList<string> Events,
    IReadOnlyList<string> Include,
    string? Description,
    bool Enabled,
    bool Gone,
    DateTime CreatedAt,
    string Secret
)
{
    public static WebhookCreatedResponse Of(Webhook w) =>
        new(w.Id, w.Url, w.Events, w.Include, w.Description, w.Enabled, w.IsGone, w.CreatedUtc, w.Secret);
}

/// <summary>A webhook's new secret, which is shown this once.</summary>
/// <param name="Secret">Signs every delivery from now on; the former one signs, too, for 24 hours.</param>
public sealed record WebhookSecretResponse(string Secret);

/// <summary>A stretch of the feed to send again.</summary>
/// <param name="After">The id of an event: those after it are sent again.</param>
/// <param name="Until">The id of the last event that is sent again; without it, the newest one.</param>
public sealed record ReplayRequest(string After, string? Until = null);

/// <summary>What a replay came to.</summary>
/// <param name="Deliveries">How many events are sent again.</param>
public sealed record ReplayResponse(int Deliveries);

/// <summary>One event on its way to one webhook.</summary>
/// <param name="EventId">The event's id, which is sent as `webhook-id`; a test has one of its own.</param>
/// <param name="Type">The event's type.</param>
/// <param name="Status">`pending`, `delivered`, or `failed` after the last try.</param>
/// <param name="Attempts">Every try, the first one first.</param>
/// <param name="NextAttemptAt">When it is tried next; null when it is not pending.</param>
public sealed record DeliveryResponse(
    Guid Id,
    string EventId,
    string Type,
    string Status,
    IReadOnlyList<AttemptResponse> Attempts,
    DateTime? NextAttemptAt
)
{
    public static DeliveryResponse Of(DeliveryLog log) =>
        new(
            log.Delivery.Id,
            log.Delivery.EventId,
            log.Delivery.Type,
            DeliveryWords.Of(log.Delivery.Status),
            log.Attempts.Select(a => new AttemptResponse(a.AtUtc, a.Status, a.Error, a.Milliseconds)).ToList(),
            log.Delivery.NextAttemptUtc
        );
}

/// <summary>One try of a delivery.</summary>
/// <param name="At">When it began.</param>
/// <param name="Status">The HTTP status of the answer; null where there was none.</param>
/// <param name="Error">What went wrong; null when it was delivered.</param>
/// <param name="Milliseconds">How long it took.</param>
public sealed record AttemptResponse(DateTime At, int? Status, string? Error, int Milliseconds);
