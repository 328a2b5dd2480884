using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Scheduler.Api.Calendars;
using Scheduler.Api.Http;
using Scheduler.Api.Scheduling;
using Scheduler.Data;
using Scheduler.Data.Databases;
using Scheduler.Data.Model;

namespace Scheduler.Api.Appointments;

/// <summary>Books: the rules refuse by courtesy, the database's constraints decide.</summary>
public sealed class BookAppointment(SchedulerDbContext db, WriteQueue writes, IOptions<SchedulingOptions> options, TimeProvider clock)
{
    /// <summary>How often a booking that met a constraint looks again, beyond one try for each provider that it may pick from.</summary>
    private const int MaxAttempts = 4;
    private readonly ZoneRules office = options.Value.Office;
    private readonly int liveHolds = options.Value.LiveHoldsPerUser;

    public async Task<Outcome<Appointment>> RunAsync(Booking booking, CancellationToken cancellationToken)
    {
        var type = await db.AppointmentTypes.AsNoTracking().FirstOrDefaultAsync(t => t.Id == booking.AppointmentTypeId, cancellationToken);
        if (type is null)
        {
            return Refusal.NotFound("appointment type", booking.AppointmentTypeId);
        }

        var policy = type.Policy();
        var minutes = booking.Minutes ?? policy.MinMinutes;
        var attempts = MaxAttempts;
        for (var attempt = 1; ; attempt++)
        {
            var nowUtc = clock.Now();
            var candidates = new Candidates(db, type, policy, office, nowUtc);
            var found = await candidates.FindAsync(booking, minutes, cancellationToken);
            if (found.Refusal is not null)
            {
                return found.Refusal;
            }

            if (booking.AnyProvider && attempt == 1)
            {
                attempts += found.Value!.Count;
            }

            var appointment = NewAppointment(booking, policy, found.Value!.ProviderIds, minutes, nowUtc);
            try
            {
                return await StoreAsync(appointment, policy, found.Value.ClientExists, lookForLapsed: attempt > 1, cancellationToken);
            }
            catch (DbUpdateException e) when (ConstraintViolation.Find(e) is { } broken)
            {
                // Somebody was faster, or a lapsed hold stands in the way. Look again: the next look says which.
                if (attempt >= attempts)
                {
                    return Refused(broken, appointment);
                }
            }
        }
    }

    private Appointment NewAppointment(Booking booking, AppointmentPolicy policy, IReadOnlyList<string> providerIds, int minutes, DateTime nowUtc) => new()
    {
        Id = Ids.New(nowUtc),
        UserId = booking.UserId,
        AppointmentTypeId = booking.AppointmentTypeId,
        ProviderIds = [.. providerIds],
        Date = office.DateOf(booking.StartUtc),
        StartUtc = booking.StartUtc,
        EndUtc = booking.StartUtc.AddMinutes(minutes),
        Status = policy.HoldSeconds is null ? AppointmentStatus.Confirmed : AppointmentStatus.Held,
        HoldExpiresUtc = policy.HoldSeconds is { } seconds ? nowUtc.AddSeconds(seconds) : null,
        ConfirmedUtc = policy.HoldSeconds is null ? nowUtc : null,
        CreatedUtc = nowUtc,
        Note = booking.Note,
        KeyHash = booking.KeyHash,
    };

    private Task<Outcome<Appointment>> StoreAsync(Appointment appointment, AppointmentPolicy policy, bool clientExists, bool lookForLapsed, CancellationToken cancellationToken) =>
        writes.RunAsync<Outcome<Appointment>>(
            async db =>
            {
                var counted = appointment.Status == AppointmentStatus.Held && liveHolds > 0;
                await writes.LockAsync(db, counted ? [.. appointment.ProviderIds, HoldQuota.LockName(appointment.UserId)] : appointment.ProviderIds);
                if (counted && await HoldQuota.CheckAsync(db, appointment.UserId, liveHolds, appointment.CreatedUtc) is { } refusal)
                {
                    return refusal;
                }

                if (lookForLapsed)
                {
                    await Claims.ExpireInTheWayAsync(db, appointment, policy, office, appointment.CreatedUtc);
                }

                if (!clientExists)
                {
                    db.Clients.Add(new Client { Id = appointment.UserId, CreatedUtc = appointment.CreatedUtc });
                }

                db.Appointments.Add(appointment);
                Claims.Add(db, appointment, policy, office);
                await db.SaveChangesAsync(CancellationToken.None);
                return appointment;
            },
            cancellationToken);

    private static Refusal Refused(BrokenConstraint broken, Appointment appointment) => broken switch
    {
        BrokenConstraint.DailyLimit => new Refusal(RefusalType.DailyLimitReached, $"The user has an appointment on {Instants.FormatDate(appointment.Date)}.").With("date", appointment.Date),
        BrokenConstraint.NoOverlap => new Refusal(RefusalType.SlotTaken, "The time was taken by somebody else.").With("alternatives", Array.Empty<object>()),
        // Only a client's id can be met: somebody made the same one at the same moment, again and again.
        BrokenConstraint.PrimaryKey => new Refusal(RefusalType.Unavailable, "Many bookings of one new user came at once."),
    };
}
