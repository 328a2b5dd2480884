using Scheduler.Data;
using Scheduler.Data.Prepared;

namespace Scheduler.Api.Appointments;

/// <summary>How many appointments a user may hold unconfirmed at once, so that nobody blocks a calendar by reserving.</summary>
internal static class HoldQuota
{
    /// <summary>The name under which one user's holds are made one after another: no provider's id has a blank.</summary>
    public static string LockName(string userId) => $"holds of {userId}";

    /// <summary>Whether one more would be too many. It counts in the transaction that adds it, under the lock of <see cref="LockName"/>.</summary>
    public static async Task<Refusal?> CheckAsync(SchedulerDbContext db, string userId, int max, DateTime nowUtc)
    {
        var lapses = await db.Prepared.FetchAsync(db.LiveHolds(userId, nowUtc), CancellationToken.None);
        if (lapses.Count < max)
        {
            return null;
        }

        return new Refusal(RefusalType.TooManyHolds, $"The user holds {max} unconfirmed appointments, as many as are allowed at once.").With("firstExpiresAt", lapses.Min());
    }
}
