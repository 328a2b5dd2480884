using Microsoft.EntityFrameworkCore;
using Scheduler.Api.Scheduling;
using Scheduler.Data;
using Scheduler.Data.Model;

namespace Scheduler.Api.Appointments;

/// <summary>What an office zone would change: the dates that appointments have, and those that live ones take from their users.</summary>
/// <param name="Dates">Appointments with another date, and that date.</param>
/// <param name="Taken">Live appointments that take other dates.</param>
/// <param name="Clash">Why it cannot be: somebody would have two appointments on one date.</param>
internal sealed record OfficeDates(IReadOnlyList<(Guid Id, DateOnly Date)> Dates, IReadOnlyList<TakenDates> Taken, Refusal? Clash)
{
    /// <summary>Every appointment that is counted by another date.</summary>
    public IReadOnlyList<Guid> Appointments => [.. Dates.Select(d => d.Id).Union(Taken.Select(t => t.AppointmentId))];

    /// <param name="nowUtc">Holds that have lapsed by then take no date.</param>
    public static async Task<OfficeDates> ReadAsync(
        SchedulerDbContext db,
        IReadOnlyDictionary<string, AppointmentType> types,
        ZoneRules zone,
        DateTime nowUtc
    )
    {
        var taken = await TakenDates.ReadAsync(db, types, zone, nowUtc);
        return new(
            await ReadDatesAsync(db, zone),
            taken.Where(t => !t.Former.ToHashSet().SetEquals(t.Dates)).ToList(),
            TakenDates.Clashes(taken, zone)
        );
    }

    private static async Task<List<(Guid Id, DateOnly Date)>> ReadDatesAsync(SchedulerDbContext db, ZoneRules zone)
    {
        var all = await db
            .Appointments.AsNoTracking()
            .Select(a => new
            {
                a.Id,
                a.StartUtc,
                a.Date,
            })
            .ToListAsync();
        return all.Select(a => (a.Id, Former: a.Date, Date: zone.DateOf(a.StartUtc)))
            .Where(a => a.Date != a.Former)
            .Select(a => (a.Id, a.Date))
            .ToList();
    }
}
