using Microsoft.EntityFrameworkCore;
using Scheduler.Api.Appointments;
using Scheduler.Api.Http;
using Scheduler.Api.Scheduling;
using Scheduler.Data;
using Scheduler.Data.Databases;
using Scheduler.Data.Model;

namespace Scheduler.Api.Availability;

/// <summary>Changes open hours, and says which live appointments then lie outside them.</summary>
public sealed class ChangeHours(WriteQueue writes, SchedulerDbContext db, TimeProvider clock)
{
    public Task<Outcome<HoursChangedResponse>> SetWeeklyAsync(
        string providerId, IReadOnlyDictionary<DayOfWeek, IReadOnlyList<LocalRange>> weekly, bool preview, CancellationToken cancellationToken) =>
        RunAsync(providerId, old => old.WithWeekly(weekly), preview, cancellationToken);

    /// <param name="dates">By date; null returns a date to the weekly hours.</param>
    public Task<Outcome<HoursChangedResponse>> SetDatesAsync(
        string providerId, IReadOnlyDictionary<DateOnly, IReadOnlyList<LocalRange>?> dates, bool preview, CancellationToken cancellationToken) =>
        RunAsync(providerId, old => old.WithDates(dates), preview, cancellationToken);

    /// <summary>Adds one window to what is open.</summary>
    public Task<Outcome<HoursChangedResponse>> AddWindowAsync(string providerId, TimeRange window, CancellationToken cancellationToken) =>
        RunAsync(
            providerId,
            old => OpenHours.WhyNotWallClock(old.Zone, window) is { } why
                ? RequestErrors.Of("start", why)
                : old.WithDates(old.OpenHours.WithWindow(old.Zone, window).ToDictionary(d => d.Key, d => (IReadOnlyList<LocalRange>?)d.Value)),
            preview: false,
            cancellationToken);

    private Task<Outcome<HoursChangedResponse>> RunAsync(string providerId, Func<StoredHours, Outcome<StoredHours>> change, bool preview, CancellationToken cancellationToken) =>
        preview
            ? ChangeAsync(db, providerId, change, save: false)
            : writes.RunAsync(
                async db =>
                {
                    // Two changes at once would each merge into what the other replaces.
                    await writes.LockAsync(db, [providerId]);
                    return await ChangeAsync(db, providerId, change, save: true);
                },
                cancellationToken);

    private async Task<Outcome<HoursChangedResponse>> ChangeAsync(SchedulerDbContext db, string providerId, Func<StoredHours, Outcome<StoredHours>> change, bool save)
    {
        var old = await StoredHours.LoadAsync(db, providerId, CancellationToken.None);
        if (old is null)
        {
            return Refusal.NotFound("provider", providerId);
        }

        var changed = change(old);
        if (changed.Value is not { } hours)
        {
            return changed.Refusal!;
        }

        if (save)
        {
            await hours.SaveAsync(db, old);
        }

        var response = hours.Response();
        return new HoursChangedResponse(response.TimeZone, response.Weekly, response.Dates, await AffectedAsync(db, old, hours));
    }

    /// <summary>Live appointments from now on that were inside the old hours and are outside the new ones.</summary>
    private async Task<IReadOnlyList<AppointmentResponse>> AffectedAsync(SchedulerDbContext db, StoredHours old, StoredHours hours)
    {
        var nowUtc = clock.Now();
        var providerId = hours.Provider.Id;
        var ahead = await db.AppointmentProviders
            .Where(p => p.ProviderId == providerId && p.StartUtc > nowUtc - Limits.LongestClaim)
            .Join(db.Appointments.AsNoTracking(), p => p.AppointmentId, a => a.Id, (p, a) => a)
            .Where(a => a.EndUtc > nowUtc && (a.Status == AppointmentStatus.Confirmed || (a.Status == AppointmentStatus.Held && a.HoldExpiresUtc > nowUtc)))
            .OrderBy(a => a.StartUtc)
            .ToListAsync();
        if (ahead.Count == 0)
        {
            return [];
        }

        var window = new TimeRange(ahead[0].StartUtc, ahead.Max(a => a.EndUtc));
        var (before, after) = (old.OpenHours.ToUtc(old.Zone, window), hours.OpenHours.ToUtc(hours.Zone, window));
        return ahead
            .Where(a => new TimeRange(a.StartUtc, a.EndUtc) is var range && before.Contains(range) && !after.Contains(range))
            .Select(a => AppointmentResponse.Of(a, nowUtc))
            .ToList();
    }
}
