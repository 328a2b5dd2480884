using Microsoft.EntityFrameworkCore;
using Scheduler.Api.Scheduling;
using Scheduler.Data;
using Scheduler.Data.Model;
using Scheduler.Data.Prepared;

namespace Scheduler.Api.Appointments;

/// <summary>Occupied days and times exist exactly while their appointment is live: every step of an appointment's life changes both in one transaction.</summary>
public static class Occupied
{
    /// <summary>The rows by which <paramref name="appointment"/> holds its dates and its providers' time.</summary>
    public static IEnumerable<NewRow> Of(Appointment appointment, AppointmentPolicy policy, ZoneRules office)
    {
        var range = new TimeRange(appointment.StartUtc, appointment.EndUtc);
        foreach (var date in Scheduling.DailyLimit.DatesTaken(policy.DailyLimit, range, office))
        {
            yield return NewRow.Of(new OccupiedDay { UserId = appointment.UserId, Date = date, AppointmentId = appointment.Id, LapsesUtc = appointment.HoldExpiresUtc });
        }

        var padded = policy.Occupied(range);
        foreach (var providerId in appointment.ProviderIds)
        {
            yield return NewRow.Of(new AppointmentProvider { ProviderId = providerId, StartUtc = appointment.StartUtc, AppointmentId = appointment.Id });
            yield return NewRow.Of(new OccupiedTime
            {
                ProviderId = providerId, FromUtc = padded.StartUtc, UntilUtc = padded.EndUtc, AppointmentId = appointment.Id, LapsesUtc = appointment.HoldExpiresUtc,
            });
        }
    }

    /// <summary>Removes the rows that <see cref="Of"/> wrote, but for the index of appointments by provider, which history keeps.</summary>
    public static async Task ReleaseAsync(SchedulerDbContext db, Guid appointmentId)
    {
        await db.Prepared.ExecuteAsync("DELETE FROM \"occupied_days\" WHERE \"AppointmentId\" = @p0", appointmentId);
        await db.Prepared.ExecuteAsync("DELETE FROM \"occupied_times\" WHERE \"AppointmentId\" = @p0", appointmentId);
    }

    /// <summary>Makes a hold's occupied times last.</summary>
    public static async Task ConfirmAsync(SchedulerDbContext db, Guid appointmentId)
    {
        await db.Prepared.ExecuteAsync("UPDATE \"occupied_days\" SET \"LapsesUtc\" = NULL WHERE \"AppointmentId\" = @p0", appointmentId);
        await db.Prepared.ExecuteAsync("UPDATE \"occupied_times\" SET \"LapsesUtc\" = NULL WHERE \"AppointmentId\" = @p0", appointmentId);
    }

    /// <summary>Expires these holds and removes their occupied times, but for those that somebody confirmed first. Answers how many expired.</summary>
    /// <remarks>The compare-and-set on the appointment's row decides against a confirmation at the same instant; a confirmed occupied time lapses never, so the deletes pass it by.</remarks>
    public static async Task<int> ExpireAsync(SchedulerDbContext db, IReadOnlyCollection<Guid> appointmentIds, DateTime nowUtc)
    {
        var expired = await db.Appointments
            .Where(a => appointmentIds.Contains(a.Id) && a.Status == AppointmentStatus.Held && a.HoldExpiresUtc <= nowUtc)
            .ExecuteUpdateAsync(set => set.SetProperty(a => a.Status, AppointmentStatus.Expired).SetProperty(a => a.Version, a => a.Version + 1));
        await db.OccupiedDays.Where(c => appointmentIds.Contains(c.AppointmentId) && c.LapsesUtc <= nowUtc).ExecuteDeleteAsync();
        await db.OccupiedTimes.Where(c => appointmentIds.Contains(c.AppointmentId) && c.LapsesUtc <= nowUtc).ExecuteDeleteAsync();
        await db.AddressHolds.Where(h => appointmentIds.Contains(h.AppointmentId) && h.LapsesUtc <= nowUtc).ExecuteDeleteAsync();
        return expired;
    }

    /// <summary>Expires the lapsed holds that stand in the way of <paramref name="appointment"/>.</summary>
    public static async Task ExpireInTheWayAsync(SchedulerDbContext db, Appointment appointment, AppointmentPolicy policy, ZoneRules office, DateTime nowUtc)
    {
        var range = new TimeRange(appointment.StartUtc, appointment.EndUtc);
        var padded = policy.Occupied(range);
        var dates = Scheduling.DailyLimit.DatesTaken(policy.DailyLimit, range, office).ToArray();
        var providers = appointment.ProviderIds;
        var ids = await db.OccupiedDays.Where(c => c.UserId == appointment.UserId && dates.Contains(c.Date) && c.LapsesUtc <= nowUtc).Select(c => c.AppointmentId).ToListAsync();
        ids.AddRange(await db.OccupiedTimes
            .Where(c => providers.Contains(c.ProviderId) && c.FromUtc < padded.EndUtc && c.UntilUtc > padded.StartUtc && c.FromUtc > padded.StartUtc - Limits.LongestOccupiedTime && c.LapsesUtc <= nowUtc)
            .Select(c => c.AppointmentId).ToListAsync());
        if (ids.Count > 0)
        {
            await ExpireAsync(db, ids, nowUtc);
        }
    }
}
