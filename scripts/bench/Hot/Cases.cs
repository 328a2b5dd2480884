using Microsoft.EntityFrameworkCore;
using Scheduler.Data;
using Scheduler.Data.Hot;
using Scheduler.Data.Model;

namespace Bench.Hot;

/// <summary>Each method that is past EF Core, and the same with EF Core. Writes are rolled back: what is measured is the statements.</summary>
internal static class Cases
{
    private static readonly DateTime From = Data.Monday;
    private static readonly DateTime Until = Data.Monday.AddDays(8);
    private static int next;

    public static readonly (string Name, Func<SchedulerDbContext, Task> Ours, Func<SchedulerDbContext, Task> Theirs)[] All =
    [
        (
            "FindAppointmentTypeAsync",
            db => db.FindAppointmentTypeAsync("meeting", CancellationToken.None),
            db => db.AppointmentTypes.AsNoTracking().FirstOrDefaultAsync(t => t.Id == "meeting")
        ),
        (
            "ListAppointmentsAsync, 20",
            db => db.ListAppointmentsAsync(new AppointmentQuery(Data.User, null, null, null, null, null, 21, From), CancellationToken.None),
            db =>
                db.Appointments.AsNoTracking()
                    .Where(a => a.UserId == Data.User)
                    .OrderBy(a => a.StartUtc)
                    .ThenBy(a => a.Id)
                    .Take(21)
                    .ToListAsync()
        ),
        (
            "ReadCalendarsAsync, a week",
            db => db.ReadCalendarsAsync(new CalendarQuery([Data.Provider], From, Until, From), CancellationToken.None),
            CalendarAsync
        ),
        (
            "InsertRowsAsync, a booking",
            db => RolledBackAsync(db, () => db.InsertRowsAsync([.. Rows().Select(r => r.Row)])),
            db =>
                RolledBackAsync(
                    db,
                    () =>
                    {
                        db.AddRange(Rows().Select(r => r.Entity));
                        return db.SaveChangesAsync();
                    }
                )
        ),
        (
            "FreeOccupiedAsync",
            db => RolledBackAsync(db, () => db.FreeOccupiedAsync(Guid.Empty)),
            db =>
                RolledBackAsync(
                    db,
                    async () =>
                    {
                        await db.OccupiedDays.Where(d => d.AppointmentId == Guid.Empty).ExecuteDeleteAsync();
                        await db.OccupiedTimes.Where(t => t.AppointmentId == Guid.Empty).ExecuteDeleteAsync();
                    }
                )
        ),
        (
            "FindAppointmentAsync",
            db => db.FindAppointmentAsync(Data.Known, CancellationToken.None),
            db => db.Appointments.AsNoTracking().FirstOrDefaultAsync(a => a.Id == Data.Known)
        ),
        (
            "UpdateAppointmentAsync, a cancellation",
            db => RolledBackAsync(db, () => CancelAsync(db)),
            db => RolledBackAsync(db, () => CancelTrackedAsync(db))
        ),
    ];

    private static async Task CancelAsync(SchedulerDbContext db)
    {
        var present = (await db.FindAppointmentAsync(Data.Known, CancellationToken.None))!;
        var former = present.Copy();
        Cancel(present);
        await db.UpdateAppointmentAsync(former, present, OccupiedRows.Free, NewRow.Of(Data.Event(present)));
    }

    private static async Task CancelTrackedAsync(SchedulerDbContext db)
    {
        var present = await db.Appointments.FirstAsync(a => a.Id == Data.Known);
        Cancel(present);
        db.Add(Data.Event(present));
        await db.SaveChangesAsync();
        await db.OccupiedDays.Where(d => d.AppointmentId == present.Id).ExecuteDeleteAsync();
        await db.OccupiedTimes.Where(t => t.AppointmentId == present.Id).ExecuteDeleteAsync();
    }

    private static void Cancel(Appointment appointment)
    {
        appointment.Status = AppointmentStatus.Cancelled;
        appointment.CancelledUtc = appointment.UpdatedUtc = From;
        appointment.Version++;
    }

    private static async Task CalendarAsync(SchedulerDbContext db)
    {
        var provider = await db.Providers.AsNoTracking().FirstAsync(p => p.Id == Data.Provider);
        await db.WeeklyHours.AsNoTracking().Where(h => h.ProviderId == provider.Id).ToListAsync();
        await db
            .DateHours.AsNoTracking()
            .Where(h => h.ProviderId == provider.Id && h.Date >= DateOnly.FromDateTime(From) && h.Date <= DateOnly.FromDateTime(Until))
            .ToListAsync();
        await db
            .OccupiedTimes.AsNoTracking()
            .Where(t =>
                t.ProviderId == provider.Id && t.FromUtc < Until && t.UntilUtc > From && (t.LapsesUtc == null || t.LapsesUtc > From)
            )
            .ToListAsync();
    }

    private static (NewRow Row, object Entity)[] Rows()
    {
        // Another day for each: the limit counts within the transaction, too.
        var appointment = Data.Appointment(Data.User, Data.Monday.AddDays(100 + (Interlocked.Increment(ref next) % 1000)));
        var (index, time, day, happened) = (
            new AppointmentProvider
            {
                ProviderId = Data.Provider,
                StartUtc = appointment.StartUtc,
                AppointmentId = appointment.Id,
            },
            Data.Time(appointment),
            Data.Day(appointment),
            Data.Event(appointment)
        );
        return
        [
            (NewRow.Of(appointment), appointment),
            (NewRow.Of(day), day),
            (NewRow.Of(index), index),
            (NewRow.Of(time), time),
            (NewRow.Of(happened), happened),
        ];
    }

    private static async Task RolledBackAsync(SchedulerDbContext db, Func<Task> write)
    {
        await using var transaction = await db.Database.BeginTransactionAsync();
        await write();
        await transaction.RollbackAsync();
    }
}
