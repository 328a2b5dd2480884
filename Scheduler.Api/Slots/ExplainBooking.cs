using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Scheduler.Api.Calendars;
using Scheduler.Api.Http;
using Scheduler.Data;

namespace Scheduler.Api.Slots;

/// <summary>Says why a booking would be refused, by the rules that would refuse it.</summary>
public sealed class ExplainBooking(SchedulerDbContext db, IOptions<SchedulingOptions> options, TimeProvider clock)
{
    /// <returns>Every refusal; none when the booking could be made at this moment.</returns>
    public async Task<Outcome<IReadOnlyList<Refusal>>> RunAsync(
        string appointmentType, IReadOnlyList<string> providerIds, DateTime startUtc, int? minutes, string? userId, CancellationToken cancellationToken)
    {
        var type = await db.AppointmentTypes.AsNoTracking().FirstOrDefaultAsync(t => t.Id == appointmentType, cancellationToken);
        if (type is null)
        {
            return Refusal.NotFound("appointment type", appointmentType);
        }

        var policy = type.Policy();
        var booking = new Booking(userId ?? "", type.Id, providerIds, startUtc, minutes, null);
        var candidates = new Candidates(db, type, policy, options.Value.Office, clock.Now());
        var length = minutes ?? policy.MinMinutes;
        if (policy.ProviderRequired && providerIds.Count > 0 && !booking.AnyProvider)
        {
            var known = await db.Providers.Where(p => providerIds.Contains(p.Id)).Select(p => p.Id).ToListAsync(cancellationToken);
            if (providerIds.FirstOrDefault(id => !known.Contains(id)) is { } unknown)
            {
                return Refusal.NotFound("provider", unknown);
            }
        }

        return (await candidates.ExplainAsync(booking, length, cancellationToken)).Select(Refusal.Of).ToArray();
    }
}
