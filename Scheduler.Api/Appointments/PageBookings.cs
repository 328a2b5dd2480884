using Microsoft.EntityFrameworkCore;
using Scheduler.Api.Access;
using Scheduler.Api.Calendars;
using Scheduler.Data;
using Scheduler.Data.Databases;
using Scheduler.Data.Hot;
using Scheduler.Data.Model;

namespace Scheduler.Api.Appointments;

/// <summary>Remembers what the page showed from which an appointment was booked.</summary>
public sealed class PageBookings(WriteQueue writes, OperationContext context)
{
    /// <summary>The live appointment that this form has booked already; null where there is none.</summary>
    internal static async Task<AppointmentState?> BookedAsync(
        SchedulerDbContext db,
        ShownPage page,
        DateTime nowUtc,
        CancellationToken cancellationToken
    )
    {
        var appointment = await db
            .PageBookings.Where(b => b.Key == page.Key)
            .Join(db.Appointments.AsNoTracking(), b => b.AppointmentId, a => a.Id, (b, a) => a)
            .Where(a => a.Status == AppointmentStatus.Confirmed || (a.Status == AppointmentStatus.Held && a.HoldExpiresUtc > nowUtc))
            .FirstOrDefaultAsync(cancellationToken);
        return appointment is null ? null : new AppointmentState(appointment, nowUtc);
    }

    /// <summary>The row of a new appointment. A form whose earlier booking has ended books anew.</summary>
    internal static async Task<NewRow> RowAsync(SchedulerDbContext db, ShownPage page, Appointment appointment)
    {
        await db.PageBookings.Where(b => b.Key == page.Key).ExecuteDeleteAsync();
        return NewRow.Of(Row(page, appointment.Id));
    }

    /// <summary>
    /// Mails and pages about this appointment are in this zone and language from here on: its holder has just read it so.
    /// </summary>
    public Task ShowAsync(Guid appointmentId, string timeZone, string language, CancellationToken cancellationToken) =>
        writes.RunAsync(
            async db =>
            {
                var changed = await db
                    .PageBookings.Where(b => b.AppointmentId == appointmentId)
                    .ExecuteUpdateAsync(set => set.SetProperty(b => b.TimeZone, timeZone).SetProperty(b => b.Language, language));
                if (changed == 0)
                {
                    await db.InsertRowsAsync(
                        NewRow.Of(Row(new ShownPage(Ids.New(context.Now()), timeZone, language, false), appointmentId))
                    );
                }

                return true;
            },
            cancellationToken
        );

    private static PageBooking Row(ShownPage page, Guid appointmentId) =>
        new()
        {
            Key = page.Key,
            AppointmentId = appointmentId,
            TimeZone = page.TimeZone,
            Language = page.Language,
            AnyProvider = page.AnyProvider,
        };
}
