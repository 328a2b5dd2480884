using System.Text.Json.Nodes;
using Scheduler.Api.Http;

namespace Scheduler.Api.OpenApi;

/// <summary>One example a request and answer.</summary>
internal static class ApiExamples
{
    private const string Events =
        """{"items":[{"id":"4711","type":"appointment.confirmed","at":"2026-11-21T08:00:00Z","actor":{"kind":"open","id":null},"subject":{"kind":"appointment","id":"019a9e2c-5c00-7000-8000-000000000001"},"data":{"id":"019a9e2c-5c00-7000-8000-000000000001","userId":"alice","status":"confirmed","version":1}}],"next":"4711"}""";

    private const string Client =
        """{"id":"alice","firstName":"Alice","lastName":"Example","email":"alice@example.org","phone":null,"timeZone":"Europe/Berlin","createdAt":"2026-11-21T08:00:00Z"}""";
    private const string Provider =
        """{"id":"dr-lee","firstName":"Robin","lastName":"Lee","email":null,"timeZone":"Europe/Berlin","appointmentTypes":null,"online":true,"createdAt":"2026-11-21T08:00:00Z","notify":false}""";
    private const string Visit =
        """{"id":"visit","name":"Visit","minMinutes":30,"maxMinutes":30,"stepMinutes":30,"gridMinutes":30,"noticeMinutes":null,"horizonDays":null,"holdSeconds":null,"provider":"none","dailyLimit":"start-date","bufferBeforeMinutes":0,"bufferAfterMinutes":0,"online":true,"changeUntilMinutes":0,"reminderMinutes":[1440,120]}""";
    private const string CheckUp =
        """{"id":"check-up","name":"Check-up","minMinutes":20,"maxMinutes":40,"stepMinutes":20,"gridMinutes":20,"noticeMinutes":60,"horizonDays":60,"holdSeconds":900,"provider":"required","dailyLimit":"none","bufferBeforeMinutes":0,"bufferAfterMinutes":5,"online":true,"changeUntilMinutes":0,"reminderMinutes":[1440,120]}""";
    private const string Booked =
        """{"id":"019a9e2c-5c00-7000-8000-000000000001","userId":"alice","appointmentType":"visit","providerIds":[],"date":"2026-11-23","start":"2026-11-23T09:00:00Z","end":"2026-11-23T09:30:00Z","status":"confirmed","holdExpiresAt":null,"createdAt":"2026-11-21T08:00:00Z","confirmedAt":"2026-11-21T08:00:00Z","cancelledAt":null,"note":null}""";
    private const string Moved =
        """{"id":"019a9e2c-5c00-7000-8000-000000000001","userId":"alice","appointmentType":"visit","providerIds":[],"date":"2026-11-24","start":"2026-11-24T14:00:00Z","end":"2026-11-24T14:30:00Z","status":"confirmed","holdExpiresAt":null,"createdAt":"2026-11-21T08:00:00Z","confirmedAt":"2026-11-21T08:00:00Z","cancelledAt":null,"note":null}""";
    private const string Cancelled =
        """{"id":"019a9e2c-5c00-7000-8000-000000000001","userId":"alice","appointmentType":"visit","providerIds":[],"date":"2026-11-23","start":"2026-11-23T09:00:00Z","end":"2026-11-23T09:30:00Z","status":"cancelled","holdExpiresAt":null,"createdAt":"2026-11-21T08:00:00Z","confirmedAt":"2026-11-21T08:00:00Z","cancelledAt":"2026-11-21T09:00:00Z","note":null}""";
    private const string Read =
        """{"id":"17","at":"2026-11-21T09:00:00Z","actor":{"kind":"open","id":null},"action":"client.read","subject":{"kind":"client","id":"alice"},"address":"127.0.0.1","detail":{}}""";
    private const string Key =
        """{"id":"5f0c2a9d7b3e4816","name":"Front desk","role":"reception","providerId":null,"origins":[],"createdAt":"2026-11-21T08:00:00Z","expiresAt":"2027-11-21T08:00:00Z","lastUsedAt":null}""";
    private const string NewKey =
        """{"id":"5f0c2a9d7b3e4816","key":"sk_5f0c2a9d7b3e4816_0000000000000000000000000000000000000000000000000000000000000000","name":"Front desk","role":"reception","providerId":null,"origins":[],"createdAt":"2026-11-21T08:00:00Z","expiresAt":"2027-11-21T08:00:00Z"}""";
    private const string Account =
        """{"id":"019aa5f7-9800-7000-8000-5ab3f26d1c77","email":"kim@example.org","name":"Kim Example","role":"reception","providerId":null,"disabled":false,"createdAt":"2026-11-21T08:00:00Z"}""";
    private const string Invited =
        """{"id":"019aa5f7-9800-7000-8000-5ab3f26d1c77","email":"kim@example.org","name":"Kim Example","role":"reception","providerId":null,"disabled":false,"createdAt":"2026-11-21T08:00:00Z","invitationUrl":"https://appointments.example.org/setup?invitation=0000000000000000000000000000000000000000000000000000000000000000"}""";
    private const string Me = """{"kind":"key","id":"5f0c2a9d7b3e4816","name":"Front desk","role":"reception","providerId":null}""";
    private const string Hours =
        "\"timeZone\":\"Europe/Berlin\",\"weekly\":[{\"day\":\"monday\",\"start\":\"09:00\",\"end\":\"12:00\"}],\"dates\":{\"2026-12-24\":[{\"start\":\"09:00\",\"end\":\"11:00\"}],\"2026-12-25\":[]}";

    private const string Hook =
        """{"id":"019a9e2c-5c00-7000-8000-000000000002","url":"https://example.org/events","events":["appointment.*"],"include":[],"description":"CRM","enabled":true,"gone":false,"createdAt":"2026-11-21T08:00:00Z"}""";
    private const string Secret = "\"secret\":\"whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=\"";
    private const string Delivery =
        """{"id":"019a9e2c-5c00-7000-8000-000000000003","eventId":"17","type":"appointment.confirmed","status":"delivered","attempts":[{"at":"2026-11-21T08:00:00Z","status":204,"error":null,"milliseconds":38}],"nextAttemptAt":null}""";
    private const string Event =
        """{"id":"17","type":"appointment.confirmed","at":"2026-11-21T08:00:00Z","actor":{"kind":"open","id":null},"subject":{"kind":"appointment","id":"019a9e2c-5c00-7000-8000-000000000001"},"data":{"id":"019a9e2c-5c00-7000-8000-000000000001","userId":"alice","appointmentType":"visit","providerIds":[],"date":"2026-11-23","start":"2026-11-23T09:00:00Z","end":"2026-11-23T09:30:00Z","status":"confirmed","holdExpiresAt":null,"createdAt":"2026-11-21T08:00:00Z","confirmedAt":"2026-11-21T08:00:00Z","cancelledAt":null,"version":1}}""";

    private const string Mail =
        """{"id":"019a9e2c-5c00-7000-8000-000000000004","appointmentId":"019a9e2c-5c00-7000-8000-000000000001","kind":"booked","to":"alice@example.org","status":"sent","createdAt":"2026-11-21T08:00:00Z","sentAt":"2026-11-21T08:00:01Z","nextAttemptAt":null,"error":null}""";

    public static readonly IReadOnlyDictionary<string, string> Requests = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["CreateClient"] =
            """{"id":"alice","firstName":"Alice","lastName":"Example","email":"alice@example.org","timeZone":"Europe/Berlin"}""",
        ["PatchClient"] = """{"phone":"+49 30 1234567"}""",
        ["CreateProvider"] = """{"id":"dr-lee","firstName":"Robin","lastName":"Lee","timeZone":"Europe/Berlin"}""",
        ["PatchProvider"] = """{"appointmentTypes":["consultation"]}""",
        ["CreateAppointmentType"] =
            """{"id":"check-up","name":"Check-up","minMinutes":20,"maxMinutes":40,"stepMinutes":20,"gridMinutes":20,"noticeMinutes":60,"horizonDays":60,"holdSeconds":900,"provider":"required","bufferAfterMinutes":5}""",
        ["PatchAppointmentType"] = """{"dailyLimit":"every-date"}""",
        ["PutWeeklyHours"] = """{"weekly":[{"day":"monday","start":"09:00","end":"12:00"}]}""",
        ["PutDateHours"] = """{"dates":{"2026-12-24":[{"start":"09:00","end":"11:00"}],"2026-12-25":[]}}""",
        ["AddWindow"] = """{"start":"2026-11-28T09:00:00+01:00","end":"2026-11-28T12:00:00+01:00"}""",
        ["CreateWebhook"] = """{"url":"https://example.org/events","events":["appointment.*"],"description":"CRM"}""",
        ["PatchWebhook"] = """{"enabled":true}""",
        ["ReplayEvents"] = """{"after":"17"}""",
        ["BookAppointment"] = """{"userId":"alice","start":"2026-11-23T09:00:00Z"}""",
        ["BookVisit"] = """{"date":"2026-11-23","time":"09:00"}""",
        ["CancelAppointment"] = """{"reason":"ill"}""",
        ["EraseClient"] = """{"reason":"asked by letter of 3 May"}""",
        ["MakeManageLink"] = """{"rotate":true}""",
        ["InviteAccount"] = """{"email":"kim@example.org","name":"Kim Example","role":"reception"}""",
        ["PatchAccount"] = """{"disabled":true}""",
        ["CreateKey"] = """{"name":"Front desk","role":"reception"}""",
        ["RescheduleAppointment"] = """{"start":"2026-11-24T14:00:00Z"}""",
    };

    public static readonly IReadOnlyDictionary<string, string> Responses = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["CreateClient"] = Client,
        ["GetClient"] = Client,
        ["PatchClient"] = Client.Replace("null", "\"+49 30 1234567\"", StringComparison.Ordinal),
        ["ListClients"] = List(Client),
        ["CreateProvider"] = Provider,
        ["GetProvider"] = Provider,
        ["ListProviders"] = List(Provider),
        ["PatchProvider"] =
            $"{Provider.Replace("\"appointmentTypes\":null", "\"appointmentTypes\":[\"consultation\"]", StringComparison.Ordinal)[..^1]},\"affected\":[]}}",
        ["ListEvents"] = Events,
        ["CreateAppointmentType"] = CheckUp,
        ["GetAppointmentType"] = Visit,
        ["PatchAppointmentType"] = Visit.Replace("start-date", "every-date", StringComparison.Ordinal),
        ["ListAppointmentTypes"] = List(Visit),
        ["GetHours"] = $"{{{Hours}}}",
        ["PutWeeklyHours"] = $"{{{Hours},\"affected\":[]}}",
        ["PutDateHours"] = $"{{{Hours},\"affected\":[]}}",
        ["AddWindow"] = $"{{{Hours},\"affected\":[]}}",
        ["GetAvailability"] =
            """{"providerId":"dr-lee","timeZone":"Europe/Berlin","days":{"2026-11-23":{"open":[{"start":"09:00","end":"12:00"}],"free":[{"start":"09:15","end":"12:00"}],"appointments":[{"id":"019a9e2c-5c00-7000-8000-000000000001","start":"09:00","end":"09:15","status":"confirmed","userId":"alice","userName":"Alice Example"}]}}}""",
        ["ListSlots"] =
            """{"items":[{"start":"2026-11-23T08:15:00Z","end":"2026-11-23T08:30:00Z","providerIds":["dr-lee"]}],"next":null}""",
        ["ExplainSlot"] = """{"bookable":false,"reasons":[{"type":"off-grid","detail":"2026-11-23T08:10:00Z is not a start."}]}""",
        ["ListOverlaps"] = """{"items":[{"start":"2026-11-23T08:15:00Z","end":"2026-11-23T11:00:00Z"}],"next":null}""",
        ["CreateWebhook"] = $"{Hook[..^1]},{Secret}}}",
        ["GetWebhook"] = Hook,
        ["PatchWebhook"] = Hook,
        ["ListWebhooks"] = List(Hook),
        ["RotateWebhookSecret"] = $"{{{Secret}}}",
        ["ListDeliveries"] = List(Delivery),
        ["TestWebhook"] = Delivery,
        ["RetryDelivery"] = Delivery,
        ["ReplayEvents"] = """{"deliveries":3}""",
        ["ListMessages"] = List(Mail),
        ["RetryMessage"] = Mail,
        ["BookAppointment"] = Booked,
        ["BookVisit"] = Booked,
        ["GetAppointment"] = Booked,
        ["ConfirmAppointment"] = Booked,
        ["CancelAppointment"] = Cancelled,
        ["RescheduleAppointment"] = Moved,
        ["ListAudit"] = List(Read),
        ["ExportClient"] =
            $"{{\"exportedAt\":\"2026-11-21T09:00:00Z\",\"client\":{Client},\"appointments\":[{{\"appointment\":{Booked},\"cancelReason\":null,\"bookedOnline\":false}}],\"audit\":[{Read}]}}",
        ["EraseClient"] =
            """{"id":"alice","firstName":null,"lastName":null,"email":null,"phone":null,"timeZone":null,"createdAt":"2026-11-21T08:00:00Z"}""",
        ["MakeManageLink"] =
            """{"url":"https://appointments.example.org/appointments/019a9e2c-5c00-7000-8000-000000000001?key=ZTBtVQpXBJQDUVQ0rKvRIg"}""",
        ["ListAccounts"] = List(Account),
        ["InviteAccount"] = Invited,
        ["PatchAccount"] = Account.Replace("\"disabled\":false", "\"disabled\":true", StringComparison.Ordinal),
        ["CreateKey"] = NewKey,
        ["ListKeys"] = List(Key),
        ["GetMe"] = Me,
        ["ListAppointments"] = List(Booked),
        ["ListUserAppointments"] = List(Booked),
    };

    public static JsonNode OfProblem(ProblemDescription description) =>
        new JsonObject
        {
            ["type"] = $"/problems/{description.Slug}",
            ["title"] = description.Title,
            ["status"] = description.Status,
            ["detail"] = description.Meaning,
            ["instance"] = "/api/appointments",
            ["traceId"] = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
        };

    private static string List(string item) => $"{{\"items\":[{item}],\"next\":null}}";
}
