using Microsoft.EntityFrameworkCore;
using Scheduler.Api.Access;
using Scheduler.Api.Calendars;
using Scheduler.Api.Scheduling;
using Scheduler.Data;
using Scheduler.Data.Hot;
using Scheduler.Data.Model;

namespace Scheduler.Api.Appointments;

/// <summary>A live appointment of the office's day.</summary>
public sealed record BoardEntry(Appointment Appointment, AppointmentStatus Status, Client Client);

/// <summary>The office's day as it is at one instant.</summary>
/// <param name="Day">From the first instant of the date in the office zone to the first of the next.</param>
/// <param name="Providers">Everybody whose calendar the actor may see, with its occupied times of the day.</param>
/// <param name="Entries">What touches the day, in the order of the starts; each once, whatever its number of providers.</param>
/// <param name="Types">By name.</param>
public sealed record Board(
    TimeRange Day,
    DateTime NowUtc,
    IReadOnlyList<LoadedProvider> Providers,
    IReadOnlyList<BoardEntry> Entries,
    IReadOnlyList<AppointmentType> Types
);

/// <summary>Reads everybody's calendar of one date of the office.</summary>
public sealed class ReadBoard(SchedulerDbContext db, OperationContext context)
{
    /// <summary>Appointments on one page: beyond it, the week of a provider is the page to look at.</summary>
    private const int Most = 1000;

    public async Task<Board> RunAsync(DateOnly date, CancellationToken cancellationToken)
    {
        var (nowUtc, own) = (context.Now(), context.Actor.OnlyProvider);
        var startUtc = context.Office.ToUtc(date, 0);
        // A zone may have skipped the date: then nothing is in it.
        var day = context.Office.DayOf(date) ?? new TimeRange(startUtc, startUtc.AddTicks(1));
        var query = new CalendarQuery(own is null ? null : [own], day.StartUtc, day.EndUtc, nowUtc);
        var calendars = await db.ReadCalendarsAsync(query, cancellationToken);
        // One that began before midnight may reach into this day.
        var earliestUtc = day.StartUtc.AddMinutes(-Limits.Minutes);
        var rows = await db
            .Appointments.AsNoTracking()
            .OwnOf(db, own)
            .Where(a => a.StartUtc > earliestUtc && a.StartUtc < day.EndUtc && a.EndUtc > day.StartUtc)
            .Where(a => a.Status == AppointmentStatus.Confirmed || (a.Status == AppointmentStatus.Held && a.HoldExpiresUtc > nowUtc))
            .OrderBy(a => a.StartUtc)
            .ThenBy(a => a.Id)
            .Take(Most)
            .Join(db.Clients, a => a.UserId, c => c.Id, (a, c) => new { Appointment = a, Client = c })
            .ToListAsync(cancellationToken);
        return new Board(
            day,
            nowUtc,
            LoadedProvider.Of(calendars.Calendars),
            [
                .. rows.OrderBy(r => r.Appointment.StartUtc)
                    .Select(r => new BoardEntry(r.Appointment, r.Appointment.StatusAt(nowUtc), r.Client)),
            ],
            await db.AppointmentTypes.AsNoTracking().OrderBy(t => t.Name).ToListAsync(cancellationToken)
        );
    }
}
