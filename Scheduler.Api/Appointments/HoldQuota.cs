using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Scheduler.Data;
using Scheduler.Data.Model;
using Scheduler.Data.Prepared;

namespace Scheduler.Api.Appointments;

/// <summary>How many appointments may be held unconfirmed at once, so that nobody blocks a calendar by reserving: a user's, or an address's where nobody has said a name yet.</summary>
/// <param name="userId">In whose name the hold is.</param>
/// <param name="address">A hash of whose hold it is while its user is nobody; null for a user of the caller's.</param>
internal sealed class HoldQuota(string userId, byte[]? address, int max)
{
    /// <summary>What this appointment counts against; null when against nothing.</summary>
    /// <param name="address">See <see cref="Calendars.Booking"/>.</param>
    public static HoldQuota? Of(Appointment appointment, string? address, SchedulingOptions options)
    {
        var allowed = address is null ? options.LiveHoldsPerUser : options.LiveHoldsPerAddress;
        return appointment.Status == AppointmentStatus.Held && allowed > 0
            ? new HoldQuota(appointment.UserId, address is null ? null : SHA256.HashData(Encoding.UTF8.GetBytes(address)), allowed)
            : null;
    }

    /// <summary>The name under which holds that count together are made one after another: no provider's id has a blank.</summary>
    public string LockName => address is null ? $"holds of {userId}" : $"holds from {Convert.ToHexString(address)}";

    /// <summary>What is counted; it must be sent under the lock of <see cref="LockName"/>, in the transaction that adds one.</summary>
    public Query<DateTime> Live(SchedulerDbContext db, DateTime nowUtc) => address is null ? db.LiveHolds(userId, nowUtc) : db.LiveHoldsFrom(address, nowUtc);

    /// <summary>Whether one more than these would be too many.</summary>
    public Refusal? Check(List<DateTime> lapses, DateTime nowUtc)
    {
        if (lapses.Count < max)
        {
            return null;
        }

        var detail = $"{(address is null ? "The user holds" : "This address holds")} {max} unconfirmed appointments, as many as are allowed at once.";
        return new Refusal(RefusalType.TooManyHolds, detail) { RetryAfter = lapses.Min() - nowUtc }.With("firstExpiresAt", lapses.Min());
    }

    /// <summary>The rows by which <paramref name="appointment"/> is counted, beyond its own.</summary>
    public IEnumerable<NewRow> Rows(Appointment appointment) =>
        address is null ? [] : [NewRow.Of(new AddressHold { AppointmentId = appointment.Id, Address = address, LapsesUtc = appointment.HoldExpiresUtc!.Value })];

    /// <summary>Counts <paramref name="appointment"/> no longer: it is confirmed or cancelled.</summary>
    public static async Task ReleaseAsync(SchedulerDbContext db, Appointment appointment)
    {
        // Only what was booked on the pages, and so has a key, was counted by address.
        if (appointment.KeyHash is not null)
        {
            await db.AddressHolds.Where(h => h.AppointmentId == appointment.Id).ExecuteDeleteAsync();
        }
    }
}
