using Microsoft.EntityFrameworkCore;
using Scheduler.Data;
using Scheduler.Data.Databases;
using Scheduler.Data.Hot;
using Scheduler.Data.Model;

namespace Scheduler.Api.Appointments;

/// <summary>
/// How many appointments may be held unconfirmed at once, so that nobody blocks a calendar by reserving: a user's,
/// or an address's where nobody has said a name yet. They are counted under a lock, in the transaction that adds one.
/// </summary>
internal sealed record HoldQuota(HoldsOf Holds, int Max)
{
    /// <summary>What this appointment counts against; null when against nothing.</summary>
    /// <param name="address">A keyed hash of the network address that holds while the user is nobody yet; null for a user.</param>
    public static HoldQuota? Of(Appointment appointment, byte[]? address, SchedulingOptions options)
    {
        var allowed = address is null ? options.LiveHoldsPerUser : options.LiveHoldsPerAddress;
        return appointment.Status == AppointmentStatus.Held && allowed > 0
            ? new HoldQuota(new HoldsOf(appointment.UserId, address), allowed)
            : null;
    }

    /// <summary>Whether one more than those that lapse at these instants would be too many.</summary>
    public Refusal? Check(IReadOnlyList<DateTime> lapses, DateTime nowUtc)
    {
        if (lapses.Count < Max)
        {
            return null;
        }

        var detail =
            $"{(Holds.Address is null ? "The user holds" : "This address holds")} {Max} unconfirmed appointments, "
            + "as many as are allowed at once.";
        return new Refusal(RefusalType.TooManyHolds, detail) { RetryAfter = lapses.Min() - nowUtc }.With("firstExpiresAt", lapses.Min());
    }

    /// <summary>The rows by which <paramref name="appointment"/> is counted, beyond its own.</summary>
    public IEnumerable<NewRow> Rows(Appointment appointment) =>
        Holds.Address is not { } address
            ? []
            :
            [
                NewRow.Of(
                    new AddressHold
                    {
                        AppointmentId = appointment.Id,
                        Address = address,
                        LapsesUtc = appointment.HoldExpiresUtc!.Value,
                    }
                ),
            ];

    /// <summary>Counts <paramref name="appointment"/> no longer: it is confirmed or cancelled.</summary>
    public static async Task ReleaseAsync(SchedulerDbContext db, Appointment appointment)
    {
        if (appointment.BookedOnline)
        {
            await db.AddressHolds.Where(h => h.AppointmentId == appointment.Id).ExecuteDeleteAsync();
        }
    }
}
