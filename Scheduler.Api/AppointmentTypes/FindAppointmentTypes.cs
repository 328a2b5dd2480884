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

    /// <summary>Those that can be booked on the public pages, by name.</summary>
    public Task<List<AppointmentType>> OnlineAsync(CancellationToken cancellationToken) =>
        db.AppointmentTypes.AsNoTracking().Where(t => t.Online).OrderBy(t => t.Name).ToListAsync(cancellationToken);

    private IQueryable<AppointmentType> Existing => db.AppointmentTypes.AsNoTracking().Where(t => !context.OnlineOnly || t.Online);

    /// <summary>Every type, by name.</summary>
    public Task<List<AppointmentType>> ByNameAsync(CancellationToken cancellationToken) =>
        db.AppointmentTypes.AsNoTracking().OrderBy(t => t.Name).ToListAsync(cancellationToken);
}
