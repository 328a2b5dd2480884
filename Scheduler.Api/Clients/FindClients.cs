using Microsoft.EntityFrameworkCore;
using Scheduler.Api.Http;
using Scheduler.Data;
using Scheduler.Data.Model;

namespace Scheduler.Api.Clients;

/// <summary>Reads clients.</summary>
public sealed class FindClients(SchedulerDbContext db)
{
    /// <returns>Null when there is none of this id.</returns>
    public async Task<Client?> FindAsync(string id, CancellationToken cancellationToken) =>
        RequestErrors.IsId(id) ? await db.Clients.AsNoTracking().FirstOrDefaultAsync(c => c.Id == id, cancellationToken) : null;

    /// <summary>The first <paramref name="count"/> clients that match <paramref name="text"/>; those after one where <paramref name="after"/> says which.</summary>
    public Task<List<Client>> ListAsync(string? text, string? after, int count, CancellationToken cancellationToken) =>
        ClientSearch.ListAsync(db, text, after, count, cancellationToken);
}
