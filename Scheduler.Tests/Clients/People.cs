namespace Scheduler.Tests.Clients;

/// <summary>Clients with names in many scripts, and searches for them.</summary>
internal static class People
{
    private static readonly (string Id, string First, string Last, string? Email, string? Phone)[] All =
    [
        ("ozil", "Mesut", "Özil", "m.oezil@example.org", "+49 (151) 777 56 780"),
        ("schmidt", "Anna-Marie", "Schmidtbauer", "anna85@example.org", "0201 555 0199"),
        ("oneil", "Siobhán", "O’Neil", null, null),
        ("ivanov", "Пётр", "Иванов", null, "+7 495 765-43-21"),
        ("papa", "Γιώργος", "Παπαδόπουλος", null, null),
        ("ahmad", "أَحْمَد", "الخطيب", null, "٠١٢٣٤٥٦٧٨٩"),
        ("wang", "小明", "王", null, null),
        ("li", "Bo", "Li", null, null),
    ];

    /// <summary>Registers all of them.</summary>
    public static async Task AddAsync(TestApp app)
    {
        foreach (var (id, first, last, email, phone) in All)
        {
            (
                await app.PostAsync(
                    "/api/clients",
                    new
                    {
                        id,
                        firstName = first,
                        lastName = last,
                        email,
                        phone,
                    }
                )
            ).Expect(201);
        }
    }

    /// <summary>The ids of those whom a search finds, page by page.</summary>
    public static async Task<List<string>> FindAsync(TestApp app, string text) =>
        [.. (await app.AllAsync($"/api/clients?q={Uri.EscapeDataString(text)}")).Select(c => c.GetProperty("id").GetString()!)];
}
