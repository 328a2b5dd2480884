using Scheduler.Tests.Web.Support;

namespace Scheduler.Tests.Events;

/// <summary>Events of what is done on the pages name who did it.</summary>
public sealed class PageEventTests
{
    [Theory, OnEachDatabase]
    public async Task A_hold_of_a_visitor_is_nobodys_until_its_link_confirms_it(DatabaseProvider database)
    {
        await using var app = await TestApp.StartAsync(database);
        await app.OpenProviderAsync("anna");
        var feed = app.Follow();
        await feed.TakeAsync();
        var hold = await app.HoldAsync("anna", "consultation", "2026-11-24T10:00:00Z");
        var held = await feed.OneAsync("appointment.held");
        held.By("public");
        await held.IsAsync(app, hold.Id);
        Assert.Equal("hold:public", held.GetProperty("data").GetProperty("userId").GetString());

        await app.SendFormAsync(hold, hold.Link, Forms.Noor);
        var confirmed = await feed.TakeAsync();
        Assert.Equal(["client.created", "appointment.confirmed"], confirmed.Select(e => e.GetProperty("type").GetString()));
        Assert.All(confirmed, e => e.By("manage-link", hold.Id));
        await confirmed[1].IsAsync(app, hold.Id);
        Assert.Equal(
            confirmed[0].GetProperty("subject").GetProperty("id").GetString(),
            confirmed[1].GetProperty("data").GetProperty("userId").GetString()
        );

        await app.SendFormAsync($"/providers/anna/appointments/{hold.Id}/cancel");
        var cancelled = await feed.OneAsync("appointment.cancelled");
        cancelled.By("open");
        await cancelled.IsAsync(app, hold.Id);
    }

    [Theory, OnEachDatabase]
    public async Task A_release_is_a_cancellation_by_the_link(DatabaseProvider database)
    {
        await using var app = await TestApp.StartAsync(database);
        await app.OpenProviderAsync("anna");
        var hold = await app.HoldAsync("anna", "consultation", "2026-11-24T10:00:00Z");
        var feed = app.Follow();
        await feed.TakeAsync();
        await app.SendFormAsync(hold, hold.Release);
        var released = await feed.OneAsync("appointment.cancelled");
        released.By("manage-link", hold.Id);
        await released.IsAsync(app, hold.Id);
        await app.SendFormAsync(hold, hold.Release);
        await feed.NoneAsync("a second release");
    }
}
