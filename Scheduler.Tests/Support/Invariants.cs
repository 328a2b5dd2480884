using System.Data;
using Microsoft.EntityFrameworkCore;
using Scheduler.Data.Model;

namespace Scheduler.Tests.Support;

/// <summary>What must be true of a database at any moment between two transactions, whatever raced before.</summary>
public static class Invariants
{
    /// <summary>Live appointments and claims match both ways, no two claims of a provider overlap, no user has a date twice.</summary>
    /// <remarks>A lapsed hold may keep its claims until somebody removes them; it may not have lost only some of them.</remarks>
    public static async Task CheckAsync(TestApp app)
    {
        await using var db = Contexts.Open(app.Database.Provider, app.Database.ConnectionString);
        // One snapshot: a sweep between two reads would look like claims without their appointment.
        await using var snapshot = await db.Database.BeginTransactionAsync(IsolationLevel.RepeatableRead);
        var nowUtc = app.Clock.GetUtcNow().UtcDateTime;
        var appointments = await db.Appointments.AsNoTracking().ToDictionaryAsync(a => a.Id);
        var types = await db.AppointmentTypes.AsNoTracking().ToDictionaryAsync(t => t.Id);
        var timeClaims = await db.TimeClaims.AsNoTracking().ToListAsync();
        var dayClaims = await db.DayClaims.AsNoTracking().ToListAsync();

        foreach (var appointment in appointments.Values)
        {
            var type = types[appointment.AppointmentTypeId];
            var claims = timeClaims.Where(c => c.AppointmentId == appointment.Id).ToList();
            var dates = dayClaims.Where(c => c.AppointmentId == appointment.Id).ToList();
            if (appointment.Status is AppointmentStatus.Cancelled or AppointmentStatus.Expired)
            {
                Assert.True(claims.Count == 0 && dates.Count == 0, $"{appointment.Id} is {appointment.Status} and has claims.");
                continue;
            }

            var lapses = appointment.Status == AppointmentStatus.Held ? appointment.HoldExpiresUtc : null;
            Assert.Equal(appointment.ProviderIds.Order(StringComparer.Ordinal), claims.Select(c => c.ProviderId).Order(StringComparer.Ordinal));
            Assert.All(claims, claim =>
            {
                Assert.Equal(appointment.StartUtc.AddMinutes(-type.BufferBeforeMinutes), claim.FromUtc);
                Assert.Equal(appointment.EndUtc.AddMinutes(type.BufferAfterMinutes), claim.UntilUtc);
                Assert.Equal(lapses, claim.LapsesUtc);
            });
            Assert.Equal(type.DailyLimit == DailyLimit.None ? 0 : 1, dates.Count);
            Assert.All(dates, date => Assert.Equal((appointment.UserId, appointment.Date, lapses), (date.UserId, date.Date, date.LapsesUtc)));
        }

        Assert.All(timeClaims, claim => Assert.Contains(claim.AppointmentId, appointments));
        Assert.All(dayClaims, claim => Assert.Contains(claim.AppointmentId, appointments));
        // Pairwise, not by the constraint's own method: a mistake there must not hide itself.
        foreach (var provider in timeClaims.Where(c => c.LapsesUtc is null || c.LapsesUtc > nowUtc).GroupBy(c => c.ProviderId))
        {
            var sorted = provider.OrderBy(c => c.FromUtc).ToList();
            foreach (var (earlier, later) in sorted.Zip(sorted.Skip(1)))
            {
                Assert.True(earlier.UntilUtc <= later.FromUtc, $"{provider.Key}: {earlier.FromUtc:s}–{earlier.UntilUtc:s} and {later.FromUtc:s}–{later.UntilUtc:s} overlap.");
            }
        }

        Assert.All(dayClaims.Where(c => c.LapsesUtc is null || c.LapsesUtc > nowUtc).GroupBy(c => (c.UserId, c.Date)), date => Assert.Single(date));
    }
}
