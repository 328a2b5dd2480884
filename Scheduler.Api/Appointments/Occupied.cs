using Microsoft.EntityFrameworkCore;
using Scheduler.Api.Calendars;
using Scheduler.Api.Scheduling;
using Scheduler.Data;
using Scheduler.Data.Hot;
using Scheduler.Data.Model;

namespace Scheduler.Api.Appointments;

/// <summary>Occupied days and times exist exactly while their appointment is live. <see cref="Transitions"/> alone writes them.</summary>
internal static class Occupied
{
    /// <summary>The dates that <paramref name="appointment"/> takes from its user; none while its user is nobody yet.</summary>
    public static IEnumerable<NewRow> Days(Appointment appointment, AppointmentPolicy policy, ZoneRules office) =>
        HoldingClient.Is(appointment.UserId)
            ? []
            : Scheduling
                .DailyLimit.DatesTaken(policy.DailyLimit, Range(appointment), office)
                .Select(date =>
                    NewRow.Of(
                        new OccupiedDay
                        {
                            UserId = appointment.UserId,
                            Date = date,
                            AppointmentId = appointment.Id,
                            LapsesUtc = appointment.HoldExpiresUtc,
                        }
                    )
                );

    /// <summary>The time that <paramref name="appointment"/> takes of its providers, and its rows in the index by provider.</summary>
    public static IEnumerable<NewRow> Times(Appointment appointment, AppointmentPolicy policy)
    {
        var padded = policy.Occupied(Range(appointment));
        foreach (var providerId in appointment.ProviderIds)
        {
            yield return NewRow.Of(
                new AppointmentProvider
                {
                    ProviderId = providerId,
                    StartUtc = appointment.StartUtc,
                    AppointmentId = appointment.Id,
                }
            );
            yield return NewRow.Of(
                new OccupiedTime
                {
                    ProviderId = providerId,
                    FromUtc = padded.StartUtc,
                    UntilUtc = padded.EndUtc,
                    AppointmentId = appointment.Id,
                    LapsesUtc = appointment.HoldExpiresUtc,
                }
            );
        }
    }

    /// <summary>The lapsed holds that stand in the way of an appointment of this user and these providers in this range.</summary>
    public static async Task<List<Guid>> LapsedInTheWayAsync(
        SchedulerDbContext db,
        string userId,
        IReadOnlyList<string> providers,
        TimeRange range,
        AppointmentPolicy policy,
        ZoneRules office,
        DateTime nowUtc
    )
    {
        var padded = policy.Occupied(range);
        var dates = Scheduling.DailyLimit.DatesTaken(policy.DailyLimit, range, office).ToArray();
        var ids = await db
            .OccupiedDays.Where(d => d.UserId == userId && dates.Contains(d.Date) && d.LapsesUtc <= nowUtc)
            .Select(d => d.AppointmentId)
            .ToListAsync();
        ids.AddRange(
            await db
                .OccupiedTimes.Where(t =>
                    providers.Contains(t.ProviderId)
                    && t.FromUtc < padded.EndUtc
                    && t.UntilUtc > padded.StartUtc
                    && t.FromUtc > padded.StartUtc - Limits.LongestOccupiedTime
                    && t.LapsesUtc <= nowUtc
                )
                .Select(t => t.AppointmentId)
                .ToListAsync()
        );
        return ids;
    }

    /// <summary>The lapsed holds of the appointment's client on the dates that it takes.</summary>
    public static Task<List<Guid>> LapsedDaysInTheWayAsync(SchedulerDbContext db, Appointment appointment, DateTime nowUtc) =>
        db
            .OccupiedDays.Where(d =>
                d.UserId == appointment.UserId
                && d.LapsesUtc <= nowUtc
                && db.OccupiedDays.Any(own => own.AppointmentId == appointment.Id && own.Date == d.Date)
            )
            .Select(d => d.AppointmentId)
            .ToListAsync();

    /// <summary>Those of these ways whose providers have no live occupied time in this range, buffers included.</summary>
    public static async Task<IReadOnlyList<Placement>> StillFreeAsync(
        SchedulerDbContext db,
        IReadOnlyList<Placement> ways,
        TimeRange occupied,
        DateTime nowUtc,
        CancellationToken cancellationToken
    )
    {
        var providers = ways.SelectMany(way => way.ProviderIds).ToList();
        var taken = (
            await db
                .OccupiedTimes.Where(t =>
                    providers.Contains(t.ProviderId)
                    && t.FromUtc < occupied.EndUtc
                    && t.UntilUtc > occupied.StartUtc
                    && t.FromUtc > occupied.StartUtc - Limits.LongestOccupiedTime
                    && (t.LapsesUtc == null || t.LapsesUtc > nowUtc)
                )
                .Select(t => t.ProviderId)
                .ToListAsync(cancellationToken)
        ).ToHashSet(StringComparer.Ordinal);
        return ways.Where(way => !way.ProviderIds.Any(taken.Contains)).ToList();
    }

    /// <summary>From the start to the end.</summary>
    public static TimeRange Range(Appointment appointment) => new(appointment.StartUtc, appointment.EndUtc);
}
