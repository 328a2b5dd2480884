using Scheduler.Data.Model;

namespace Scheduler.Tests.Availability;

/// <summary>What a change leaves outside the open hours is told, however much it is, and holds up nobody.</summary>
public sealed class AffectedTests
{
    private const int Ahead = 1600;

    [Theory, OnEachDatabase]
    public async Task The_nearest_thousand_are_told_in_order(DatabaseProvider database)
    {
        await using var app = await TestApp.StartAsync(database);
        await app.OpenProviderAsync("dr-who", days: TestApp.AllDays);
        await StoreAsync(app);
        var affected = (await app.PutAsync("/api/providers/dr-who/hours", """{"weekly":[]}""")).Expect(200)["affected"];
        var starts = affected.EnumerateArray().Select(a => a.GetProperty("start").GetString()!).ToList();
        Assert.Equal((1000, "2026-11-23T09:00:00Z"), (starts.Count, starts[0]));
        Assert.Equal(starts.Order(StringComparer.Ordinal).Distinct(), starts);
    }

    /// <summary>The one writer of SQLite is free again before the appointments are looked at.</summary>
    [Fact]
    public async Task They_are_read_outside_the_writer()
    {
        await using var app = await TestApp.StartAsync(DatabaseProvider.Sqlite);
        using var statements = new SqlStatements(app);
        await app.OpenProviderAsync("dr-who", days: TestApp.AllDays);
        await StoreAsync(app);
        await Eventually.TrueAsync(
            async () =>
            {
                statements.Take();
                (await app.GetAsync("/api/providers/dr-who")).Expect(200);
                return statements.Take().Count > 0;
            },
            "statements are seen"
        );
        (await app.PutAsync("/api/providers/dr-who/hours", """{"weekly":[]}""")).Expect(200);
        var sent = statements.Take().ToList();
        var (written, read) = (
            sent.FindLastIndex(s => s.StartsWith("RELEASE", StringComparison.Ordinal)),
            sent.FindIndex(s => s.Contains("\"appointment_providers\"", StringComparison.Ordinal))
        );
        Assert.True(written >= 0 && read > written, string.Join('\n', sent));
    }

    [Theory, OnEachDatabase]
    public async Task Another_zone_and_other_types_tell_what_they_leave_behind(DatabaseProvider database)
    {
        await using var app = await TestApp.StartAsync(database);
        await app.OpenProviderAsync("dr-who");
        var early = (await app.BookAsync("alice", "meeting", "dr-who", "2026-11-23T09:00:00Z", 30)).Expect(201).Text("id");
        var late = (await app.BookAsync("bob", "consultation", "dr-who", "2026-11-24T16:00:00Z")).Expect(201).Text("id");
        var cancelled = (await app.BookAsync("carol", "meeting", "dr-who", "2026-11-24T16:30:00Z")).Expect(201).Text("id");
        (await app.CancelAsync(cancelled)).Expect(200);
        (await app.BookAsync("dave", "meeting", "dr-who", "2026-11-25T12:00:00Z")).Expect(201);

        // Open from 08:00 to 16:00 UTC, from 10:00 to 18:00, and from 09:00 again.
        Assert.Equal([late], Ids(await app.PatchAsync("/api/providers/dr-who", new { timeZone = "Europe/Berlin" })));
        Assert.Empty(Ids(await app.PatchAsync("/api/providers/dr-who", new { lastName = "Else" })));
        Assert.Equal([early], Ids(await app.PatchAsync("/api/providers/dr-who", new { timeZone = "Atlantic/Azores" })));
        Assert.Empty(Ids(await app.PatchAsync("/api/providers/dr-who", new { timeZone = "UTC" })));
        Assert.Equal([late], Ids(await app.PatchAsync("/api/providers/dr-who", new { appointmentTypes = new[] { "meeting" } })));
        Assert.Empty(Ids(await app.PatchAsync("/api/providers/dr-who", new { appointmentTypes = (string[]?)null })));
        Assert.Equal("confirmed", (await app.FindAsync(early)).Text("status"));

        static List<string> Ids(Answer changed) =>
            [.. changed.Expect(200)["affected"].EnumerateArray().Select(a => a.GetProperty("id").GetString()!)];
    }

    /// <summary>Sixteen a day, half an hour each, from Monday on.</summary>
    private static async Task StoreAsync(TestApp app)
    {
        await using var db = Contexts.Open(app.Database.Provider, app.Database.ConnectionString);
        var nowUtc = app.Clock.GetUtcNow().UtcDateTime;
        db.Clients.Add(new Scheduler.Data.Model.Client { Id = "many", CreatedUtc = nowUtc });
        var first = DateTime.SpecifyKind(new DateTime(2026, 11, 23, 9, 0, 0), DateTimeKind.Utc);
        for (var i = 0; i < Ahead; i++)
        {
            var start = first.AddDays(i / 16).AddMinutes(i % 16 * 30);
            var appointment = new Appointment
            {
                Id = Guid.CreateVersion7(),
                UserId = "many",
                AppointmentTypeId = "meeting",
                ProviderIds = ["dr-who"],
                Date = DateOnly.FromDateTime(start),
                StartUtc = start,
                EndUtc = start.AddMinutes(30),
                LocalStart = DateTime.SpecifyKind(start, DateTimeKind.Unspecified),
                TimeZone = "UTC",
                Status = AppointmentStatus.Confirmed,
                CreatedUtc = nowUtc,
                ConfirmedUtc = nowUtc,
            };
            db.Appointments.Add(appointment);
            db.AppointmentProviders.Add(
                new AppointmentProvider
                {
                    ProviderId = "dr-who",
                    StartUtc = start,
                    AppointmentId = appointment.Id,
                }
            );
            db.OccupiedTimes.Add(
                new OccupiedTime
                {
                    ProviderId = "dr-who",
                    FromUtc = start,
                    UntilUtc = appointment.EndUtc,
                    AppointmentId = appointment.Id,
                }
            );
        }

        await db.SaveChangesAsync();
    }
}
