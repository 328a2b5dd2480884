using Scheduler.Tests.Web.Support;

namespace Scheduler.Tests.Web;

/// <summary>What a provider's pages do, without a browser.</summary>
public sealed class ProviderPageTests
{
    [Theory, OnEachDatabase]
    public async Task Pages_act_on_appointments_of_the_provider_in_their_path_alone(DatabaseProvider database)
    {
        await using var app = await TestApp.StartAsync(database);
        await app.OpenProviderAsync("anna");
        await app.OpenProviderAsync("ben");
        var held = (await app.BookAsync("noor", "consultation", "anna", "2026-11-24T10:00:00Z")).Expect(201).Text("id");
        var visit = (await app.BookVisitAsync("jonas", "2026-11-24T10:00:00Z")).Expect(201).Text("id");
        var before = ((await app.FindAsync(held)).Body, (await app.FindAsync(visit)).Body);
        foreach (
            var path in new[]
            {
                $"ben/appointments/{held}",
                $"nobody/appointments/{held}",
                $"anna/appointments/{visit}",
                $"no%20id/appointments/{held}",
            }
        )
        {
            (await app.GetAsync($"/providers/{path}")).Expect(404);
            (await app.SendFormAsync($"/providers/{path}/confirm")).Expect(404);
            (await app.SendFormAsync($"/providers/{path}/cancel")).Expect(404);
            (await app.SendFormAsync($"/providers/{path}/move", ("date", "2026-11-25"), ("time", "11:00"))).Expect(404);
        }

        Assert.Equal(before, ((await app.FindAsync(held)).Body, (await app.FindAsync(visit)).Body));
        (await app.SendFormAsync($"/providers/anna/appointments/{held}/confirm")).Expect(200);
        Assert.Equal("confirmed", (await app.FindAsync(held)).Text("status"));
    }

    /// <summary>Monday mornings east of UTC are UTC's Sundays, and Sunday evenings west of it UTC's Mondays.</summary>
    [Theory]
    [InlineData("Pacific/Auckland", "2026-11-29T20:00:00Z", "2026-11-30")]
    [InlineData("Pacific/Auckland", "2026-11-29T10:00:00Z", "2026-11-23")]
    [InlineData("Pacific/Auckland", "2026-11-29T11:00:00Z", "2026-11-30")]
    [InlineData("America/Los_Angeles", "2026-11-30T04:00:00Z", "2026-11-23")]
    [InlineData("America/Los_Angeles", "2026-11-30T07:45:00Z", "2026-11-23")]
    [InlineData("America/Los_Angeles", "2026-11-30T08:00:00Z", "2026-11-30")]
    public async Task An_action_leads_to_the_week_of_the_providers_own_calendar(string zone, string start, string monday)
    {
        await using var app = await TestApp.StartAsync(DatabaseProvider.Sqlite);
        await app.OpenProviderAsync("anna", "00:00", "24:00", zone, TestApp.AllDays);
        var id = (await app.BookAsync("noor", "consultation", "anna", start)).Expect(201).Text("id");
        Assert.Equal(
            $"/providers/anna/week?from={monday}&done=confirmed",
            await app.LeadsToAsync($"/providers/anna/appointments/{id}/confirm")
        );
        var form = (await app.GetAsync($"/providers/anna/appointments/{id}")).Expect(200);
        Assert.Equal(
            $"/providers/anna/week?from={monday}&done=moved",
            await app.LeadsToAsync(
                $"/providers/anna/appointments/{id}/move",
                ("date", form.Field("date")),
                ("time", form.Field("time")),
                ("minutes", "15")
            )
        );
        Assert.Equal(start, (await app.FindAsync(id)).Text("start"));
        Assert.Equal(
            $"/providers/anna/week?from={monday}&done=cancelled",
            await app.LeadsToAsync($"/providers/anna/appointments/{id}/cancel")
        );
    }
}
