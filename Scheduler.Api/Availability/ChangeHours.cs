using Microsoft.EntityFrameworkCore;
using Scheduler.Api.Appointments;
using Scheduler.Api.Http;
using Scheduler.Api.Scheduling;
using Scheduler.Data;
using Scheduler.Data.Databases;
using Scheduler.Data.Model;

namespace Scheduler.Api.Availability;

/// <summary>What a change of open hours came to.</summary>
/// <param name="Affected">Live appointments from now on that were inside the old hours and are outside the new ones.</param>
/// <param name="Version">The provider's: its hours have no other.</param>
public sealed record ChangedHours(HoursResponse Hours, IReadOnlyList<AppointmentResponse> Affected, int Version);

/// <summary>Changes open hours, and says which live appointments then lie outside them.</summary>
public sealed class ChangeHours(WriteQueue writes, SchedulerDbContext db, TimeProvider clock)
{
    public Task<Outcome<ChangedHours>> SetWeeklyAsync(
        string providerId, IReadOnlyDictionary<DayOfWeek, IReadOnlyList<LocalRange>> weekly, bool preview, string? ifMatch, CancellationToken cancellationToken) =>
        RunAsync(providerId, old => old.WithWeekly(weekly), preview, ifMatch, cancellationToken);

    /// <param name="dates">By date; null returns a date to the weekly hours.</param>
    public Task<Outcome<ChangedHours>> SetDatesAsync(
        string providerId, IReadOnlyDictionary<DateOnly, IReadOnlyList<LocalRange>?> dates, bool preview, string? ifMatch, CancellationToken cancellationToken) =>
        RunAsync(providerId, old => old.WithDates(dates), preview, ifMatch, cancellationToken);

    /// <summary>Adds one window to what is open.</summary>
    public Task<Outcome<ChangedHours>> AddWindowAsync(string providerId, TimeRange window, string? ifMatch, CancellationToken cancellationToken) =>
        RunAsync(
            providerId,
            old => NotWallClock(old.Zone, window) is { } why
                ? RequestErrors.Of(why.Edge, $"cannot be said in open hours: {why.Sentence.TrimEnd('.')}")
                : old.WithDates(old.OpenHours.WithWindow(old.Zone, window).ToDictionary(d => d.Key, d => (IReadOnlyList<LocalRange>?)d.Value)),
            preview: false,
            ifMatch,
            cancellationToken);

    /// <summary>Closes a part of one date, whatever else is changed at the same time.</summary>
    public Task<Outcome<ChangedHours>> BlockAsync(string providerId, DateOnly date, LocalRange range, bool preview, CancellationToken cancellationToken) =>
        RunAsync(
            providerId,
            old =>
            {
                var left = old.OpenHours.Without(date, range);
                return left.SequenceEqual(old.OpenHours.On(date))
                    ? new Refusal(RefusalType.InvalidRequest, "This time is not open: there is nothing to block.")
                    : old.WithDates(new Dictionary<DateOnly, IReadOnlyList<LocalRange>?> { [date] = left });
            },
            preview,
            null,
            cancellationToken);

    private Task<Outcome<ChangedHours>> RunAsync(
        string providerId, Func<StoredHours, Outcome<StoredHours>> change, bool preview, string? ifMatch, CancellationToken cancellationToken) =>
        preview
            ? ChangeAsync(db, providerId, change, ifMatch, save: false)
            : writes.RunVersionedAsync(
                async db =>
                {
                    // Two changes at once would each merge into what the other replaces.
                    await writes.LockAsync(db, [providerId]);
                    return await ChangeAsync(db, providerId, change, ifMatch, save: true);
                },
                cancellationToken);

    private async Task<Outcome<ChangedHours>> ChangeAsync(SchedulerDbContext db, string providerId, Func<StoredHours, Outcome<StoredHours>> change, string? ifMatch, bool save)
    {
        var old = await StoredHours.LoadAsync(db, providerId, CancellationToken.None);
        if (old is null)
        {
            return Refusal.NotFound("provider", providerId);
        }

        if (ETags.Check(ifMatch, ETags.Of(old.Provider.Version)) is { } failed)
        {
            return failed;
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

        return new ChangedHours(hours.Response(), await AffectedAsync(db, old, hours), hours.Provider.Version);
    }

    /// <summary>Live appointments from now on that were inside the old hours and are outside the new ones.</summary>
    private async Task<IReadOnlyList<AppointmentResponse>> AffectedAsync(SchedulerDbContext db, StoredHours old, StoredHours hours)
    {
        var nowUtc = clock.Now();
        var providerId = hours.Provider.Id;
        var ahead = await db.AppointmentProviders
            .Where(p => p.ProviderId == providerId && p.StartUtc > nowUtc - Limits.LongestOccupiedTime)
            .Join(db.Appointments.AsNoTracking(), p => p.AppointmentId, a => a.Id, (p, a) => a)
            .Where(a => a.EndUtc > nowUtc && (a.Status == AppointmentStatus.Confirmed || (a.Status == AppointmentStatus.Held && a.HoldExpiresUtc > nowUtc)))
            .OrderBy(a => a.StartUtc)
            .ToListAsync();
        // Each in its own range: from the first to the last may be thousands of years, a date at a time, in the one writer.
        return ahead
            .Where(a => IsOpen(old, a) && !IsOpen(hours, a))
            .Select(a => AppointmentResponse.Of(a, nowUtc))
            .ToList();
    }

    /// <summary>Which edge of the window wall-clock hours cannot say, and why; null when they can say both.</summary>
    private static (string Edge, string Sentence)? NotWallClock(ZoneRules zone, TimeRange window) =>
        OpenHours.WhyNotWallClock(zone, window) is not { } why ? null
        : OpenHours.WhyNotWallClock(zone, window.StartUtc, "start") is null ? ("end", why)
        : ("start", why);

    private static bool IsOpen(StoredHours hours, Appointment a) =>
        new TimeRange(a.StartUtc, a.EndUtc) is var range && hours.OpenHours.ToUtc(hours.Zone, range).Contains(range);
}
