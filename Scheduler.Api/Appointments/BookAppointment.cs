using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Scheduler.Api.Calendars;
using Scheduler.Api.Http;
using Scheduler.Api.Scheduling;
using Scheduler.Data;
using Scheduler.Data.Databases;
using Scheduler.Data.Model;
using Scheduler.Data.Prepared;

namespace Scheduler.Api.Appointments;

/// <summary>Books: the rules refuse by courtesy, the database's constraints decide.</summary>
public sealed class BookAppointment(IDbContextFactory<SchedulerDbContext> contexts, WriteQueue writes, IOptions<SchedulingOptions> options, TimeProvider clock)
{
    /// <summary>How often a booking that met a constraint looks again, beyond one try for each provider that it may pick from.</summary>
    private const int MaxAttempts = 4;
    private readonly ZoneRules office = options.Value.Office;

    public async Task<Outcome<Appointment>> RunAsync(Booking booking, CancellationToken cancellationToken)
    {
        var attempts = MaxAttempts;
        for (var attempt = 1; ; attempt++)
        {
            var nowUtc = clock.Now();
            var look = await LookAsync(booking, nowUtc, cancellationToken);
            if (look.Value is not { } plan)
            {
                return look.Refusal!;
            }

            if (booking.AnyProvider && attempt == 1)
            {
                attempts += plan.Candidate.Count;
            }

            var appointment = NewAppointment(booking, plan.Policy, plan.Candidate.ProviderIds, plan.Minutes, nowUtc);
            try
            {
                return await StoreAsync(appointment, plan.Policy, HoldQuota.Of(appointment, booking.Address, options.Value), lookForLapsed: attempt > 1, cancellationToken);
            }
            catch (Exception e) when (ConstraintViolation.Find(e) is { } broken)
            {
                // Somebody was faster, or a lapsed hold stands in the way. Look again: the next look says which.
                if (attempt >= attempts)
                {
                    return Refused(broken, appointment);
                }
            }
        }
    }

    /// <summary>What the rules say of a booking, on what the database says now. The context goes back before the booking waits for its turn to write.</summary>
    private async Task<Outcome<Plan>> LookAsync(Booking booking, DateTime nowUtc, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        if (await db.Prepared.FetchAsync(db.AppointmentType(booking.AppointmentTypeId), cancellationToken) is not [var type])
        {
            return Refusal.NotFound("appointment type", booking.AppointmentTypeId);
        }

        var policy = type.Policy();
        var minutes = booking.Minutes ?? policy.MinMinutes;
        var found = await new Candidates(db, type, policy, office, nowUtc).FindAsync(booking, minutes, cancellationToken);
        return found.Value is { } candidate ? new Plan(policy, minutes, candidate) : found.Refusal!;
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

    private Task<Outcome<Appointment>> StoreAsync(Appointment appointment, AppointmentPolicy policy, HoldQuota? quota, bool lookForLapsed, CancellationToken cancellationToken)
    {
        NewRow[] rows =
        [
            NewRow.IfAbsent(new Client { Id = appointment.UserId, CreatedUtc = appointment.CreatedUtc }), NewRow.Of(appointment), .. Occupied.Of(appointment, policy, office), .. quota?.Rows(appointment) ?? [],
        ];
        if (quota is null && !lookForLapsed && appointment.ProviderIds.Count == 0)
        {
            return writes.InsertAsync<Outcome<Appointment>>(rows, appointment, cancellationToken);
        }

        return writes.RunAsync<Outcome<Appointment>>(
            async db =>
            {
                var held = quota?.Live(db, appointment.CreatedUtc);
                await writes.LockAsync(db, quota is null ? appointment.ProviderIds : [.. appointment.ProviderIds, quota.LockName], held is null ? [] : [held]);
                if (quota?.Check(held!.Rows, appointment.CreatedUtc) is { } refusal)
                {
                    return refusal;
                }

                if (lookForLapsed)
                {
                    await Occupied.ExpireInTheWayAsync(db, appointment, policy, office, appointment.CreatedUtc);
                }

                await db.Prepared.InsertAsync(rows);
                return appointment;
            },
            cancellationToken);
    }

    private static Refusal Refused(BrokenConstraint broken, Appointment appointment) => broken switch
    {
        BrokenConstraint.DailyLimit => new Refusal(RefusalType.DailyLimitReached, $"The user has an appointment on {Instants.FormatDate(appointment.Date)}.").With("date", appointment.Date),
        BrokenConstraint.NoOverlap => new Refusal(RefusalType.SlotTaken, "The time was taken by somebody else.").With("alternatives", Array.Empty<object>()),
        // The server makes the ids of appointments and occupied times, and a client who is there already is left as it is.
        BrokenConstraint.PrimaryKey => throw new InvalidOperationException("Two appointments have one id."),
    };

    private sealed record Plan(AppointmentPolicy Policy, int Minutes, Candidate Candidate);
}
