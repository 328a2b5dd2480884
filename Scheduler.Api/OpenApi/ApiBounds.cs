using Microsoft.OpenApi;
using Scheduler.Api.Access;
using Scheduler.Api.AppointmentTypes;
using Scheduler.Api.Calendars;
using Scheduler.Api.Http;
using Scheduler.Api.Webhooks;
using Scheduler.Data.Model;
using static Scheduler.Api.OpenApi.BoundKinds;

namespace Scheduler.Api.OpenApi;

/// <summary>Words, lengths, ranges and counts of properties and parameters: by owner (schema, operation) and name,
/// or by name alone where it is bounded alike everywhere.</summary>
internal static class ApiBounds
{
    public const string Id = "^[A-Za-z0-9._@:+-]{1,64}$";
    private const string Zone = "^[A-Za-z0-9_+/-]{1,64}$";
    private const string Time = "^([01][0-9]|2[0-3]):[0-5][0-9]$";
    private const string TimeOrMidnight = "^(([01][0-9]|2[0-3]):[0-5][0-9]|24:00)$";
    private const string Mailbox = "^[^@\\s]+@[^@\\s]+$";
    private const string EntityTags = "^(\\*|(W/)?\"[^\"]*\"(\\s*,\\s*(W/)?\"[^\"]*\")*)$";
    private const string Cursor = "^[A-Za-z0-9_-]*$";
    private const string EventType = "^[a-z-]{1,30}\\.[a-z-]{1,30}$";
    private const string EventTypes = "^(\\*|[a-z-]{1,30}\\.(\\*|[a-z-]{1,30}))(,(\\*|[a-z-]{1,30}\\.(\\*|[a-z-]{1,30}))){0,19}$";
    private const string EventPattern = "^(\\*|[a-z-]{1,30}\\.([a-z-]{1,30}|\\*))$";
    private const string Subject = "^[a-z-]{1,30}:[A-Za-z0-9._@:+-]{1,64}$";
    private const string Place = "^[0-9]{1,19}$";
    private const string Slug = "^[a-z]+(-[a-z]+)*$";

    private static readonly Dictionary<string, Action<OpenApiSchema>> Known = new(StringComparer.Ordinal)
    {
        ["id"] = Matches(Id),
        ["userId"] = Matches(Id),
        ["providerId"] = Matches(Id),
        ["appointmentType"] = Matches(Id),
        ["providerIds"] = Holds(0, Limits.Providers, Matches(Id)),
        ["OverlapResponse.providerIds"] = Holds(1, Limits.Providers, Matches(Id)),
        ["SlotResponse.providerIds"] = Each(Matches(Id)),
        ["appointmentTypes"] = Holds(0, 50, Matches(Id)),
        ["ListSlots.provider"] = Holds(0, Limits.Providers, Matches(Id)),
        ["ExplainSlot.provider"] = Holds(0, Limits.Providers, Matches(Id)),
        ["ListOverlaps.provider"] = Holds(2, 200, Matches(Id)),
        ["provider"] = OneOf("none", "required"),
        ["dailyLimit"] = OneOf("none", "start-date", "every-date"),
        ["status"] = OneOf("held", "confirmed", "cancelled", "expired"),
        ["ProblemDetails.status"] = Between(400, 599),
        ["day"] = OneOf("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"),
        ["name"] = Text(Limits.Name, 1),
        ["firstName"] = Text(Limits.Name, 1),
        ["lastName"] = Text(Limits.Name, 1),
        ["q"] = Text(Limits.Name),
        ["userName"] = Text((2 * Limits.Name) + 1),
        ["email"] = Matches(Mailbox, Limits.Email),
        ["phone"] = Text(Limits.Phone),
        ["note"] = Text(Limits.Note),
        ["reason"] = Text(Limits.Note),
        ["role"] = OneOf([.. RoleWords.All]),
        ["InviteAccountRequest.role"] = OneOf([.. AccountRules.Roles]),
        ["PatchAccountRequest.role"] = OneOf([.. AccountRules.Roles]),
        ["MeResponse.kind"] = OneOf("account", "key", "open"),
        ["key"] = Matches("^[sp]k_[0-9a-f]{16}_[0-9a-f]{64}$"),
        ["invitationUrl"] = Text(Limits.Note),
        ["manageUrl"] = Text(Limits.Note),
        ["origins"] = Holds(0, 20, Text(Limits.Name)),
        ["timeZone"] = Matches(Zone),
        ["time"] = Matches(Time),
        ["HoursRange.start"] = Matches(Time),
        ["WeeklyRange.start"] = Matches(Time),
        ["DayAppointment.start"] = Matches(Time),
        ["HoursRange.end"] = Matches(TimeOrMidnight),
        ["WeeklyRange.end"] = Matches(TimeOrMidnight),
        ["DayAppointment.end"] = Matches(TimeOrMidnight),
        ["from"] = Text(Instants.LongestText),
        ["to"] = Text(Instants.LongestText),
        ["ExplainSlot.start"] = Text(Instants.LongestText),
        ["GetAvailability.from"] = Date,
        ["GetAvailability.to"] = Date,
        ["minutes"] = Between(1, Limits.Minutes),
        ["atLeast"] = Between(1, 200),
        ["minMinutes"] = Between(1, Limits.Minutes),
        ["maxMinutes"] = Between(1, Limits.Minutes),
        ["stepMinutes"] = Between(1, Limits.Minutes),
        ["gridMinutes"] = Between(1, Limits.Minutes),
        ["noticeMinutes"] = Between(0, AppointmentTypeRules.MaxNoticeMinutes),
        ["horizonDays"] = Between(1, AppointmentTypeRules.MaxHorizonDays),
        ["holdSeconds"] = Between(1, AppointmentTypeRules.MaxHoldSeconds),
        ["bufferBeforeMinutes"] = Between(0, Limits.Minutes),
        ["bufferAfterMinutes"] = Between(0, Limits.Minutes),
        ["changeUntilMinutes"] = Between(0, AppointmentTypeRules.MaxChangeUntilMinutes),
        ["ListAudit.subject"] = Matches(Subject),
        ["ListAudit.actor"] = Matches("^[a-z-]{1,30}(:[A-Za-z0-9._@:+-]{1,64})?$"),
        ["ListAudit.action"] = Matches("^[a-z-]{1,30}\\.([a-z-]{1,30}|\\*)$"),
        ["cancelReason"] = Text(Limits.Note),
        ["action"] = Text(Limits.Id),
        ["address"] = Text(AuditEntry.MaxAddress),
        ["AuditResponse.id"] = Matches("^[0-9]{1,19}$"),
        ["url"] = Matches("^https?://", Webhook.MaxUrl),
        ["events"] = Holds(1, WebhookRules.MaxEvents, Matches(EventPattern)),
        ["include"] = Holds(0, 1, OneOf(WebhookRules.Client)),
        ["description"] = Text(Limits.Name),
        ["secret"] = Matches("^whsec_[A-Za-z0-9+/]{43}=$"),
        ["after"] = Matches(Place),
        ["until"] = Matches(Place),
        ["deliveries"] = Between(0, int.MaxValue),
        ["DeliveryResponse.eventId"] = Text(Limits.Id),
        ["DeliveryResponse.status"] = OneOf("pending", "delivered", "failed"),
        ["ListDeliveries.status"] = OneOf("pending", "delivered", "failed"),
        ["DeliveryResponse.type"] = Text(Limits.Id),
        ["AttemptResponse.status"] = Between(100, 599),
        ["AttemptResponse.error"] = Text(DeliveryAttempt.MaxError),
        ["milliseconds"] = Between(0, int.MaxValue),
        ["reminderMinutes"] = schema =>
            (schema.MinItems, schema.MaxItems, schema.Items) = (
                0,
                AppointmentTypeRules.MaxReminders,
                new OpenApiSchema
                {
                    Type = JsonSchemaType.Integer,
                    Format = "int32",
                    Minimum = "1",
                    Maximum = $"{AppointmentTypeRules.MaxReminderMinutes}",
                }
            ),
        ["appointmentId"] = Matches(Id),
        ["deliveryId"] = Matches(Id),
        ["MessageResponse.kind"] = OneOf("booked", "moved", "cancelled", "reminder"),
        ["MessageResponse.to"] = Text(Limits.Email),
        ["MessageResponse.status"] = OneOf("pending", "sent", "failed", "skipped"),
        ["MessageResponse.error"] = Text(Message.MaxError),
        ["limit"] = Between(1, Paging.MaxLimit, Paging.DefaultLimit),
        ["cursor"] = Matches(Cursor, Paging.LongestCursor),
        ["next"] = Matches(Cursor, Paging.LongestCursor),
        ["items"] = Holds(0, Paging.MaxLimit),
        ["PageOfOverlapResponse.items"] = Holds(0, 1000),
        ["ListOverlaps.limit"] = Between(1, 1000, 1000),
        ["weekly"] = Holds(0, 7 * 48),
        ["PutDateHoursRequest.dates"] = Dates,
        ["days"] = schema => schema.MaxProperties = 62,
        ["If-Match"] = Matches(EntityTags),
        ["If-None-Match"] = Matches(EntityTags),
        ["Idempotency-Key"] = Text(IdempotencyKey.MaxLength, 1),
        ["affected"] = Holds(0, AffectedAppointments.Most),
        ["EventActor.kind"] = OneOf([.. Enum.GetValues<ActorKind>().Select(kind => new Actor(kind).Word)]),
        ["EventSubject.kind"] = Matches(Slug, 30),
        ["EventResponse.type"] = Matches(EventType, 61),
        ["EventActor.id"] = Matches(Id),
        ["EventSubject.id"] = Matches(Id),
        ["EventResponse.id"] = Matches(Place),
        ["EventsResponse.next"] = Matches(Place),
        ["ListEvents.after"] = Matches(Place),
        ["ListEvents.types"] = Matches(EventTypes),
        ["ListEvents.subject"] = Matches(Subject),
        ["ListEvents.wait"] = Between(0, 60, 0),
        ["ExplainReason.type"] = Matches(Slug),
    };

    public static void Complete(OpenApiDocument document)
    {
        foreach (var (owner, schema) in document.Components!.Schemas!)
        {
            foreach (var (name, property) in schema.Properties ?? new Dictionary<string, IOpenApiSchema>())
            {
                Bound(owner, name, property);
            }
        }

        foreach (var operation in document.Paths.Values.SelectMany(path => path.Operations!.Values))
        {
            foreach (var parameter in operation.Parameters ?? [])
            {
                Bound(operation.OperationId ?? "", parameter.Name ?? "", parameter.Schema);
            }
        }
    }

    private static void Bound(string owner, string name, IOpenApiSchema? schema)
    {
        // What has a format says by it what it may be.
        if (schema is OpenApiSchema { Format: null or "int32" } own && (Find($"{owner}.{name}") ?? Find(name)) is { } bound)
        {
            bound(own);
        }
    }

    private static Action<OpenApiSchema>? Find(string name) =>
        Known.GetValueOrDefault(name) ?? AppointmentBounds.Known.GetValueOrDefault(name) ?? OfficeBounds.Known.GetValueOrDefault(name);
}
