namespace Scheduler.Api.OpenApi;

/// <summary>What a property of this name means wherever its own type does not say more in its XML documentation.</summary>
internal static class PropertyTexts
{
    public static readonly IReadOnlyDictionary<string, string> Known = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["id"] = "Its id, in paths and in other resources.",
        ["firstName"] = "First name; not blank.",
        ["lastName"] = "Last name; not blank.",
        ["email"] = "E-mail address; null where none is known.",
        ["phone"] = "Telephone number, in any notation; null where none is known.",
        ["timeZone"] = "IANA name of a time zone, such as Europe/Berlin.",
        ["createdAt"] = "When it was made.",
        ["name"] = "What people call it; not blank.",
        ["minMinutes"] = "The shortest length, in minutes.",
        ["maxMinutes"] = "The longest length, in minutes; at least `minMinutes`.",
        ["stepMinutes"] = "Lengths lie whole steps of so many minutes above the shortest.",
        ["gridMinutes"] =
            "Starts lie whole multiples of so many minutes after local midnight: the provider's, or the office's without one.",
        ["noticeMinutes"] = "How many minutes before its start it must be booked at the latest; null: any start, the past included.",
        ["horizonDays"] = "How many days of 24 hours ahead it may start at most; null: no horizon.",
        ["holdSeconds"] = "For how many seconds it is held until it is confirmed; null: confirmed at once.",
        ["provider"] = "Whether it is booked with providers: `none` or `required`.",
        ["dailyLimit"] =
            "Which dates take a user's one appointment a day: `none`, `start-date` (that of the start) or `every-date` (each one "
            + "touched).",
        ["bufferBeforeMinutes"] = "For how many minutes before the start the provider is occupied, too.",
        ["bufferAfterMinutes"] = "For how many minutes after the end the provider is occupied, too.",
        ["online"] = "Whether it can be booked on the public pages; true unless said.",
        ["changeUntilMinutes"] =
            "How many minutes before its start a manage link still moves or cancels an appointment; never once it has begun.",
        ["reminderMinutes"] = "How many minutes before the start the client is reminded by mail, each once; empty: never.",
        ["notify"] = "Whether mails about its appointments go to it, too, where it has an e-mail address.",
        ["affected"] = "Live appointments that now lie outside the open hours, or are of types that are no longer offered; they stay.",
        ["userId"] = "Who has the appointment: a client's id, or one that nobody registered.",
        ["appointmentType"] = "The id of its appointment type.",
        ["providerId"] = "The provider's id.",
        ["providerIds"] = "The ids of its providers, in the order in which they were booked; empty where the type has none.",
        ["appointmentTypes"] = "The ids of the appointment types on offer; null: all that need a provider.",
        ["date"] = "A calendar date.",
        ["time"] = "The time of day of the start, in UTC; sent with `date` in place of `start`.",
        ["start"] = "The first instant.",
        ["end"] = "The first instant after it: a range does not include its end.",
        ["minutes"] = "The length in minutes.",
        ["status"] = "`held`, `confirmed`, `cancelled` or `expired`.",
        ["confirmedAt"] = "When it was confirmed; null where it never was.",
        ["cancelledAt"] = "When it was cancelled; null where it was not.",
        ["note"] = "What whoever booked wants to say; null where nothing was said.",
        ["weekly"] = "The weekly hours: stretches of one day must not overlap.",
        ["dates"] = "Dates with hours of their own, by date: an empty list is a closed day.",
        ["items"] = "The items, in the order of the list.",
        ["next"] = "Send as `cursor` for the next page; null on the last.",
    };
}
