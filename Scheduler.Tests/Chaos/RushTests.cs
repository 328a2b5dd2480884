using Scheduler.Data.Model;

namespace Scheduler.Tests.Chaos;

/// <summary>Many who want any free provider at one instant: as many are booked as there are providers.</summary>
/// <remarks><c>scripts/chaos</c> sets how many providers there are.</remarks>
public sealed class RushTests
{
    private const string Start = "2026-11-24T10:00:00Z";
    private static readonly int Providers = Scale.Of("SCHEDULER_CHAOS_RUSH", 200);

    [Theory, OnEachDatabase]
    public async Task As_many_as_there_are_providers_are_all_booked(DatabaseProvider database) =>
        await RushAsync(database, Providers, Providers);

    [Theory, OnEachDatabase]
    public async Task Of_more_than_there_are_providers_as_many_are_booked(DatabaseProvider database) =>
        await RushAsync(database, Providers * 3 / 10, Providers / 2);

    private static async Task RushAsync(DatabaseProvider database, int providers, int bookings)
    {
        await using var app = await TestApp.StartAsync(database);
        await StoreAsync(app, providers);
        // What a first request costs is nothing of the rush.
        await Task.WhenAll(Enumerable.Range(0, 4).Select(i => app.BookAsync($"early-{i}", "meeting", "any", "2026-11-25T10:00:00Z")));
        var (started, worked) = (TimeProvider.System.GetTimestamp(), Environment.CpuUsage.TotalTime);
        var answers = await Task.WhenAll(Enumerable.Range(0, bookings).Select(i => app.BookAsync($"user-{i}", "meeting", "any", Start)));
        var (took, work) = (TimeProvider.System.GetElapsedTime(started), Environment.CpuUsage.TotalTime - worked);

        var won = answers.Where(a => a.Status == 201).ToList();
        Assert.Equal(Math.Min(providers, bookings), won.Count);
        Assert.Equal(won.Count, won.Select(a => a.Text("providerIds.0")).Distinct().Count());
        Assert.All(answers.Where(a => a.Status != 201), a => a.Expect(409, "slot-taken"));
        await Invariants.CheckAsync(app);
        await ChaosRun.ReportAsync(
            $"{database}, {bookings} at once for any of {providers} providers: {won.Count} booked, "
                + $"{answers.Length - won.Count} told it was taken, in {took.TotalSeconds:0.00} s, "
                + $"{work.TotalSeconds:0.00} s of processor time with the callers"
        );
    }

    private static async Task StoreAsync(TestApp app, int providers)
    {
        await using var db = Contexts.Open(app.Database.Provider, app.Database.ConnectionString);
        for (var i = 0; i < providers; i++)
        {
            var id = $"dr-{i:0000}";
            db.Providers.Add(
                new Provider
                {
                    Id = id,
                    FirstName = "Provider",
                    LastName = id,
                    TimeZone = "UTC",
                    CreatedUtc = app.Clock.GetUtcNow().UtcDateTime,
                }
            );
            db.WeeklyHours.AddRange(
                Enum.GetValues<DayOfWeek>()
                    .Select(day => new WeeklyHours
                    {
                        ProviderId = id,
                        Day = day,
                        Ranges = "09:00-17:00",
                    })
            );
        }

        await db.SaveChangesAsync();
    }
}
