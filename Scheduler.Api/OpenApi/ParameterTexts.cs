namespace Scheduler.Api.OpenApi;

/// <summary>What each parameter means: by operation and name, by the operation's tag and name, or by name alone where it means the same
/// everywhere.</summary>
internal static class ParameterTexts
{
    private const string DateOrInstant =
        "A date such as 2026-11-23 means its first instant; an instant such as 2026-11-23T09:00:00Z is taken, too.";

    private static readonly Dictionary<string, string> Known = new(StringComparer.Ordinal)
    {
        ["Clients.id"] = "The client's id.",
        ["Providers.id"] = "The provider's id.",
        ["Appointment types.id"] = "The appointment type's id.",
        ["Availability.id"] = "The provider's id.",
        ["Appointments.id"] = "The appointment's id.",
        ["Webhooks.id"] = "The webhook's id.",
        ["Messages.id"] = "The message's id.",
        ["appointmentId"] = "The appointment's id.",
        ["deliveryId"] = "The delivery's id.",
        ["ListDeliveries.status"] = "Only deliveries that have come so far.",
        ["PatchAccount.id"] = "The account's id.",
        ["RevokeKey.id"] = "The key's id: what stands between the two underscores of its text.",
        ["userId"] = "The user's id: a client's, or one that nobody registered.",
        ["providerId"] = "The provider's id.",
        ["cursor"] = "Where the page begins: `next` of the page before. Without it, the first page.",
        ["limit"] = "How many items a page has at most.",
        ["Idempotency-Key"] =
            "A key of the caller's choice: a retry with the same key and body is given the first answer again, and has no second "
            + "effect. Kept for 24 hours.",
        ["If-Match"] =
            "Entity tags (RFC 9110) or `*`: nothing is changed, and the answer is 412, unless the present version is one of them.",
        ["If-None-Match"] = "Entity tags (RFC 9110) or `*`: the answer is 304 when the present version is one of them.",
        ["GetReport.from"] = "The first day, such as 2026-11-01.",
        ["GetReport.to"] = "The day after the last one.",
        ["expand"] = "`nextAppointment`: each client comes with the first live appointment that has not ended.",
        ["q"] =
            "Words, each of which the client's names, e-mail address or phone contain: "
            + "parts of them will do, in any case and without accents, and a typing error is forgiven; or the beginning of an id.",
        ["ListProviders.appointmentType"] = "The id of an appointment type: only providers that offer it.",
        ["appointmentType"] = "The id of the appointment type to book.",
        ["ListSlots.provider"] =
            "The id of a provider; may be repeated. Without it, every provider that offers the type. Not for a type without provider.",
        ["ExplainSlot.provider"] = "The id of a provider to book; may be repeated for all of them together. `any` means one that is free.",
        ["ListOverlaps.provider"] = "The id of a provider; given 2 to 200 times, with different ids.",
        ["start"] = "The start to check." + DateOrInstant,
        ["minutes"] = "The length in minutes. Without it, the type's shortest.",
        ["ListOverlaps.minutes"] = "How many minutes a range must have at least.",
        ["atLeast"] = "For how many of the providers a range must be free, at most as many as are given. Without it, for all.",
        ["timeZone"] = "IANA name of the zone whose dates `from` and `to` are. Without it, the office's zone.",
        ["ListSlots.timeZone"] =
            "IANA name of the zone whose dates `from` and `to` are. Without it, the zone of a single provider, else the office's.",
        ["ListSlots.from"] = "Where the window begins; without it, now." + DateOrInstant,
        ["ListSlots.to"] = "Where the window ends, at most 62 days after `from`; without it, 7 days after." + DateOrInstant,
        ["ListOverlaps.from"] = "Where the window begins; without it, now." + DateOrInstant,
        ["ListOverlaps.to"] = "Where the window ends, at most 62 days after `from`; without it, 31 days after." + DateOrInstant,
        ["GetAvailability.from"] = "The first date, in the provider's zone; without it, today.",
        ["GetAvailability.to"] = "The day after the last date, at most 62 days after `from`; without it, 31 days after.",
        ["ListAudit.subject"] = "Only what was done to this: a kind and an id, such as `client:alice`.",
        ["ListAudit.actor"] = "Only what this actor did: a kind such as `public`, or a kind and an id.",
        ["ListAudit.action"] = "Only this action, such as `client.read`; `client.*` for all that begin so.",
        ["ListAudit.from"] = "Only what was done at or after this." + DateOrInstant,
        ["ListAudit.to"] = "Only what was done before this." + DateOrInstant,
        ["from"] = "Only appointments that start at or after this." + DateOrInstant,
        ["to"] = "Only appointments that start before this." + DateOrInstant,
        ["after"] = "The id of the last event that the caller has, or `next` of the page before. Without it, from the oldest that is kept.",
        ["types"] = "Types of events, separated by commas; `appointment.*` means all of a kind. Without it, all.",
        ["subject"] = "Only what happened to this: a kind and an id, such as `appointment:019aa5f7-9800-7000-8000-5ab3f26d1c77`.",
        ["wait"] = "For how many seconds the answer is held until something comes, where there is nothing yet.",
        ["status"] = "Only appointments with this status; may be repeated, or several parted by commas.",
        ["ListAppointments.date"] = "Only appointments that start on this date in the office's zone; not together with `from` or `to`.",
        ["ListAppointments.type"] = "The id of an appointment type: only appointments of it; may be repeated, or several parted by commas.",
        ["ListAppointments.attendance"] =
            "Only appointments of which this was said: `arrived`, `done`, `no-show`; may be repeated, or several parted by commas.",
        ["ListAppointments.updatedSince"] = "Only appointments that were changed at or after this." + DateOrInstant,
        ["ListAppointments.displaced"] =
            "With `true`, only live appointments ahead whose time is not open, by the hours of their providers as they are now.",
        ["ListAppointments.sort"] =
            "`start`, which is the default; `-start`, the last first; or `updated`, those that were changed last at the end.",
        ["ListAppointments.expand"] =
            "`client` and `provider`: each appointment brings its `client` and its `providers`; may be repeated, or parted by commas.",
    };

    /// <returns>Null where nothing is known.</returns>
    public static string? Of(string operation, IEnumerable<string?> tags, string parameter) =>
        tags.Select(tag => $"{tag}.{parameter}")
            .Prepend($"{operation}.{parameter}")
            .Append(parameter)
            .Select(Known.GetValueOrDefault)
            .FirstOrDefault(text => text is not null);
}
