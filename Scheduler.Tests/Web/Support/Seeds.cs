using Microsoft.Playwright;

namespace Scheduler.Tests.Web.Support;

/// <summary>A small office to look at.</summary>
internal static class Seeds
{
    public const string Long = "Wolfeschlegelsteinhausenbergerdorff";

    /// <summary>Names that break pages which do not expect them.</summary>
    public static readonly (string First, string Last)[] HardNames =
    [
        ("<script>alert(1)</script>", "O'Neil \"Bob\" & Söhne"),
        ("Zoë 🎉", "Ångström"),
        ("محمد", "العربي"),
        ("W", string.Concat(Enumerable.Repeat(Long, 6))[..200]),
    ];

    /// <summary>Anna works in Berlin, Monday to Friday.</summary>
    public static async Task AnnaAsync(TestApp app, string zone = "Europe/Berlin")
    {
        (
            await app.PostAsync(
                "/api/providers",
                new
                {
                    id = "anna",
                    firstName = "Anna",
                    lastName = "Schmidt",
                    timeZone = zone,
                    email = "anna@example.org",
                }
            )
        ).Expect(201);
        var days = new[] { "monday", "tuesday", "wednesday", "thursday", "friday" };
        var weekly = days.SelectMany(day =>
            new[]
            {
                new
                {
                    day,
                    start = "09:00",
                    end = "12:00",
                },
                new
                {
                    day,
                    start = "13:00",
                    end = "17:00",
                },
            }
        );
        (await app.PutAsync("/api/providers/anna/hours", new { weekly })).Expect(200);
    }

    /// <summary>Providers, clients and a week with appointments of every kind; the clock stands on Tuesday morning.</summary>
    public static async Task<Office> OfficeAsync(TestApp app)
    {
        await AnnaAsync(app);
        await app.OpenProviderAsync("ben", timeZone: "Europe/London");
        await ClientAsync(app, "noor", "Noor", "Haddad");
        await ClientAsync(app, "jonas", "Jonas", "Weber");
        await ClientAsync(app, "mia", "Mia", "Lindqvist");
        for (var i = 0; i < HardNames.Length; i++)
        {
            await ClientAsync(app, $"hard{i}", HardNames[i].First, HardNames[i].Last);
        }

        (await app.BookAsync("noor", "meeting", "anna", "2026-11-23T08:00:00Z", 60)).Expect(201);
        (await app.BookAsync("jonas", "meeting", "anna", "2026-11-23T10:00:00Z", 45)).Expect(201);
        (await app.BookAsync("hard0", "meeting", "anna", "2026-11-24T12:00:00Z", 30)).Expect(201);
        (await app.BookAsync("hard1", "meeting", "anna", "2026-11-24T13:00:00Z", 15)).Expect(201);
        (await app.BookAsync("hard2", "meeting", "anna", "2026-11-25T08:00:00Z", 90)).Expect(201);
        (await app.BookAsync("hard3", "meeting", "anna", "2026-11-26T09:00:00Z", 30)).Expect(201);
        (await app.BookAsync("mia", "meeting", "ben", "2026-11-24T10:00:00Z", 60)).Expect(201);
        (await app.BookAsync("mia", "consultation", "anna", "2026-11-27T09:00:00Z", 30)).Expect(201);
        (await app.BookVisitAsync("noor", "2026-11-24T15:00:00Z")).Expect(201);
        var moved = (await app.BookAsync("noor", "meeting", "anna", "2026-11-25T14:00:00Z", 45)).Expect(201).Text("id");
        app.Clock.Set("2026-11-24T08:20:00Z");
        return new Office(moved);
    }

    public static async Task ClientAsync(TestApp app, string id, string first, string last) =>
        (
            await app.PostAsync(
                "/api/clients",
                new
                {
                    id,
                    firstName = first,
                    lastName = last,
                    email = $"{id}@example.org",
                }
            )
        ).Expect(201);

    /// <summary>Writes who one is, and sends it.</summary>
    public static async Task FillAsync(IPage page, string first = "Noor", string last = "Haddad", string email = "noor@example.org")
    {
        await page.GetByLabel("First name").FillAsync(first);
        await page.GetByLabel("Last name").FillAsync(last);
        await page.GetByLabel("E-mail").FillAsync(email);
    }
}

/// <param name="Appointment">One of Anna's, on Wednesday at 15:00 in Berlin, 45 minutes long.</param>
internal sealed record Office(string Appointment);
