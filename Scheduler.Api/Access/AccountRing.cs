using Microsoft.EntityFrameworkCore;
using Scheduler.Data;
using Scheduler.Data.Model;

namespace Scheduler.Api.Access;

/// <summary>Accounts whose sessions are in use: what ends a session ends it in every instance within a second.</summary>
public sealed class AccountRing(IDbContextFactory<SchedulerDbContext> contexts)
{
    private readonly BriefMemory<Account> known = new(
        async (id, cancellationToken) =>
        {
            await using var db = await contexts.CreateDbContextAsync(cancellationToken);
            return await db.Accounts.AsNoTracking().FirstOrDefaultAsync(a => a.Id == id && a.DisabledUtc == null, cancellationToken);
        }
    );

    /// <summary>The account, if it may sign in and its sessions have not been ended since it had this stamp.</summary>
    public async ValueTask<Account?> FindAsync(string id, string stamp, CancellationToken cancellationToken) =>
        await known.FindAsync(id, cancellationToken) is { } account && account.SecurityStamp == stamp ? account : null;

    /// <summary>To be called once an account has been changed, so that this instance knows at once.</summary>
    public void Forget(string id) => known.Forget(id);
}
