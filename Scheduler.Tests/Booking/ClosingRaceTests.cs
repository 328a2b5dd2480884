using static Scheduler.Tests.Booking.Race;

namespace Scheduler.Tests.Booking;

/// <summary>
/// A booking and a change of what it was checked against cannot both win: it comes before the change, which then names it or leaves
/// it be, or it is checked against the change.
/// </summary>
public sealed class ClosingRaceTests
{
    private const string Date = "2026-11-24";

    [Theory, OnEachDatabase]
    public async Task Whatever_a_closing_leaves_outside_it_names(DatabaseProvider database) =>
        await AffectedAsync(database, (app, provider) => app.SetDateAsync(provider, Date, ""));

    [Theory, OnEachDatabase]
    public async Task Whatever_another_zone_leaves_outside_it_names(DatabaseProvider database) =>
        await AffectedAsync(
            database,
            (app, provider) => app.PatchAsync($"/api/providers/{provider}", new { timeZone = "Pacific/Auckland" })
        );

    [Theory, OnEachDatabase]
    public async Task Whatever_a_closed_day_of_the_office_leaves_outside_it_names(DatabaseProvider database) =>
        await AffectedAsync(
            database,
            (app, _) => app.PutAsync("/api/closures", $$$"""{"dates":{"{{{Date}}}":"Feast"}}"""),
            prepare: app => app.PutAsync("/api/closures", """{"dates":{}}"""),
            subject: _ => ("office", "closures")
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
    /// <param name="prepare">Before each round.</param>
    /// <param name="subject">Of the change's event; the provider unless said.</param>
    private static async Task AffectedAsync(
        DatabaseProvider database,
        Func<TestApp, string, Task<Answer>> change,
        Func<TestApp, Task>? prepare = null,
        Func<string, (string Kind, string Id)>? subject = null
    )
    {
        await using var app = await TestApp.StartAsync(database);
        await RaceAsync(async round =>
        {
            var provider = $"dr-{round}";
            await (prepare?.Invoke(app) ?? Task.CompletedTask);
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
            var (kind, id) = subject?.Invoke(provider) ?? ("provider", provider);
            Assert.Empty(
                await AfterAsync(
                    app,
                    kind,
                    id,
                    e => e.GetProperty("data").TryGetProperty("providerIds", out var ids) && ids[0].GetString() == provider
                )
            );
            return booked;
        });
        await Invariants.CheckAsync(app);
    }
}
