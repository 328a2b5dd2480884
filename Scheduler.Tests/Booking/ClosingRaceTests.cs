using System.Text.Json;

namespace Scheduler.Tests.Booking;

/// <summary>
/// A booking and a change of what it was checked against cannot both win: it comes before the change, which then names it or leaves
/// it be, or it is checked against the change.
/// </summary>
public sealed class ClosingRaceTests
{
    private const int Bookings = 16;
    private const int MostRounds = 25;
    private const string Date = "2026-11-24";
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(2.5);

    [Theory, OnEachDatabase]
    public async Task Whatever_a_closing_leaves_outside_it_names(DatabaseProvider database) =>
        await AffectedAsync(database, (app, provider) => app.SetDateAsync(provider, Date, ""));

    [Theory, OnEachDatabase]
    public async Task Whatever_another_zone_leaves_outside_it_names(DatabaseProvider database) =>
        await AffectedAsync(
            database,
            (app, provider) => app.PatchAsync($"/api/providers/{provider}", new { timeZone = "Pacific/Auckland" })
        );

    /// <summary>With a provider, and without: that booking is one round trip without a look in its transaction.</summary>
    [Theory, OnEachDatabase("required", "none")]
    public async Task No_longer_booking_comes_after_a_shorter_limit(DatabaseProvider database, string provider)
    {
        await using var app = await TestApp.StartAsync(database);
        await app.OpenProviderAsync("dr-who", "00:00", "24:00", days: TestApp.AllDays);
        await RaceAsync(async round =>
        {
            var type = await app.CreateTypeAsync(
                new
                {
                    id = $"type-{round}",
                    name = "Type",
                    minMinutes = 15,
                    maxMinutes = 60,
                    stepMinutes = 15,
                    gridMinutes = 15,
                    provider,
                }
            );
            var day = DateOnly.Parse(Date).AddDays(round);
            var booked = await TogetherAsync(
                round,
                i =>
                    app.PostAsync(
                        "/api/appointments",
                        new
                        {
                            userId = $"user-{i}",
                            appointmentType = type,
                            providerIds = provider == "none" ? Array.Empty<string>() : ["dr-who"],
                            start = $"{day:yyyy-MM-dd}T{i:00}:00:00Z",
                            minutes = 60,
                        }
                    ),
                () => app.PatchAsync($"/api/appointment-types/{type}", new { maxMinutes = 30 })
            );
            Assert.All(await AfterAsync(app, type), e => Assert.Fail($"booked afterwards: {e}"));
            return booked;
        });
    }

    [Theory, OnEachDatabase]
    public async Task One_a_day_counts_whatever_is_booked_after_it(DatabaseProvider database)
    {
        await using var app = await TestApp.StartAsync(database);
        await RaceAsync(async round =>
        {
            var type = await app.CreateTypeAsync(
                new
                {
                    id = $"type-{round}",
                    name = "Type",
                    minMinutes = 15,
                    maxMinutes = 15,
                    provider = "none",
                    dailyLimit = "none",
                }
            );
            var booked = await TogetherAsync(
                round,
                i =>
                    app.PostAsync(
                        "/api/appointments",
                        new
                        {
                            userId = $"user-{round}",
                            appointmentType = type,
                            start = $"{Date}T{i:00}:00:00Z",
                        }
                    ),
                () => app.PatchAsync($"/api/appointment-types/{type}", new { dailyLimit = "start-date" })
            );
            var after = await AfterAsync(app, type);
            Assert.True(after.Count <= 1, $"{after.Count} on one day after the change.");
            return booked;
        });
    }

    /// <summary>Bookings of one date, and appointments that are moved to it, against a change that leaves all of it outside.</summary>
    private static async Task AffectedAsync(DatabaseProvider database, Func<TestApp, string, Task<Answer>> change)
    {
        await using var app = await TestApp.StartAsync(database);
        await RaceAsync(async round =>
        {
            var provider = $"dr-{round}";
            await app.OpenProviderAsync(provider, "09:00", "17:00", days: TestApp.AllDays);
            var elsewhere = new List<string>();
            for (var i = 0; i < 4; i++)
            {
                elsewhere.Add(
                    (await app.BookAsync($"user-{i}", "meeting", provider, $"2026-11-26T{9 + i:00}:00:00Z", 30)).Expect(201).Text("id")
                );
            }

            Answer? changed = null;
            var booked = await TogetherAsync(
                round,
                i =>
                    i % 4 == 0
                        ? app.MoveAsync(elsewhere[i / 4], $"{Date}T{9 + (i / 2):00}:{i % 2 * 30:00}:00Z")
                        : app.BookAsync($"user-{i}", "meeting", provider, $"{Date}T{9 + (i / 2):00}:{i % 2 * 30:00}:00Z", 30),
                async () => changed = await change(app, provider)
            );
            var affected = changed!["affected"].EnumerateArray().Select(a => a.GetProperty("id").GetString()!).ToHashSet();
            var silent = booked.Where(a => a.Status < 300).Select(a => a.Text("id")).Where(id => !affected.Contains(id)).ToList();
            Assert.True(
                silent.Count == 0,
                $"Round {round}: {silent.Count} of {booked.Count(a => a.Status < 300)} stored outside, and nobody was told."
            );
            // The feed has them in the order in which they were stored.
            Assert.Empty(
                await AfterAsync(
                    app,
                    "provider",
                    provider,
                    e => e.GetProperty("data").TryGetProperty("providerIds", out var ids) && ids[0].GetString() == provider
                )
            );
            return booked;
        });
        await Invariants.CheckAsync(app);
    }

    /// <summary>Rounds for as long as a test may take; of all the bookings some must have won and some lost.</summary>
    private static async Task RaceAsync(Func<int, Task<IReadOnlyList<Answer>>> round)
    {
        var (won, lost, rounds, started) = (0, 0, 0, TimeProvider.System.GetTimestamp());
        while (rounds < MostRounds && (rounds < 3 || TimeProvider.System.GetElapsedTime(started) < Long))
        {
            var answers = await round(rounds++);
            won += answers.Count(a => a.Status < 300);
            lost += answers.Count(a => a.Status is 409 or 422);
            Assert.All(answers, a => Assert.True(a.Status is 200 or 201 or 409 or 422, $"{a.Status} {a.Body}"));
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"{rounds} rounds: {won} before the change, {lost} after it");
        Assert.True(won > 0 && lost > 0, $"{won} before and {lost} after: there was no race.");
    }

    private static async Task<IReadOnlyList<Answer>> TogetherAsync(int round, Func<int, Task<Answer>> book, Func<Task<Answer>> change)
    {
        var asked = Enumerable.Range(0, Bookings / 2).Select(book).ToList();
        // Every other time the change comes while the first bookings are being stored.
        _ = round % 2 == 0 ? null : await Task.WhenAny(asked);
        var changing = change();
        asked.AddRange(Enumerable.Range(Bookings / 2, Bookings / 2).Select(book));
        var answers = await Task.WhenAll(asked);
        (await changing).Expect(200);
        return answers;
    }

    /// <summary>What was booked or moved with this type after its last change.</summary>
    private static Task<List<JsonElement>> AfterAsync(TestApp app, string type) =>
        AfterAsync(app, "appointment-type", type, e => e.GetProperty("data").GetProperty("appointmentType").GetString() == type);

    /// <summary>What was booked or moved after the last change of this subject, and fits.</summary>
    private static async Task<List<JsonElement>> AfterAsync(TestApp app, string kind, string id, Func<JsonElement, bool> fits)
    {
        var change = (await app.Follow($"subject={kind}:{id}").TakeAsync())[^1].GetProperty("id").GetString();
        var after = (
            await app.GetAsync($"/api/events?limit=200&types=appointment.confirmed,appointment.rescheduled&after={change}")
        ).Expect(200)["items"];
        return [.. after.EnumerateArray().Where(fits)];
    }
}
