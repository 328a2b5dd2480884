using Scheduler.Tests.Events;

namespace Scheduler.Tests.FrontDesk;

/// <summary>Arrived, done, did not come: said of confirmed appointments from their day on.</summary>
/// <remarks>The day of 25 November in Auckland begins at 11:00 UTC of the 24th.</remarks>
public sealed class AttendanceTests
{
    [Theory, OnEachDatabase]
    public async Task It_is_said_from_the_first_minute_of_the_day_and_can_be_taken_back(DatabaseProvider database)
    {
        await using var app = await TestApp.StartAsync(database);
        await app.OpenProviderAsync("dr-who", timeZone: "Pacific/Auckland");
        var booked = (await app.BookAsync("alice", "meeting", "dr-who", "2026-11-24T21:00:00Z")).Expect(201);
        var id = booked.Text("id");
        Assert.Equal(("", ""), (booked.Text("attendance"), booked.Text("attendanceAt")));
        var early = (await SayAsync("arrived")).Expect(409, "too-early");
        Assert.Equal("2026-11-24T11:00:00Z", early.Text("earliest"));
        (await SayAsync(null)).Expect(409, "too-early");
        app.Clock.Set("2026-11-24T10:59:59Z");
        (await SayAsync("arrived")).Expect(409, "too-early");

        app.Clock.Set("2026-11-24T11:00:00Z");
        var feed = app.Follow();
        await feed.TakeAsync();
        var arrived = (await SayAsync("arrived")).Expect(200);
        Assert.Equal(("arrived", "2026-11-24T11:00:00Z"), (arrived.Text("attendance"), arrived.Text("attendanceAt")));
        await (await feed.OneAsync("appointment.attendance")).IsAsync(app, id);
        Assert.Equal(arrived.Body, (await SayAsync("arrived")).Expect(200).Body);
        await feed.NoneAsync("the same again");
        app.Clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal("no-show", (await SayAsync("no-show")).Expect(200).Text("attendance"));
        var nothing = (await SayAsync(null)).Expect(200);
        Assert.Equal(("", ""), (nothing.Text("attendance"), nothing.Text("attendanceAt")));
        Assert.Equal(2, (await feed.TakeAsync()).Count);

        (await app.PostAsync($"/api/appointments/{id}/attendance", new { attendance = "late" })).Expect(400, "invalid-request");
        (await app.PostAsync($"/api/appointments/{id}/attendance", new { })).Expect(400, "invalid-request");
        (await app.PostAsync($"/api/appointments/{Guid.CreateVersion7()}/attendance", new { attendance = "done" })).Expect(404);
        (await app.PostAsync($"/api/appointments/{id}/attendance", new { attendance = "done" }, ("If-Match", "\"1\""))).Expect(412);

        Task<Answer> SayAsync(string? attendance) => app.PostAsync($"/api/appointments/{id}/attendance", new { attendance });
    }

    [Theory, OnEachDatabase]
    public async Task Only_confirmed_ones_have_it_and_it_ends_with_the_day(DatabaseProvider database)
    {
        await using var app = await TestApp.StartAsync(database);
        await app.OpenProviderAsync("dr-who", days: TestApp.AllDays);
        var id = (await app.BookAsync("alice", "meeting", "dr-who", "2026-11-21T09:00:00Z")).Expect(201).Text("id");
        (await SayAsync(id)).Expect(200);
        // An hour later it is still said; on another day it is not.
        Assert.Equal("arrived", (await app.MoveAsync(id, "2026-11-21T10:00:00Z")).Expect(200).Text("attendance"));
        var moved = (await app.MoveAsync(id, "2026-11-23T10:00:00Z")).Expect(200);
        Assert.Equal(("", ""), (moved.Text("attendance"), moved.Text("attendanceAt")));
        (await app.MoveAsync(id, "2026-11-21T10:00:00Z")).Expect(200);
        (await SayAsync(id)).Expect(200);
        Assert.Equal("", (await app.CancelAsync(id)).Expect(200).Text("attendance"));
        Assert.Equal("cancelled", (await SayAsync(id)).Expect(409, "wrong-state").Text("state"));
        var held = (await app.BookAsync("alice", "consultation", "dr-who", "2026-11-24T09:00:00Z")).Expect(201).Text("id");
        app.Clock.Set("2026-11-24T09:00:00Z");
        Assert.Equal("expired", (await SayAsync(held)).Expect(409, "wrong-state").Text("state"));

        Task<Answer> SayAsync(string appointment) =>
            app.PostAsync($"/api/appointments/{appointment}/attendance", new { attendance = "arrived" });
    }
}
