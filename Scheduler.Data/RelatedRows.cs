using Microsoft.EntityFrameworkCore;
using Scheduler.Data.Model;

namespace Scheduler.Data;

/// <summary>What appointments are of and with, by id: one statement, however many they are.</summary>
public static class RelatedRows
{
    public static Task<Dictionary<string, AppointmentType>> TypesOfAsync(
        this SchedulerDbContext db,
        IEnumerable<Appointment> appointments,
        CancellationToken cancellationToken
    )
    {
        var ids = appointments.Select(a => a.AppointmentTypeId).Distinct(StringComparer.Ordinal).ToList();
        return db
            .AppointmentTypes.AsNoTracking()
            .Where(t => ids.Contains(t.Id))
            .ToDictionaryAsync(t => t.Id, StringComparer.Ordinal, cancellationToken);
    }

    public static Task<Dictionary<string, Provider>> ProvidersOfAsync(
        this SchedulerDbContext db,
        IEnumerable<Appointment> appointments,
        CancellationToken cancellationToken
    )
    {
        var ids = appointments.SelectMany(a => a.ProviderIds).Distinct(StringComparer.Ordinal).ToList();
        return db
            .Providers.AsNoTracking()
            .Where(p => ids.Contains(p.Id))
            .ToDictionaryAsync(p => p.Id, StringComparer.Ordinal, cancellationToken);
    }
}
