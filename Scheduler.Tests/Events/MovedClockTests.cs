using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Scheduler.Api;
using Scheduler.Api.Appointments;

namespace Scheduler.Tests.Events;

/// <summary>New zone data: appointments whose clock it moves are told of, and nothing is changed.</summary>
public sealed class MovedClockTests
{
    [Theory, OnEachDatabase]
    public async Task An_appointment_that_is_at_another_time_of_day_than_was_meant_is_told_of_once(DatabaseProvider database)
    {
        await using var app = await TestApp.StartAsync(database);
        await app.OpenProviderAsync("dr-who", "00:00", "24:00", "Europe/Berlin", TestApp.AllDays);
        var moved = (await app.BookAsync("alice", "meeting", "dr-who", "2026-11-23T09:00:00Z")).Expect(201).Text("id");
        (await app.BookAsync("alice", "meeting", "dr-who", "2026-11-23T10:00:00Z")).Expect(201);
        (await app.BookVisitAsync("alice", "2026-11-23T09:00:00Z")).Expect(201);
        var cancelled = (await app.BookAsync("bob", "meeting", "dr-who", "2026-11-23T11:00:00Z")).Expect(201).Text("id");
        (await app.CancelAsync(cancelled)).Expect(200);
        var lapsed = (await app.BookAsync("bob", "consultation", "dr-who", "2026-11-23T12:00:00Z")).Expect(201).Text("id");
        var past = (await app.BookAsync("bob", "meeting", "dr-who", "2026-11-21T08:15:00Z")).Expect(201).Text("id");
        app.Clock.Advance(TimeSpan.FromMinutes(31));
        var feed = app.Follow();
        await feed.TakeAsync();
        await RunAsync(app, "2026c");
        await feed.NoneAsync("a first look");

        // As if Berlin had been two hours ahead of UTC when these were booked.
        await using var db = Contexts.Open(database, app.Database.ConnectionString);
        var changed = new[] { moved, cancelled, lapsed, past }.Select(Guid.Parse).ToList();
        await db.Appointments.Where(a => changed.Contains(a.Id)).ForEachAsync(a => a.LocalStart = a.LocalStart.AddHours(1));
        await db.SaveChangesAsync();
        var before = await RowsAsync(db);
        await RunAsync(app, "2026c");
        await feed.NoneAsync("the same zone data");

        await RunAsync(app, "2026d");
        var e = await feed.OneAsync("appointment.clock-moved");
        e.By("system");
        await e.IsAsync(app, moved, "timeZone", "meantLocalStart", "localStart");
        var data = e.GetProperty("data");
        Assert.Equal(
            ("Europe/Berlin", "2026-11-23T11:00", "2026-11-23T10:00"),
            (
                data.GetProperty("timeZone").GetString(),
                data.GetProperty("meantLocalStart").GetString(),
                data.GetProperty("localStart").GetString()
            )
        );
        await RunAsync(app, "2026d");
        await feed.NoneAsync("a second look");
        db.ChangeTracker.Clear();
        Assert.Equal(before, await RowsAsync(db));
    }

    [Theory, OnEachDatabase]
    public async Task Two_that_compare_at_once_tell_of_it_once(DatabaseProvider database)
    {
        await using var app = await TestApp.StartAsync(database);
        await app.OpenProviderAsync("dr-who", "00:00", "24:00", "Europe/Berlin", TestApp.AllDays);
        (await app.BookAsync("alice", "meeting", "dr-who", "2026-11-23T09:00:00Z")).Expect(201);
        await using var db = Contexts.Open(database, app.Database.ConnectionString);
        await db.Appointments.ForEachAsync(a => a.LocalStart = a.LocalStart.AddHours(1));
        await db.SaveChangesAsync();
        var feed = app.Follow();
        await feed.TakeAsync();
        foreach (var release in new[] { "2026d", "2026e" })
        {
            // Without a row of progress, and with one.
            await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => RunAsync(app, release)));
            await feed.OneAsync("appointment.clock-moved");
        }
    }

    private static Task<int> RunAsync(TestApp app, string release) =>
        app.RunAsync(
            new CompareWallClocks(
                app.Services.GetRequiredService<WriteQueue>(),
                app.Services.GetRequiredService<IOptions<SchedulingOptions>>(),
                release
            )
        );

    private static async Task<List<string>> RowsAsync(Scheduler.Data.SchedulerDbContext db) =>
        (await db.Appointments.AsNoTracking().OrderBy(a => a.Id).ToListAsync()).ConvertAll(a =>
            $"{a.Id} {a.Status} {a.Version} {a.StartUtc:s} {a.EndUtc:s} {a.LocalStart:s} {a.TimeZone}"
        );
}
