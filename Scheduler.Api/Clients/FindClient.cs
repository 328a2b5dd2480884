using Microsoft.EntityFrameworkCore;
using Scheduler.Api.Http;
using Scheduler.Data;
using Scheduler.Data.Model;

namespace Scheduler.Api.Clients;

/// <summary>Reads one client; <see cref="ClientSearch"/> lists them.</summary>
public sealed class FindClient(SchedulerDbContext db)
{
    /// <returns>Null when there is none of this id.</returns>
    public async Task<Client?> RunAsync(string id, CancellationToken cancellationToken) =>
        RequestErrors.IsId(id) ? await db.Clients.AsNoTracking().FirstOrDefaultAsync(c => c.Id == id, cancellationToken) : null;
}
