using Microsoft.EntityFrameworkCore;
using Scheduler.Data;
using Scheduler.Data.Model;

namespace Scheduler.Api.Appointments;

/// <summary>How many appointments a user may hold unconfirmed at once, so that nobody blocks a calendar by reserving.</summary>
internal static class HoldQuota
{
    /// <summary>The name under which one user's holds are made one after another: no provider's id has a blank.</summary>
    public static string LockName(string userId) => $"holds of {userId}";

    /// <summary>Whether one more would be too many. It counts in the transaction that adds it, under the lock of <see cref="LockName"/>.</summary>
    public static async Task<Refusal?> CheckAsync(SchedulerDbContext db, string userId, int max, DateTime nowUtc)
    {
        var live = db.Appointments.Where(a => a.UserId == userId && a.Status == AppointmentStatus.Held && a.HoldExpiresUtc > nowUtc);
        if (await live.CountAsync() < max)
        {
            return null;
        }

        var firstLapsesUtc = await live.MinAsync(a => a.HoldExpiresUtc);
        return new Refusal(RefusalType.TooManyHolds, $"The user holds {max} unconfirmed appointments, as many as are allowed at once.").With("firstExpiresAt", firstLapsesUtc);
    }
}
