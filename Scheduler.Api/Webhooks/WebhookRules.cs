using Scheduler.Api.Events;
using Scheduler.Api.Http;
using Scheduler.Data.Model;

namespace Scheduler.Api.Webhooks;

/// <summary>A webhook to make.</summary>
public sealed record WebhookDetails(
    string Url,
    IReadOnlyList<string> Events,
    IReadOnlyList<string> Include,
    string? Description,
    bool Enabled
);

/// <summary>Changes to a webhook: a field that is not sent stays.</summary>
public sealed record WebhookChanges
{
    public Field<string> Url { get; init; }
    public Field<IReadOnlyList<string>> Events { get; init; }
    public Field<IReadOnlyList<string>> Include { get; init; }
    public Field<string?> Description { get; init; }
    public Field<bool> Enabled { get; init; }
}

/// <summary>What a webhook may look like.</summary>
public sealed class WebhookRules(ReceiverAddresses addresses)
{
    public const int MaxEvents = 50;

    /// <summary>Each is looked at several times a second.</summary>
    public const int MaxWebhooks = 100;

    /// <summary>The client's names and addresses, and the appointment's note.</summary>
    public const string Client = "client";

    public Refusal? Check(string url, IReadOnlyList<string> events, IReadOnlyList<string> include, string? description)
    {
        var errors = new RequestErrors();
        if (url.Length > Webhook.MaxUrl || !Uri.TryCreate(url, UriKind.Absolute, out var uri))
        {
            errors.Add("url", $"must be an address such as https://example.org/events of at most {Webhook.MaxUrl} characters");
        }
        else if (addresses.WhyNot(uri) is { } why)
        {
            errors.Add("url", why);
        }

        if (events.Count is 0 or > MaxEvents)
        {
            errors.Add("events", $"must have 1 to {MaxEvents} types");
        }

        for (var i = 0; i < Math.Min(events.Count, MaxEvents); i++)
        {
            // JSON may have null where the type says that there is none.
            if (
                events[i] is null
                || !EventTypes.IsPattern(events[i])
                || EventTypes.Expand([events[i]]).Except(EventTypes.All, StringComparer.Ordinal).Any()
            )
            {
                errors.Add($"events[{i}]", "must be a type of event such as appointment.confirmed, appointment.* or *");
            }
        }

        if (include.Any(what => what != Client) || include.Count > 1)
        {
            errors.Add("include", $"may have '{Client}' and nothing else");
        }

        errors.Text("description", description, Limits.Name, required: false);
        return errors.Any ? errors.Refusal : null;
    }
}
