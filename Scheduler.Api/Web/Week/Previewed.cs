using Microsoft.EntityFrameworkCore;
using Scheduler.Api.Availability;
using Scheduler.Api.Calendars;
using Scheduler.Api.Web.Parts;
using Scheduler.Data;

namespace Scheduler.Api.Web.Week;

/// <summary>The appointments that a change of hours would leave outside, and the form that saves it all the same.</summary>
public sealed record AffectedModel(
    string Provider,
    string ProviderId,
    Viewer Viewer,
    IReadOnlyList<(Guid Id, string When, string Who)> Affected,
    IReadOnlyList<(string Name, string Value)> Fields,
    string Action,
    string Back
);

/// <summary>Saves a change of hours, but first shows the appointments that it leaves outside, where there are any.</summary>
internal static class Previewed
{
    private const string Sure = "sure";

    /// <param name="field">Where the form says what is wrong with no field of its own.</param>
    /// <param name="change">Told whether it only looks.</param>
    /// <param name="again">The form with what is wrong with it.</param>
    public static async Task<IResult> RunAsync(
        HttpContext http,
        StoredHours provider,
        FormState form,
        string field,
        Func<bool, Task<Outcome<ChangedHours>>> change,
        string done,
        Func<Task<IResult>> again
    )
    {
        if (form[Sure].Length == 0)
        {
            var preview = await change(true);
            if (preview.Value is { Affected.Count: > 0 } affected)
            {
                return Pages.Show<AffectedPage>(await ModelAsync(http, provider, form, affected));
            }
        }

        var outcome = await change(false);
        if (outcome.Refusal is { } refusal)
        {
            form.Add(refusal, field);
            return await again();
        }

        return Pages.SeeOther(done);
    }

    private static async Task<AffectedModel> ModelAsync(HttpContext http, StoredHours provider, FormState form, ChangedHours changed)
    {
        var db = http.RequestServices.GetRequiredService<SchedulerDbContext>();
        var viewer = Viewer.Of(http, null, provider.Zone);
        var ids = changed.Affected.Select(a => a.UserId).Distinct().ToList();
        var clients = await db.Clients.AsNoTracking().Where(c => ids.Contains(c.Id)).ToDictionaryAsync(c => c.Id, http.RequestAborted);
        return new AffectedModel(
            Names.Of(provider.Provider),
            provider.Provider.Id,
            viewer,
            changed
                .Affected.Select(a =>
                    (
                        a.Id,
                        $"{viewer.Day(a.StartUtc)}, {viewer.Span(a.StartUtc, a.EndUtc)}",
                        Names.Of(clients.GetValueOrDefault(a.UserId), a.UserId)
                    )
                )
                .ToList(),
            [.. form.Values.Select(v => (v.Key, v.Value)), (Sure, "yes")],
            http.Request.Path,
            http.Request.Path.Value!.EndsWith("/time", StringComparison.Ordinal)
                ? WeekLinks.Week(provider.Provider.Id)
                : WeekLinks.Hours(provider.Provider.Id)
        );
    }
}
