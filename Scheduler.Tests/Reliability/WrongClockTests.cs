using Microsoft.EntityFrameworkCore;
using Scheduler.Data.Model;

namespace Scheduler.Tests.Reliability;

/// <summary>Two instances on one PostgreSQL, one on a machine whose clock is set wrong while it runs: both go by the database's.</summary>
public sealed class WrongClockTests
{
    /// <summary>Minutes: ten, a day and one hour, ten behind; and as many others as are asked for.</summary>
    public static TheoryData<int> Ahead =>
        [10, 25 * 60, -10, .. Enumerable.Range(0, Scale.Of("SCHEDULER_CHAOS_CLOCKS", 0)).Select(_ => Random.Shared.Next(-3000, 3000))];

    [Theory, MemberData(nameof(Ahead))]
    public async Task Holds_keys_and_notice_are_what_they_are_on_the_database(int minutesAhead)
    {
        Assert.SkipWhen(PostgresServer.WhyMissing is not null, PostgresServer.WhyMissing ?? "");
        await using var database = await TestDatabase.CreateAsync(DatabaseProvider.Postgres);
        var wrong = new SettableMachine();
        await using var right = TestApp.StartByServerTime(database, TimeProvider.System);
        await using var other = TestApp.StartByServerTime(database, wrong, "Scheduling:SweepSeconds", "1");
        await right.OpenProviderAsync("dr-who", "00:00", "24:00", days: TestApp.AllDays);
        await right.CreateTypeAsync(Type("five-minutes", holdSeconds: 300));
        await right.CreateTypeAsync(Type("blink", holdSeconds: 1));
        wrong.Ahead = TimeSpan.FromMinutes(minutesAhead);

        var held = (await BookAsync(right, "five-minutes", 66)).Expect(201);
        var heldByOther = (await BookAsync(other, "five-minutes", 67)).Expect(201);
        foreach (var hold in new[] { held, heldByOther })
        {
            Assert.InRange(
                DateTimeOffset.Parse(hold.Text("holdExpiresAt")) - TimeProvider.System.GetUtcNow(),
                TimeSpan.FromSeconds(270),
                TimeSpan.FromSeconds(301)
            );
        }

        var visit = (await VisitAsync(right)).Expect(201);
        Assert.Equal(visit.Body, (await VisitAsync(other)).Expect(201).Body);
        (await BookAsync(other, "five-minutes", 58)).Expect(422);
        (await BookAsync(right, "five-minutes", 58)).Expect(422);

        // What has truly lapsed goes: so the other one's sweepers have run.
        (await BookAsync(other, "blink", 70)).Expect(201);
        await using var db = Contexts.Open(database.Provider, database.ConnectionString);
        await db.Database.ExecuteSqlRawAsync(
            "INSERT INTO idempotency_keys (\"Caller\", \"Path\", \"Key\", \"BodyHash\", \"Status\", \"Body\", \"CreatedUtc\") "
                + "VALUES ('', '/old', 'old', '', 201, '', now() - interval '25 hours')"
        );
        await Eventually.TrueAsync(async () => !await db.IdempotencyKeys.AnyAsync(k => k.Key == "old"), "old keys are swept");
        var blinks = db.Appointments.Where(a => a.AppointmentTypeId == "blink");
        await Eventually.TrueAsync(() => blinks.AnyAsync(a => a.Status == AppointmentStatus.Expired), "lapsed holds are swept");
        (await other.ConfirmAsync(held.Text("id"))).Expect(200);
        (await right.ConfirmAsync(heldByOther.Text("id"))).Expect(200);
        foreach (var app in new[] { right, other })
        {
            var again = (await VisitAsync(app)).Expect(201);
            Assert.Equal((visit.Body, true), (again.Body, again.Headers.Contains("Idempotency-Replayed")));
        }
    }

    private static object Type(string id, int holdSeconds) =>
        new
        {
            id,
            name = id,
            minMinutes = 1,
            maxMinutes = 1,
            stepMinutes = 1,
            gridMinutes = 1,
            noticeMinutes = 60,
            holdSeconds,
            provider = "required",
            dailyLimit = "none",
            bufferBeforeMinutes = 0,
            bufferAfterMinutes = 0,
        };

    private static Task<Answer> BookAsync(TestApp app, string type, int minutesAhead) =>
        app.BookAsync("alice", type, "dr-who", Minute(minutesAhead));

    private static Task<Answer> VisitAsync(TestApp app) =>
        app.PostAsync(
            "/api/appointments",
            $$"""{"userId":"bob","start":"{{TimeProvider.System.GetUtcNow().AddDays(3):yyyy-MM-dd}}T10:00:00Z"}""",
            ("Idempotency-Key", "k")
        );

    private static string Minute(int ahead) => TimeProvider.System.GetUtcNow().AddMinutes(ahead).ToString("yyyy-MM-ddTHH:mm:00Z");
}
