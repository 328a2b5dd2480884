namespace Scheduler.Api.OpenApi;

/// <summary>The bodies that more than one example is made of.</summary>
internal static class ExampleBodies
{
    public const string EventPage = """
        {"items":[{"id":"4711","type":"appointment.confirmed","at":"2026-11-21T08:00:00Z","actor":{"kind":"open","id":null},
        "subject":{"kind":"appointment","id":"019a9e2c-5c00-7000-8000-000000000001"},
        "data":{"id":"019a9e2c-5c00-7000-8000-000000000001","userId":"alice","status":"confirmed","version":1}}],"next":"4711"}
        """;

    public const string Client = """
        {"id":"alice","firstName":"Alice","lastName":"Example","email":"alice@example.org","phone":null,"timeZone":"Europe/Berlin",
        "createdAt":"2026-11-21T08:00:00Z","staffNote":null,"language":"de","birthDate":null,"tags":[]}
        """;

    public const string Settings = """
        "practiceName":"Practice Lee","address":"Hauptstr. 1\n10115 Berlin","phone":"+49 30 1234567","email":"office@example.org",
        "website":"https://example.org","logo":null,"accentColour":"#0b57d0","imprintUrl":"https://example.org/imprint","privacyText":null,
        "languages":["en","de"],"defaultLanguage":"en","weekStart":"monday","timeZone":"Europe/Berlin","timeZoneFrom":"settings"
        """;

    public const string Closures = """
        "dates":{"2026-12-25":"Christmas","2026-12-26":"Christmas"}
        """;

    public const string Provider = """
        {"id":"dr-lee","firstName":"Robin","lastName":"Lee","email":null,"timeZone":"Europe/Berlin","appointmentTypes":null,"online":true,
        "createdAt":"2026-11-21T08:00:00Z","notify":false,"archived":false,"title":"Physiotherapist","photo":null,"location":null,
        "languages":["de","en"]}
        """;

    public const string Visit = """
        {"id":"visit","name":"Visit","minMinutes":30,"maxMinutes":30,"stepMinutes":30,"gridMinutes":30,"noticeMinutes":null,
        "horizonDays":null,"holdSeconds":null,"provider":"none","dailyLimit":"start-date","bufferBeforeMinutes":0,"bufferAfterMinutes":0,
        "online":true,"changeUntilMinutes":0,"reminderMinutes":[1440,120],"archived":false,"description":null,
        "preparation":null,"price":null,"colour":null,"order":0,"questions":[],"hours":null}
        """;

    public const string CheckUp = """
        {"id":"check-up","name":"Check-up","minMinutes":20,"maxMinutes":40,"stepMinutes":20,"gridMinutes":20,"noticeMinutes":60,
        "horizonDays":60,"holdSeconds":900,"provider":"required","dailyLimit":"none","bufferBeforeMinutes":0,"bufferAfterMinutes":5,
        "online":true,"changeUntilMinutes":0,"reminderMinutes":[1440,120],"archived":false,"description":null,
        "preparation":null,"price":null,"colour":null,"order":0,"questions":[],"hours":null}
        """;

    public const string Booked = """
        {"id":"019a9e2c-5c00-7000-8000-000000000001","userId":"alice","appointmentType":"visit","providerIds":[],"date":"2026-11-23",
        "start":"2026-11-23T09:00:00Z","end":"2026-11-23T09:30:00Z","status":"confirmed","holdExpiresAt":null,
        "createdAt":"2026-11-21T08:00:00Z","confirmedAt":"2026-11-21T08:00:00Z","cancelledAt":null,"note":null,
        "staffNote":null,"attendance":null,"attendanceAt":null,"answers":null}
        """;

    public const string Moved = """
        {"id":"019a9e2c-5c00-7000-8000-000000000001","userId":"alice","appointmentType":"visit","providerIds":[],"date":"2026-11-24",
        "start":"2026-11-24T14:00:00Z","end":"2026-11-24T14:30:00Z","status":"confirmed","holdExpiresAt":null,
        "createdAt":"2026-11-21T08:00:00Z","confirmedAt":"2026-11-21T08:00:00Z","cancelledAt":null,"note":null,
        "staffNote":null,"attendance":null,"attendanceAt":null,"answers":null}
        """;

    public const string Cancelled = """
        {"id":"019a9e2c-5c00-7000-8000-000000000001","userId":"alice","appointmentType":"visit","providerIds":[],"date":"2026-11-23",
        "start":"2026-11-23T09:00:00Z","end":"2026-11-23T09:30:00Z","status":"cancelled","holdExpiresAt":null,
        "createdAt":"2026-11-21T08:00:00Z","confirmedAt":"2026-11-21T08:00:00Z","cancelledAt":"2026-11-21T09:00:00Z","note":null,
        "staffNote":null,"attendance":null,"attendanceAt":null,"answers":null}
        """;

    public const string Read = """
        {"id":"17","at":"2026-11-21T09:00:00Z","actor":{"kind":"open","id":null},"action":"client.read",
        "subject":{"kind":"client","id":"alice"},"address":"127.0.0.1","detail":{}}
        """;

    public const string Key = """
        {"id":"5f0c2a9d7b3e4816","name":"Front desk","role":"reception","providerId":null,"origins":[],"createdAt":"2026-11-21T08:00:00Z",
        "expiresAt":"2027-11-21T08:00:00Z","lastUsedAt":null}
        """;

    public const string NewKey = """
        {"id":"5f0c2a9d7b3e4816","key":"sk_5f0c2a9d7b3e4816_0000000000000000000000000000000000000000000000000000000000000000",
        "name":"Front desk","role":"reception","providerId":null,"origins":[],"createdAt":"2026-11-21T08:00:00Z",
        "expiresAt":"2027-11-21T08:00:00Z"}
        """;

    public const string Account = """
        {"id":"019aa5f7-9800-7000-8000-5ab3f26d1c77","email":"kim@example.org","name":"Kim Example","role":"reception","providerId":null,
        "disabled":false,"createdAt":"2026-11-21T08:00:00Z"}
        """;

    public const string Invited = """
        {"id":"019aa5f7-9800-7000-8000-5ab3f26d1c77","email":"kim@example.org","name":"Kim Example","role":"reception","providerId":null,
        "disabled":false,"createdAt":"2026-11-21T08:00:00Z","invitationUrl":
        "https://appointments.example.org/setup?invitation=0000000000000000000000000000000000000000000000000000000000000000"}
        """;

    public const string Me = """{"kind":"key","id":"5f0c2a9d7b3e4816","name":"Front desk","role":"reception","providerId":null}""";

    public const string Hours =
        "\"timeZone\":\"Europe/Berlin\",\"weekly\":[{\"day\":\"monday\",\"start\":\"09:00\",\"end\":\"12:00\"}],"
        + "\"dates\":{\"2026-12-24\":[{\"start\":\"09:00\",\"end\":\"11:00\"}],\"2026-12-25\":[]}";

    public const string Hook = """
        {"id":"019a9e2c-5c00-7000-8000-000000000002","url":"https://example.org/events","events":["appointment.*"],"include":[],
        "description":"CRM","enabled":true,"gone":false,"createdAt":"2026-11-21T08:00:00Z"}
        """;

    public const string Secret = "\"secret\":\"whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=\"";

    public const string Delivery = """
        {"id":"019a9e2c-5c00-7000-8000-000000000003","eventId":"17","type":"appointment.confirmed","status":"delivered",
        "attempts":[{"at":"2026-11-21T08:00:00Z","status":204,"error":null,"milliseconds":38}],"nextAttemptAt":null}
        """;

    public const string Message = """
        {"id":"019a9e2c-5c00-7000-8000-000000000004","appointmentId":"019a9e2c-5c00-7000-8000-000000000001","kind":"booked",
        "to":"alice@example.org","status":"sent","createdAt":"2026-11-21T08:00:00Z","sentAt":"2026-11-21T08:00:01Z","nextAttemptAt":null,
        "error":null}
        """;
}
