using Microsoft.EntityFrameworkCore;
using Scheduler.Api.Appointments;
using Scheduler.Api.Audit;

namespace Scheduler.Tests.Audit;

/// <summary>What is kept for a number of days and then removed: rows of the audit, and past appointments.</summary>
/// <remarks>Boundaries: the last instant before a time is over; the newest seal, which stays.</remarks>
public sealed class RetentionTests
{
    [Theory, OnEachDatabase]
    public async Task A_trimmed_audit_says_where_it_begins_and_is_still_verified(DatabaseProvider database)
    {
        await using var app = await TestApp.StartAsync(database, TestApp.Now, "Audit:KeepDays", "3");
        for (var day = 0; day < 4; day++)
        {
            (await app.BookVisitAsync($"user{day}", "2026-12-01T09:00:00Z")).Expect(201);
            await app.DoJobAsync<SealAudit>();
            app.Clock.Advance(TimeSpan.FromDays(1));
        }

        // The first two are three days old, to the second, and a second less.
        app.Clock.Advance(TimeSpan.FromSeconds(-1));
        await app.DoJobAsync<TrimAudit>();
        Assert.Equal(["user1", "user2", "user3"], await UsersAsync());
        await using var db = Contexts.Open(database, app.Database.ConnectionString);
        // Nor is the address left with the event.
        Assert.Equal(3, await db.Events.CountAsync(e => e.Address == "127.0.0.1" && e.SubjectKind == "appointment"));
        var verdict = await new VerifyAudit(db).RunAsync(CancellationToken.None);
        Assert.Empty(verdict.Wrong);
        Assert.Equal((2L, 3, 1L), (verdict.First!.Id, verdict.Seals, verdict.Unsealed));

        // Whoever removes the oldest by hand is found: no row tells of it.
        await app.DoJobAsync<SealAudit>();
        Assert.Empty((await new VerifyAudit(db).RunAsync(CancellationToken.None)).Wrong);
        await db.Audit.Where(e => e.Seal == 2).ExecuteDeleteAsync();
        await db.AuditSeals.Where(s => s.Id == 2).ExecuteDeleteAsync();
        Assert.Contains("no row tells", Assert.Single((await new VerifyAudit(db).RunAsync(CancellationToken.None)).Wrong));

        // Much later all but the newest seal go, and the row of the trimming with them: a newer one has taken its place.
        app.Clock.Advance(TimeSpan.FromDays(30));
        await app.DoJobAsync<TrimAudit>();
        Assert.Empty(await UsersAsync());
        verdict = await new VerifyAudit(db).RunAsync(CancellationToken.None);
        Assert.Empty(verdict.Wrong);
        Assert.Equal((5L, 1), (verdict.First!.Id, verdict.Seals));

        async Task<List<string?>> UsersAsync() =>
            [
                .. (await app.AllAsync("/api/audit?action=appointment.*&limit=100"))
                    .Select(e => e.GetProperty("detail").GetProperty("userId").GetString())
                    .Order(StringComparer.Ordinal),
            ];
    }

    [Theory, OnEachDatabase]
    public async Task Past_appointments_are_kept_for_a_number_of_days(DatabaseProvider database)
    {
        await using var app = await TestApp.StartAsync(database, TestApp.Now, "Appointments:KeepDays", "10");
        await app.OpenProviderAsync("anna");
        var gone = (await app.BookAsync("alice", "meeting", "anna", "2026-11-23T09:00:00Z", 30)).Expect(201).Text("id");
        var moved = (await app.BookAsync("bob", "meeting", "anna", "2026-11-23T10:00:00Z", 30)).Expect(201).Text("id");
        var visit = (await app.BookVisitAsync("carol", "2026-11-23T23:30:00Z")).Expect(201).Text("id");
        app.Clock.Set("2026-12-03T09:29:59Z");
        await app.DoJobAsync<ForgetAppointments>();
        (await app.FindAsync(gone)).Expect(200);
        (await app.MoveAsync(moved, "2026-12-08T10:00:00Z")).Expect(200);
        app.Clock.Set("2026-12-03T12:00:00Z");
        await app.DoJobAsync<ForgetAppointments>();
        (await app.FindAsync(gone)).Expect(404);
        (await app.FindAsync(moved)).Expect(200);
        (await app.FindAsync(visit)).Expect(200);
        Assert.Empty(await app.AllAsync("/api/users/alice/appointments?limit=10"));
        var told = Assert.Single(await app.AllAsync("/api/audit?action=appointment.forgotten"));
        Assert.Equal(1, told.GetProperty("detail").GetProperty("count").GetInt32());

        app.Clock.Set("2026-12-04T00:00:00Z");
        await app.DoJobAsync<ForgetAppointments>();
        (await app.FindAsync(visit)).Expect(404);
        await using var db = Contexts.Open(database, app.Database.ConnectionString);
        Assert.Single(await db.OccupiedTimes.ToListAsync());
        Assert.Single(await db.AppointmentProviders.ToListAsync());
    }

    [Fact]
    public async Task Without_the_settings_nothing_is_removed()
    {
        await using var app = await TestApp.StartAsync(DatabaseProvider.Sqlite);
        var visit = (await app.BookVisitAsync("carol", "2026-11-23T09:00:00Z")).Expect(201).Text("id");
        await app.DoJobAsync<SealAudit>();
        (await app.BookVisitAsync("dave", "2026-11-23T09:00:00Z")).Expect(201);
        await app.DoJobAsync<SealAudit>();
        app.Clock.Advance(TimeSpan.FromDays(3650));
        await app.DoJobAsync<TrimAudit>();
        await app.DoJobAsync<ForgetAppointments>();
        (await app.FindAsync(visit)).Expect(200);
        Assert.Equal(2, (await app.AllAsync("/api/audit?action=appointment.*")).Count);
    }
}
