using Microsoft.EntityFrameworkCore;
using Scheduler.Api.Audit;
using Scheduler.Api.Events;
using Scheduler.Api.Http;

namespace Scheduler.Tests.Audit;

/// <summary>What happened comes into the audit behind the bookings: all of it, once, and before anybody reads it.</summary>
/// <remarks>Boundaries: a whole batch and one more; nothing to copy; events whose rows an older version has stored.</remarks>
public sealed class CopyEventsTests
{
    private const string Events = "/api/audit?action=appointment.*&limit=200";

    [Theory, OnEachDatabase]
    public async Task Each_event_is_there_once_however_many_read_at_the_same_time(DatabaseProvider database)
    {
        await using var app = await TestApp.StartAsync(database);
        await using var other = database == DatabaseProvider.Postgres ? app.StartAnother() : null;
        await using var db = Contexts.Open(database, app.Database.ConnectionString);
        for (var round = 1; round <= 3; round++)
        {
            var booked = round;
            await Task.WhenAll(
                Enumerable.Range(0, 20).Select(async i => (await app.BookVisitAsync($"u{booked}-{i}", "2026-11-23T09:00:00Z")).Expect(201))
            );
            // No booking has written its row.
            Assert.Equal(20 * (round - 1), await db.Audit.CountAsync());
            var reads = Enumerable.Range(0, 8).Select(i => ((i % 2 == 0 ? other : null) ?? app).GetAsync(Events)).ToList();
            Assert.All(await Task.WhenAll(reads), read => Assert.Equal(20 * booked, read.Expect(200)["items"].GetArrayLength()));
            Assert.Equal(20 * round, await db.Audit.Select(e => e.SubjectId).Distinct().CountAsync());
            Assert.Equal(20 * round, await db.Audit.CountAsync());
        }
    }

    [Theory, OnEachDatabase]
    public async Task More_than_a_batch_is_read_whole_and_sealed_in_steps(DatabaseProvider database)
    {
        await using var app = await TestApp.StartAsync(database);
        await using var db = Contexts.Open(database, app.Database.ConnectionString);
        await StoreAsync(db, CopyEvents.Batch + 1, "127.0.0.1");
        await app.DoJobAsync<SealAudit>();
        Assert.Equal((CopyEvents.Batch, 1), (await db.Audit.CountAsync(e => e.Seal == 1), await db.AuditSeals.CountAsync()));
        await app.DoJobAsync<SealAudit>();
        await app.DoJobAsync<SealAudit>();
        Assert.Equal((1, 2), (await db.Audit.CountAsync(e => e.Seal == 2), await db.AuditSeals.CountAsync()));
        await StoreAsync(db, (2 * CopyEvents.Batch) + 1, "");
        Assert.Equal((3 * CopyEvents.Batch) + 2, (await app.AllAsync(Events)).Count);
        Assert.Equal((2 * CopyEvents.Batch) + 1, await db.Audit.CountAsync(e => e.Address == null));
    }

    /// <summary>During an upgrade both versions write.</summary>
    [Theory, OnEachDatabase]
    public async Task What_an_older_version_has_stored_with_its_event_is_not_copied(DatabaseProvider database)
    {
        await using var app = await TestApp.StartAsync(database);
        await using var db = Contexts.Open(database, app.Database.ConnectionString);
        await StoreAsync(db, 3, null);
        Assert.Empty(await app.AllAsync(Events));
        (await app.BookVisitAsync("alice", "2026-11-23T09:00:00Z")).Expect(201);
        Assert.Single(await app.AllAsync(Events));
    }

    [Theory, OnEachDatabase]
    public async Task An_event_that_is_forgotten_stays_in_the_audit(DatabaseProvider database)
    {
        await using var app = await TestApp.StartAsync(database, TestApp.Now, "Events:KeepDays", "1");
        (await app.BookVisitAsync("alice", "2026-12-23T09:00:00Z")).Expect(201);
        app.Clock.Advance(TimeSpan.FromDays(2));
        (await app.BookVisitAsync("bob", "2026-12-23T09:00:00Z")).Expect(201);
        await app.DoJobAsync<ForgetEvents>();
        await using var db = Contexts.Open(database, app.Database.ConnectionString);
        Assert.Equal((1, 2), (await db.Events.CountAsync(), await db.Audit.CountAsync()));
    }

    /// <summary>What is copied on the primary may not be on the standby yet.</summary>
    [Fact]
    public async Task The_pages_that_copy_are_never_read_from_a_standby()
    {
        await using var app = await TestApp.StartAsync(DatabaseProvider.Sqlite);
        var old = app.Routes.Where(StandbyReads.ReadsOld).Select(r => r.RoutePattern.RawText).ToHashSet();
        Assert.Contains("/clients/{id}", old);
        Assert.DoesNotContain("/clients/{id}/export", old);
        Assert.DoesNotContain("/audit", old);
        Assert.DoesNotContain("/api/audit", old);
    }

    private static async Task StoreAsync(Scheduler.Data.SchedulerDbContext db, int count, string? address)
    {
        db.Events.AddRange(
            Enumerable
                .Range(0, count)
                .Select(i => new Scheduler.Data.Model.Event
                {
                    Type = EventTypes.AppointmentConfirmed,
                    AtUtc = new DateTime(2026, 11, 21, 8, 0, 0, DateTimeKind.Utc),
                    ActorKind = "open",
                    SubjectKind = EventSubjects.Appointment,
                    SubjectId = $"appointment-{i}",
                    Address = address,
                    Data = "{}",
                })
        );
        await db.SaveChangesAsync();
        db.ChangeTracker.Clear();
    }
}
