using Microsoft.EntityFrameworkCore;
using Scheduler.Data;
using Scheduler.Data.Model;

namespace Scheduler.Api.Access;

/// <summary>Sessions that are in use: one that is ended counts nowhere within a second.</summary>
public sealed class SessionRing(IDbContextFactory<SchedulerDbContext> contexts)
{
    private readonly BriefMemory<AccountSession> known = new(
        async (id, cancellationToken) =>
        {
            await using var db = await contexts.CreateDbContextAsync(cancellationToken);
            return await db.AccountSessions.AsNoTracking().FirstOrDefaultAsync(s => s.Id == id, cancellationToken);
        }
    );

    public ValueTask<AccountSession?> FindAsync(string id, CancellationToken cancellationToken) => known.FindAsync(id, cancellationToken);

    /// <summary>To be called once a session has been ended, so that this instance knows at once.</summary>
    public void Forget(string id) => known.Forget(id);
}
