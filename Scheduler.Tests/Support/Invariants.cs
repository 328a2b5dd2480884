using System.Data;
using Microsoft.EntityFrameworkCore;
using Scheduler.Data.Model;

namespace Scheduler.Tests.Support;

/// <summary>What must be true of a database at any moment between two transactions, whatever raced before.</summary>
public static class Invariants
{
    /// <summary>
    /// Live appointments and occupied times match both ways, no two occupied times of a provider overlap, no user has a date twice.
    /// </summary>
    /// <remarks>A lapsed hold may keep its occupied times until somebody removes them; it may not have lost only some of them.</remarks>
    public static async Task CheckAsync(TestApp app)
    {
        await using var db = Contexts.Open(app.Database.Provider, app.Database.ConnectionString);
        // One snapshot: a sweep between two reads would look like occupied times without their appointment.
        await using var snapshot = await db.Database.BeginTransactionAsync(IsolationLevel.RepeatableRead);
        var nowUtc = app.Clock.GetUtcNow().UtcDateTime;
        var appointments = await db.Appointments.AsNoTracking().ToDictionaryAsync(a => a.Id);
        var types = await db.AppointmentTypes.AsNoTracking().ToDictionaryAsync(t => t.Id);
        var occupiedTimes = await db.OccupiedTimes.AsNoTracking().ToListAsync();
        var occupiedDays = await db.OccupiedDays.AsNoTracking().ToListAsync();

        foreach (var appointment in appointments.Values)
        {
            var type = types[appointment.AppointmentTypeId];
            var occupied = occupiedTimes.Where(c => c.AppointmentId == appointment.Id).ToList();
            var dates = occupiedDays.Where(c => c.AppointmentId == appointment.Id).ToList();
            if (appointment.Status is AppointmentStatus.Cancelled or AppointmentStatus.Expired)
            {
                Assert.True(occupied.Count == 0 && dates.Count == 0, $"{appointment.Id} is {appointment.Status} and has occupied.");
                continue;
            }

            var lapses = appointment.Status == AppointmentStatus.Held ? appointment.HoldExpiresUtc : null;
            Assert.Equal(
                appointment.ProviderIds.Order(StringComparer.Ordinal),
                occupied.Select(c => c.ProviderId).Order(StringComparer.Ordinal)
            );
            Assert.All(
                occupied,
                occupied =>
                {
                    Assert.Equal(appointment.StartUtc.AddMinutes(-type.BufferBeforeMinutes), occupied.FromUtc);
                    Assert.Equal(appointment.EndUtc.AddMinutes(type.BufferAfterMinutes), occupied.UntilUtc);
                    Assert.Equal(lapses, occupied.LapsesUtc);
                }
            );
            Assert.Equal(type.DailyLimit == DailyLimit.None ? 0 : 1, dates.Count);
            Assert.All(
                dates,
                date => Assert.Equal((appointment.UserId, appointment.Date, lapses), (date.UserId, date.Date, date.LapsesUtc))
            );
        }

        Assert.All(occupiedTimes, occupied => Assert.Contains(occupied.AppointmentId, appointments));
        Assert.All(occupiedDays, occupied => Assert.Contains(occupied.AppointmentId, appointments));
        // Pairwise, not by the constraint's own method: a mistake there must not hide itself.
        foreach (var provider in occupiedTimes.Where(c => c.LapsesUtc is null || c.LapsesUtc > nowUtc).GroupBy(c => c.ProviderId))
        {
            var sorted = provider.OrderBy(c => c.FromUtc).ToList();
            foreach (var (earlier, later) in sorted.Zip(sorted.Skip(1)))
            {
                Assert.True(
                    earlier.UntilUtc <= later.FromUtc,
                    $"{provider.Key}: {earlier.FromUtc:s}–{earlier.UntilUtc:s} and {later.FromUtc:s}–{later.UntilUtc:s} overlap."
                );
            }
        }

        Assert.All(
            occupiedDays.Where(c => c.LapsesUtc is null || c.LapsesUtc > nowUtc).GroupBy(c => (c.UserId, c.Date)),
            date => Assert.Single(date)
        );
    }
}
