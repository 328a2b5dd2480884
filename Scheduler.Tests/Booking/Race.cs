using System.Text.Json;

namespace Scheduler.Tests.Booking;

/// <summary>Bookings that run into a change of what they were checked against, round after round.</summary>
internal static class Race
{
    private const int Bookings = 16;
    private const int MostRounds = 25;
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(2.5);

    /// <summary>Rounds for as long as a test may take; of all the bookings some must have won and some lost.</summary>
    public static async Task RaceAsync(Func<int, Task<IReadOnlyList<Answer>>> round)
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

    public static async Task<IReadOnlyList<Answer>> TogetherAsync(int round, Func<int, Task<Answer>> book, Func<Task<Answer>> change)
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
    public static Task<List<JsonElement>> AfterAsync(TestApp app, string type) =>
        AfterAsync(app, "appointment-type", type, e => e.GetProperty("data").GetProperty("appointmentType").GetString() == type);

    /// <summary>What was booked or moved after the last change of this subject, and fits.</summary>
    public static async Task<List<JsonElement>> AfterAsync(TestApp app, string kind, string id, Func<JsonElement, bool> fits)
    {
        var change = (await app.Follow($"subject={kind}:{id}").TakeAsync())[^1].GetProperty("id").GetString();
        var after = (
            await app.GetAsync($"/api/events?limit=200&types=appointment.confirmed,appointment.rescheduled&after={change}")
        ).Expect(200)["items"];
        return [.. after.EnumerateArray().Where(fits)];
    }
}
