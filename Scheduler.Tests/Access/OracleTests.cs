using System.Text.Json;

namespace Scheduler.Tests.Access;

/// <summary>
/// Random requests of those who may see a part alone, and an oracle that knows whose each row is: no answer names a row of somebody else.
/// </summary>
/// <remarks><c>SCHEDULER_TEST_ORACLE</c> is how many requests each asks; the seed of a failure is in its message.</remarks>
public sealed class OracleTests
{
    private static readonly string[] Providers = ["anna", "ben", "cleo"];

    [Theory, OnEachDatabase]
    public async Task No_answer_names_what_is_somebody_elses(DatabaseProvider database)
    {
        var (requests, seed) = (Scale.Of("SCHEDULER_TEST_ORACLE", 120), Scale.Of("SCHEDULER_TEST_SEED", Environment.TickCount & 0xffff));
        await using var app = await TestApp.StartAsync(database);
        var office = await OfficeAsync(app);
        using var owner = await Visitor.SetUpAsync(app);
        var ownerKey = await MakeKeyAsync(owner, "owner", null);
        foreach (var provider in Providers[..2])
        {
            using var visitor = await owner.InviteAsync(app, $"{provider}@example.org", "provider", provider);
            var asker = new Asker(app, office, provider, visitor, await MakeKeyAsync(owner, "provider", provider), new Random(seed));
            await asker.AskAsync(requests, $"{provider}, seed {seed}");
        }

        var stranger = new Asker(app, office, null, null, await MakeKeyAsync(owner, "public", null), new Random(seed));
        await stranger.AskAsync(requests, $"public key, seed {seed}");
        // The oracle knows everybody: whoever may see all does.
        var all = (await app.GetAsync("/api/clients?limit=200", ownerKey)).Expect(200).Body;
        Assert.All(office.Clients.Keys, id => Assert.Contains(id, all, StringComparison.Ordinal));
    }

    private static async Task<(string, string)> MakeKeyAsync(Visitor owner, string role, string? providerId) =>
        (
            "Authorization",
            $"Bearer {(await owner.PostJsonAsync("/api/keys", new { name = role, role, providerId })).Expect(201).Text("key")}"
        );

    /// <summary>Three providers, twelve clients, each with one or two of them.</summary>
    private static async Task<OfficeRows> OfficeAsync(TestApp app)
    {
        var office = new OfficeRows();
        foreach (var provider in Providers)
        {
            await app.OpenProviderAsync(provider, days: TestApp.AllDays);
        }

        for (var i = 0; i < 12; i++)
        {
            var client = $"client-{i:00}-{Guid.CreateVersion7():N}"[..24];
            (
                await app.PostAsync(
                    "/api/clients",
                    new
                    {
                        id = client,
                        firstName = "Name",
                        lastName = $"Of-{client}",
                    }
                )
            ).Expect(201);
            // Every fourth with two, so that what is shared is in it.
            string[] with = i % 4 == 3 ? [Providers[i % 3], Providers[(i + 1) % 3]] : [Providers[i % 3]];
            var start = $"2026-11-{24 + (i % 5)}T{9 + (i / 2)}:00:00Z".Replace("T9:", "T09:");
            var booked = (await app.BookAsync(client, "meeting", string.Join(',', with), start, 30)).Expect(201).Text("id");
            office.Clients[client] = [.. with];
            office.Appointments[booked] = [.. with];
        }

        return office;
    }

    /// <summary>Whose each row is.</summary>
    private sealed class OfficeRows
    {
        public Dictionary<string, HashSet<string>> Clients { get; } = [];
        public Dictionary<string, HashSet<string>> Appointments { get; } = [];

        public IEnumerable<string> ForeignTo(string? provider) =>
            Clients.Concat(Appointments).Where(row => provider is null || !row.Value.Contains(provider)).Select(row => row.Key);
    }

    /// <param name="provider">Whose rows are its own; null for nobody's.</param>
    private sealed class Asker(TestApp app, OfficeRows office, string? provider, Visitor? pages, (string, string) key, Random random)
    {
        private string Provider => Providers[random.Next(Providers.Length)];
        private string Client => Any(office.Clients.Keys);
        private string Appointment => Any(office.Appointments.Keys);
        private string Start => $"2026-12-{random.Next(1, 28):00}T{random.Next(9, 16):00}:00:00Z";
        private string Limit => $"limit={random.Next(1, 200)}";

        public async Task AskAsync(int requests, string who)
        {
            for (var i = 0; i < requests; i++)
            {
                var (method, path, body, isPage) = Next();
                var answer = isPage
                    ? method == "GET"
                        ? await pages!.GetAsync(path)
                        : await pages!.SendAsync(path)
                    : await app.SendAsync(new HttpMethod(method), path, body, key);
                Learn(answer, method, path, body);
                var asked = path + JsonSerializer.Serialize(body);
                var told = office
                    .ForeignTo(provider)
                    // Whoever is refused, or books, reads what it sent.
                    .Where(id => answer.Body.Contains(id, StringComparison.Ordinal) && !(answer.Status >= 201 && asked.Contains(id)))
                    .ToList();
                Assert.True(told.Count == 0, $"{who}, request {i}: {method} {path} answers {answer.Status} with {string.Join(", ", told)}");
                Assert.True(answer.Status < 500, $"{who}, request {i}: {method} {path} answers {answer.Status} {answer.Body}");
            }
        }

        private (string Method, string Path, object? Body, bool IsPage) Next() =>
            random.Next(pages is null ? 14 : 22) switch
            {
                0 => Get($"/api/appointments?providerId={Provider}&{Limit}"),
                1 => Get($"/api/appointments?userId={Client}&{Limit}"),
                2 => Get($"/api/appointments/{Appointment}"),
                3 => Get($"/api/users/{Client}/appointments?{Limit}"),
                4 => Get($"/api/clients?q={Any(["", "Name", "Of", Client[..9], "client-0"])}&{Limit}"),
                5 => Get($"/api/clients/{Client}"),
                6 => Get($"/api/events?{Limit}&after={Any(["", "1", "7", "20"])}&types={Any(["*", "appointment.*", "client.*"])}"),
                7 => Get($"/api/events?subject=appointment:{Appointment}"),
                8 => Get($"/api/providers/{Provider}/availability?from=2026-11-24&to=2026-12-24"),
                9 => Get($"/api/slots/explain?appointmentType=meeting&provider={Provider}&start={Start}"),
                10 => Get(
                    $"/api/{Any(["slots?appointmentType=meeting&provider=" + Provider, "overlaps?provider=anna&provider=ben", "providers", "appointment-types", "me", "messages?appointmentId=" + Appointment, $"clients/{Client}/export", "audit", "accounts", "keys"])}"
                ),
                11 => Post(
                    "/api/appointments",
                    new
                    {
                        userId = Client,
                        appointmentType = "meeting",
                        providerIds = Any<string[]>([
                            [Provider],
                            ["any"],
                            ["anna", "ben"],
                        ]),
                        start = Start,
                    }
                ),
                12 => Post($"/api/appointments/{Appointment}/{Any(["confirm", "cancel", "manage-link"])}", null),
                13 => Post($"/api/appointments/{Appointment}/reschedule", new { start = Start }),
                14 => Page("GET", $"/?date=2026-11-{random.Next(23, 30)}"),
                15 => Page("GET", $"/clients?q={Any(["", "Name", "client"])}"),
                16 => Page("GET", $"/clients/{Client}"),
                17 => Page("GET", $"/providers/{Provider}/week?from=2026-11-23"),
                18 => Page("GET", $"/providers/{Provider}/appointments/{Appointment}"),
                19 => Page("GET", $"/providers/{Provider}/hours"),
                20 => Page("POST", $"/providers/{Provider}/appointments/{Appointment}/{Any(["confirm", "cancel"])}"),
                _ => Page("GET", Any(["/providers", "/types", "/audit", "/accounts", "/keys", "/account"])),
            };

        /// <summary>What was booked makes a client one's own, and is one's own.</summary>
        private void Learn(Answer answer, string method, string path, object? body)
        {
            if (provider is null || method != "POST" || path != "/api/appointments" || answer.Status != 201)
            {
                return;
            }

            office.Appointments[answer.Text("id")] = [provider];
            office.Clients[answer.Text("userId")].Add(provider);
        }

        private T Any<T>(IEnumerable<T> of)
        {
            var all = of.ToList();
            return all[random.Next(all.Count)];
        }

        private static (string, string, object?, bool) Get(string path) => ("GET", path, null, false);

        private static (string, string, object?, bool) Post(string path, object? body) => ("POST", path, body, false);

        private static (string, string, object?, bool) Page(string method, string path) => (method, path, null, true);
    }
}
