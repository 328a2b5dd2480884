using Microsoft.EntityFrameworkCore;
using Scheduler.Api.Access;
using Scheduler.Api.Http;
using Scheduler.Data;
using Scheduler.Data.Model;

namespace Scheduler.Api.Clients;

/// <summary>Reads one client; <see cref="ClientSearch"/> lists them.</summary>
public sealed class FindClient(SchedulerDbContext db, OperationContext context)
{
    /// <returns>Null when there is none of this id.</returns>
    public async Task<Client?> RunAsync(string id, CancellationToken cancellationToken) =>
        RequestErrors.IsId(id)
            ? await db.Clients.AsNoTracking().OwnOf(db, context.Actor.OnlyProvider).FirstOrDefaultAsync(c => c.Id == id, cancellationToken)
            : null;
}
