using System.Text.Json.Nodes;
using Scheduler.Api.Http;
using Scheduler.Api.Languages;
using Scheduler.Api.Web;
using static Scheduler.Api.OpenApi.ExampleBodies;

namespace Scheduler.Api.OpenApi;

/// <summary>One example a request and answer.</summary>
internal static class ApiExamples
{
    public static readonly IReadOnlyDictionary<string, string> Requests = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["CreateClient"] =
            """{"id":"alice","firstName":"Alice","lastName":"Example","email":"alice@example.org","timeZone":"Europe/Berlin"}""",
        ["PatchClient"] = """{"phone":"+49 30 1234567"}""",
        ["CreateProvider"] = """{"id":"dr-lee","firstName":"Robin","lastName":"Lee","timeZone":"Europe/Berlin"}""",
        ["PatchProvider"] = """{"appointmentTypes":["consultation"]}""",
        ["CreateAppointmentType"] = """
            {"id":"check-up","name":"Check-up","minMinutes":20,"maxMinutes":40,"stepMinutes":20,"gridMinutes":20,"noticeMinutes":60,
            "horizonDays":60,"holdSeconds":900,"provider":"required","bufferAfterMinutes":5}
            """,
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
        ["MergeClients"] = """{"into":"alice"}""",
        ["PatchSettings"] = """{"practiceName":"Practice Lee","accentColour":"#0b57d0"}""",
        ["PutClosures"] = """{"dates":{"2026-12-25":"Christmas","2026-12-26":"Christmas"}}""",
        ["EraseClient"] = """{"reason":"asked by letter of 3 May"}""",
        ["MakeManageLink"] = """{"rotate":true}""",
        ["InviteAccount"] = """{"email":"kim@example.org","name":"Kim Example","role":"reception"}""",
        ["PatchAccount"] = """{"disabled":true}""",
        ["CreateKey"] = """{"name":"Front desk","role":"reception"}""",
        ["RescheduleAppointment"] = """{"start":"2026-11-24T14:00:00Z"}""",
        ["RecordAttendance"] = """{"attendance":"arrived"}""",
        ["PatchAppointment"] = """{"staffNote":"Brings the letter"}""",
        ["MoveAppointments"] = """
            {"moves":[{"id":"019a9e2c-5c00-7000-8000-000000000001","start":"2026-11-24T14:00:00Z"}]}
            """,
        ["ProposeMoves"] = """{"appointmentIds":["019a9e2c-5c00-7000-8000-000000000005"],"providers":"any"}""",
    };

    public static readonly IReadOnlyDictionary<string, string> Responses = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["CreateClient"] = Client,
        ["GetClient"] = Client,
        ["PatchClient"] = Client.Replace("\"phone\":null", "\"phone\":\"+49 30 1234567\"", StringComparison.Ordinal),
        ["ListClients"] = List($"{Client[..^1]},\"nextAppointment\":null}}"),
        ["MergeClients"] = Client,
        ["GetSettings"] = $"{{{Settings}}}",
        ["PatchSettings"] = $"{{{Settings},\"affected\":[]}}",
        ["GetReport"] = """
            {"from":"2026-11-02","to":"2026-11-09","timeZone":"Europe/Berlin","items":[{"providerId":"dr-lee","providerName":"Robin Lee",
            "week":"2026-11-02","bookings":31,"cancelled":2,"noShows":1,"openMinutes":2100,"bookedMinutes":1395,"usePercent":66}]}
            """,
        ["GetClosures"] = $"{{{Closures}}}",
        ["PutClosures"] = $"{{{Closures},\"affected\":[]}}",
        ["CreateProvider"] = Provider,
        ["GetProvider"] = Provider,
        ["ListProviders"] = List(Provider),
        ["PatchProvider"] =
            Provider.Replace("\"appointmentTypes\":null", "\"appointmentTypes\":[\"consultation\"]", StringComparison.Ordinal)[..^1]
            + ",\"affected\":[]}",
        ["ListEvents"] = EventPage,
        ["CreateAppointmentType"] = CheckUp,
        ["GetAppointmentType"] = Visit,
        ["PatchAppointmentType"] = Visit.Replace("start-date", "every-date", StringComparison.Ordinal),
        ["ListAppointmentTypes"] = List(Visit),
        ["GetHours"] = $"{{{Hours}}}",
        ["PutWeeklyHours"] = $"{{{Hours},\"affected\":[]}}",
        ["PutDateHours"] = $"{{{Hours},\"affected\":[]}}",
        ["AddWindow"] = $"{{{Hours},\"affected\":[]}}",
        ["GetAvailability"] = """
            {"providerId":"dr-lee","timeZone":"Europe/Berlin","days":{"2026-11-23":{"open":[{"start":"09:00","end":"12:00"}],
            "free":[{"start":"09:15","end":"12:00"}],"appointments":[{"id":"019a9e2c-5c00-7000-8000-000000000001","start":"09:00",
            "end":"09:15","status":"confirmed","userId":"alice","userName":"Alice Example"}]}}}
            """,
        ["ListSlots"] =
            """{"items":[{"start":"2026-11-23T08:15:00Z","end":"2026-11-23T08:30:00Z","providerIds":["dr-lee"]}],"next":null}""",
        ["ExplainSlot"] =
            """{"bookable":false,"reasons":[{"type":"off-grid","detail":"2026-11-23T08:10:00Z is not a start.","overridable":true}]}""",
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
        ["ListMessages"] = List(Message),
        ["RetryMessage"] = Message,
        ["BookAppointment"] = Booked,
        ["BookVisit"] = Booked,
        ["GetAppointment"] = Booked,
        ["ConfirmAppointment"] = Booked,
        ["CancelAppointment"] = Cancelled,
        ["RescheduleAppointment"] = Moved,
        ["RecordAttendance"] = Booked.Replace(
            "\"attendance\":null,\"attendanceAt\":null",
            "\"attendance\":\"arrived\",\"attendanceAt\":\"2026-11-23T08:55:00Z\"",
            StringComparison.Ordinal
        ),
        ["PatchAppointment"] = Booked.Replace("\"staffNote\":null", "\"staffNote\":\"Brings the letter\"", StringComparison.Ordinal),
        ["MoveAppointments"] = $$"""{"items":[{{Moved}}]}""",
        ["ProposeMoves"] = """
            {"items":[{"id":"019a9e2c-5c00-7000-8000-000000000005","alternatives":[
            {"start":"2026-11-23T09:00:00Z","end":"2026-11-23T09:15:00Z","providerIds":["dr-lee"]}]}],
            "plan":[{"id":"019a9e2c-5c00-7000-8000-000000000005","start":"2026-11-23T09:00:00Z","providerIds":["dr-lee"]}],"unplaced":[]}
            """,
        ["ListAudit"] = List(Read),
        ["ExportClient"] = $$"""
            {"exportedAt":"2026-11-21T09:00:00Z","client":{{Client}},
            "appointments":[{"appointment":{{Booked}},"cancelReason":null,"overrideReason":null,"bookedOnline":false}],
            "audit":[{{Read}}]}
            """,
        ["EraseClient"] = """
            {"id":"alice","firstName":null,"lastName":null,"email":null,"phone":null,"timeZone":null,"createdAt":"2026-11-21T08:00:00Z",
            "staffNote":null,"language":null,"birthDate":null,"tags":[]}
            """,
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
            ["detail"] = Language.English[ProblemNames.Meaning(description.Type)].Replace('`', '\''),
            ["instance"] = "/api/appointments",
            ["traceId"] = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
        };

    private static string List(string item) => $"{{\"items\":[{item}],\"next\":null}}";
}
