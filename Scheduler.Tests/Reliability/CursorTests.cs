using System.Buffers.Text;
using System.Text;

namespace Scheduler.Tests.Reliability;

/// <summary>Pages neither skip nor repeat a row that was there throughout, whatever comes and goes between them.</summary>
public sealed class CursorTests
{
    private static readonly string[] Lists =
    [
        "/api/clients?",
        "/api/providers?",
        "/api/appointment-types?",
        "/api/appointments?providerId=dr-who&",
        "/api/users/alice/appointments?",
    ];

    [Theory, OnEachDatabase]
    public async Task Appointments_that_come_and_go_between_pages_hide_and_repeat_none(DatabaseProvider database)
    {
        await using var app = await TestApp.StartAsync(database);
        await app.OpenProviderAsync("dr-who", "00:00", "24:00", days: TestApp.AllDays);
        var standing = new List<string>();
        for (var hour = 1; hour <= 22; hour++)
        {
            // Twice at one start: the first one stays in the list as history.
            var before = await BookAsync(app, $"2026-12-01T{hour:00}:00:00Z");
            (await app.PostAsync($"/api/appointments/{before}/cancel")).Expect(200);
            standing.Add(before);
            standing.Add(await BookAsync(app, $"2026-12-01T{hour:00}:00:00Z"));
        }

        foreach (var (list, minute) in new[] { ("/api/appointments?providerId=dr-who&", 15), ("/api/users/alice/appointments?", 45) })
        {
            var seen = new List<string>();
            var page = 0;
            await foreach (var items in PagesAsync(app, list, limit: 5))
            {
                seen.AddRange(items);
                // One comes before what was read, one after it, and one that was read, and one that was not, are cancelled.
                await BookAsync(app, $"2026-11-{25 + (page / 8)}T{page % 8:00}:{minute}:00Z");
                await BookAsync(app, $"2026-12-02T{page:00}:{minute}:00Z");
                (await app.PostAsync($"/api/appointments/{seen[^1]}/cancel")).Expect(200);
                (await app.PostAsync($"/api/appointments/{standing[^(page + 1)]}/cancel")).Expect(200);
                page++;
            }

            Assert.Equal(seen.Count, seen.Distinct().Count());
            Assert.Equal(standing.Order(), seen.Where(standing.Contains).Order());
            Assert.True(page >= 9, $"{page} pages");
        }
    }

    [Theory, OnEachDatabase]
    public async Task Every_list_is_read_whole_whatever_the_size_of_its_pages(DatabaseProvider database)
    {
        await using var app = await TestApp.StartAsync(database);
        await FillAsync(app);
        foreach (var list in Lists)
        {
            var whole = (await app.GetAsync(list + "limit=200"))
                .Expect(200)["items"]
                .EnumerateArray()
                .Select(i => i.GetProperty("id").GetString()!)
                .ToList();
            Assert.True(whole.Count >= 7, $"{list} has {whole.Count}");
            foreach (var limit in new[] { 1, 3, whole.Count - 1, whole.Count })
            {
                var read = new List<string>();
                await foreach (var items in PagesAsync(app, list, limit))
                {
                    Assert.InRange(items.Count, 1, limit);
                    read.AddRange(items);
                }

                Assert.Equal(whole, read);
            }
        }
    }

    [Theory, OnEachDatabase]
    public async Task A_forged_cursor_is_refused(DatabaseProvider database)
    {
        await using var app = await TestApp.StartAsync(database);
        await FillAsync(app);
        foreach (var list in Lists)
        {
            var cursor = (await app.GetAsync(list + "limit=1")).Expect(200).Text("next");
            string[] forged =
            [
                "x",
                "AAAA",
                "!!",
                "%00",
                "%",
                "null",
                "0",
                cursor[..^1],
                cursor + "A",
                cursor[1..],
                Swap(cursor),
                new string('A', 5000),
                Uri.EscapeDataString("' OR 1=1 --"),
                Base64Url.EncodeToString("bob"u8),
                Base64Url.EncodeToString("\0"u8),
                Base64Url.EncodeToString(Encoding.UTF8.GetBytes("3155378975999999999|00000000000000000000000000000000")),
                Base64Url.EncodeToString(Encoding.UTF8.GetBytes("9223372036854775807|x")),
            ];
            foreach (var wrong in forged)
            {
                (await app.GetAsync($"{list}cursor={wrong}")).Expect(400, "invalid-request");
            }

            (await app.GetAsync($"{list}cursor={cursor}")).Expect(200);
        }
    }

    private static string Swap(string cursor) => (cursor[0] == 'A' ? 'B' : 'A') + cursor[1..];

    private static async Task FillAsync(TestApp app)
    {
        await app.OpenProviderAsync("dr-who", "00:00", "24:00", days: TestApp.AllDays);
        for (var i = 0; i < 7; i++)
        {
            (
                await app.PostAsync(
                    "/api/clients",
                    new
                    {
                        id = $"c{i}",
                        firstName = "A",
                        lastName = "B",
                    }
                )
            ).Expect(201);
            (
                await app.PostAsync(
                    "/api/providers",
                    new
                    {
                        id = $"p{i}",
                        firstName = "A",
                        lastName = "B",
                    }
                )
            ).Expect(201);
            await app.CreateTypeAsync(
                new
                {
                    id = $"t{i}",
                    name = "T",
                    minMinutes = 5,
                    maxMinutes = 5,
                }
            );
            await BookAsync(app, $"2026-12-01T{i:00}:00:00Z");
        }
    }

    private static async Task<string> BookAsync(TestApp app, string start) =>
        (await app.BookAsync("alice", "meeting", "dr-who", start)).Expect(201).Text("id");

    private static async IAsyncEnumerable<IReadOnlyList<string>> PagesAsync(TestApp app, string list, int limit)
    {
        for (string? cursor = null; ; )
        {
            var page = (await app.GetAsync($"{list}limit={limit}{(cursor is null ? "" : "&cursor=" + cursor)}")).Expect(200);
            yield return page["items"].EnumerateArray().Select(i => i.GetProperty("id").GetString()!).ToList();
            cursor = page["next"].GetString();
            if (cursor is null)
            {
                yield break;
            }
        }
    }
}
