using Microsoft.EntityFrameworkCore;
using Scheduler.Api.Access;
using Scheduler.Api.Http;
using Scheduler.Data;
using Scheduler.Data.Model;

namespace Scheduler.Api.AppointmentTypes;

/// <summary>Reads appointment types.</summary>
public sealed class FindAppointmentTypes(SchedulerDbContext db, OperationContext context)
{
    /// <returns>Null when there is none of this id.</returns>
    public async Task<AppointmentType?> FindAsync(string? id, CancellationToken cancellationToken) =>
        RequestErrors.IsId(id) ? await Existing.FirstOrDefaultAsync(t => t.Id == id, cancellationToken) : null;

    /// <summary>The first <paramref name="count"/> types by id, those after one where <paramref name="after"/> is its id.</summary>
    public Task<List<AppointmentType>> ListAsync(string? after, int count, CancellationToken cancellationToken) =>
        Existing.Where(t => after == null || t.Id.CompareTo(after) > 0).OrderBy(t => t.Id).Take(count).ToListAsync(cancellationToken);

    /// <summary>Those that can be booked on the public pages, in the order that the office chose, then by name.</summary>
    public Task<List<AppointmentType>> OnlineAsync(CancellationToken cancellationToken) =>
        db
            .AppointmentTypes.AsNoTracking()
            .Where(t => t.Online && !t.Archived)
            .OrderBy(t => t.Order)
            .ThenBy(t => t.Name)
            .ToListAsync(cancellationToken);

    /// <summary>What whoever asks can know of: for a public key those that can be booked on the public pages.</summary>
    private IQueryable<AppointmentType> Existing =>
        db.AppointmentTypes.AsNoTracking().Where(t => !context.OnlineOnly || (t.Online && !t.Archived));

    /// <summary>Every type: those that are archived come last, the others in the order that the office chose, then by name.</summary>
    public Task<List<AppointmentType>> ByNameAsync(CancellationToken cancellationToken) =>
        db.AppointmentTypes.AsNoTracking().OrderBy(t => t.Archived).ThenBy(t => t.Order).ThenBy(t => t.Name).ToListAsync(cancellationToken);
}
