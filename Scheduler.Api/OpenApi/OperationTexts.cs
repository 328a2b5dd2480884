namespace Scheduler.Api.OpenApi;

/// <summary>What each operation does beyond its summary, and what each group of them is about.</summary>
internal static class OperationTexts
{
    private const string Merge =
        "Fields that are left out stay as they are; null clears one that may be null. With `If-Match`, only the version that it names "
        + "is changed.";
    private const string Page = "Sorted by id, a page at a time; ask on with `cursor` until `next` is null.";
    private const string Single = "The `ETag` is its version: with `If-None-Match`, an unchanged one is answered 304 without a body.";
    private const string Hours = "Appointments that now lie outside the open hours stay as they are and are listed in `affected`.";

    public static readonly IReadOnlyDictionary<string, string> Operations = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["CreateClient"] = "A client may book without being registered: then one without names is made with its first appointment.",
        ["ListClients"] = "Sorted by name, those without one last; a page at a time; ask on with `cursor` until `next` is null.",
        ["GetClient"] = Single,
        ["PatchClient"] = Merge,
        ["MergeClients"] =
            "Who stays takes over every appointment, history included, and what it did not know itself of names, contacts and notes; the "
            + "other is gone, and answers 404. Where both have an appointment on one date of the daily limit nothing is changed, and "
            + "`dates` names them.",
        ["GetSettings"] = "What the practice says of itself, how its pages look, and its zone. " + Single,
        ["PatchSettings"] =
            Merge
            + " With another zone every appointment is counted anew; `affected` names those ahead that then have another date. With "
            + "`preview` it says what the change would come to, and stores nothing.",
        ["GetReport"] =
            "By weeks of the office's calendar, which begin on the day that its settings say. As CSV where `Accept` asks for `text/csv`, "
            + "and at `/api/reports.csv`. At most 366 days; without `from` and `to`, the last four weeks.",
        ["GetClosures"] = "On these dates every provider is closed but for those with hours of their own on the date. " + Single,
        ["PutClosures"] =
            "The list is replaced whole. Appointments that now lie outside the open hours stay as they are and are listed in `affected`. "
            + "With `preview` nothing is stored.",
        ["CreateProvider"] = "A new provider has no open hours: set them with `PUT /api/providers/{id}/hours`.",
        ["ListProviders"] = Page,
        ["GetProvider"] = Single,
        ["PatchProvider"] = Merge + " Open hours are wall-clock times: with another zone they stay the same on the clock.",
        ["ListAppointmentTypes"] = Page + " A new database has `visit`, `consultation` and `meeting`.",
        ["CreateAppointmentType"] =
            "An appointment type is the policy by which appointments are booked: lengths, grid, notice, horizon, hold, provider, "
            + "daily limit, buffers.",
        ["GetAppointmentType"] = Single,
        ["PatchAppointmentType"] = Merge + " The policy counts for what is booked or moved from now on.",
        ["GetHours"] = "Wall-clock times in the provider's zone: weekly ones, and dates that replace them. " + Single,
        ["PutWeeklyHours"] = "The weekly hours are replaced whole; dates with hours of their own keep them. " + Hours,
        ["PutDateHours"] =
            "Each date that is sent is set whole: an empty list closes it, null returns it to the weekly hours. Other dates stay. " + Hours,
        ["AddWindow"] =
            "Opens the time between two instants on each date that it touches; what touches or overlaps open hours merges with them. "
            + Hours,
        ["GetAvailability"] =
            "One entry for each date from `from` to the day before `to`: when the provider is open, what of that is free, and the "
            + "appointments of the day.",
        ["ListSlots"] =
            "What is listed can be booked at that moment by the same rules, and what is not listed cannot. For a type without "
            + "provider the slots are its grid.",
        ["ExplainSlot"] = "Books nothing. Each rule that refuses is named by the slug of the problem that a booking would be answered.",
        ["ListEvents"] =
            "What has happened, in the order in which it became visible: whoever asks on from `next` misses "
            + "nothing and is told nothing twice, whatever is stored late. Events are kept 90 days, unless a setting says otherwise.",
        ["ListOverlaps"] =
            "The longest ranges that are open and unbooked for all the providers, in order; with `atLeast`, for at least that many, "
            + "and who they are.",
        ["BookAppointment"] =
            "Confirmed at once, or held until it is confirmed where the type has a hold. Several providers are booked together or not "
            + "at all.",
        ["ListAppointments"] =
            "Sorted by start unless `sort` says otherwise, a page at a time. Without `userId` and `providerId`, those of the whole office; "
            + "an unknown one has an empty list. A provider is told of its own.",
        ["GetAppointment"] = "A hold that ran out reads `expired` from that instant on. " + Single,
        ["ConfirmAppointment"] =
            "Turns a hold into a confirmed appointment before `holdExpiresAt`. Confirming a confirmed one changes nothing.",
        ["CancelAppointment"] = "For held and confirmed ones. Cancelling a cancelled one changes nothing.",
        ["RescheduleAppointment"] =
            "One step: the appointment is never without a place, and is not counted against itself. The rules of a booking apply to "
            + "the new one, but for those that `override` lifts. The manage link stays as it is.",
        ["RecordAttendance"] =
            "For confirmed ones, from the first minute of their day on, by the clock by which they are shown. What is said last counts; "
            + "moved to a later day, or cancelled, nothing is said of it any more.",
        ["PatchAppointment"] =
            Merge + " Notes may be written in any state. Another client takes over the dates that the appointment takes, if they are free.",
        ["MoveAppointments"] =
            "All give up their places before any takes its new one: two may swap. Where one is refused, none is moved, and `refusals` says "
            + "of each what refuses it.",
        ["ProposeMoves"] =
            "Books and moves nothing. The alternatives are what could be booked if none of these appointments were anywhere. The plan "
            + "places as many of them as it can, no two in one place, with the least change; send it to `/api/appointments/move`.",
        ["ListAudit"] =
            "A page at a time; ask on with `cursor` until `next` is null. "
            + "Every change and every read of a single client is told of, in the transaction of what it tells.",
        ["ExportClient"] = "Names, contacts, every appointment with its note, and what the audit knows of them.",
        ["EraseClient"] =
            "Appointments ahead are cancelled. Names, contacts, notes and reasons are gone everywhere, as are stored answers with them; "
            + "the id and the times of what was remain. There is no way back.",
        ["MakeManageLink"] =
            "The link needs no account: send it to whoever has the appointment. It is the same each time it is asked for, until `rotate` "
            + "replaces it.",
        ["ListUserAppointments"] = "Sorted by start, a page at a time. An unknown user has an empty list.",
        ["CreateWebhook"] =
            "Every event of these types that happens from now on is sent to the address, signed as Standard Webhooks says, until it is "
            + "answered with 2xx. The answer alone has the secret.",
        ["ListWebhooks"] = Page,
        ["GetWebhook"] = Single,
        ["PatchWebhook"] = Merge + " Enabled again, it is sent everything since it was disabled.",
        ["DeleteWebhook"] = "What is on its way to it may still arrive.",
        ["RotateWebhookSecret"] = "The former secret signs beside the new one for 24 hours. The answer alone has the new one.",
        ["ListDeliveries"] = "A page at a time; ask on with `cursor` until `next` is null.",
        ["TestWebhook"] = "Sends an event of the type `webhook.test` at once; how it ended stands in its delivery.",
        ["RetryDelivery"] = "At once, whatever became of it, and again as often as a new one.",
        ["ReplayEvents"] =
            "Every event after one, as far as events are kept and the webhook asks for them; the receiver tells repeats by `webhook-id`.",
        ["ListMessages"] =
            "What was sent to the client and the providers, when, and how it ended. "
            + "A page at a time; ask on with `cursor` until `next` is null.",
        ["RetryMessage"] = "At once, whatever became of it.",
        ["CreateKey"] =
            "The answer is the only place where the key can be read. A manager makes keys of lesser roles. "
            + "An `Idempotency-Key` is not honoured: its answer would have to be kept, and the key with it.",
        ["ListKeys"] = Page + " A manager sees keys of lesser roles.",
        ["RevokeKey"] = "From the answer on it opens nothing; in other instances within a second.",
        ["ListAccounts"] = Page,
        ["InviteAccount"] =
            "The account cannot sign in until its holder has opened `invitationUrl` and set a password. "
            + "An `Idempotency-Key` is not honoured: its answer would have to be kept, and the invitation with it.",
        ["PatchAccount"] =
            "Fields that are left out stay as they are. Its sessions end, in every instance within a second. "
            + "The last owner who can sign in is neither disabled nor demoted.",
        ["GetMe"] = "The account or the key that asks, and its role; `open` as long as nobody has made either and this computer asks.",
        ["BookVisit"] = "Books an appointment of the type `visit`: half an hour that starts on the hour or half-hour, at most one a date.",
    };

    public static readonly IReadOnlyDictionary<string, string> Tags = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["Clients"] = "Whom appointments are for.",
        ["Providers"] = "With whom appointments are.",
        ["Appointment types"] = "The policies by which appointments are booked.",
        ["Availability"] = "When a provider is open, free and booked.",
        ["Office"] = "The practice: what it says of itself, and when it is closed.",
        ["Slots"] = "What can be booked.",
        ["Events"] = "What has happened: one event for each effect.",
        ["Overlaps"] = "What several providers have free in common.",
        ["Audit"] = "Who did what, and who read of whom.",
        ["Webhooks"] = "Addresses outside that are told of events.",
        ["Messages"] = "Mails about appointments.",
        ["Access"] = "Who may do what: keys, accounts and their roles.",
        ["Appointments"] = "Booking, reading and changing appointments.",
    };
}
