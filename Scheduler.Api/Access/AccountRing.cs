using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Scheduler.Data;
using Scheduler.Data.Model;

namespace Scheduler.Api.Access;

/// <summary>Accounts whose sessions are in use, each remembered for less than a second: what ends a session ends it in every instance within that.</summary>
public sealed class AccountRing(IDbContextFactory<SchedulerDbContext> contexts)
{
    private const long MaxAgeMilliseconds = 900;

    private readonly ConcurrentDictionary<string, (Account Account, long ReadAt)> known = new(StringComparer.Ordinal);

    /// <summary>The account, if it may sign in and its sessions have not been ended since it had this stamp.</summary>
    public async ValueTask<Account?> FindAsync(string id, string stamp, CancellationToken cancellationToken)
    {
        var readAt = Environment.TickCount64;
        if (!known.TryGetValue(id, out var last) || readAt - last.ReadAt >= MaxAgeMilliseconds)
        {
            await using var db = await contexts.CreateDbContextAsync(cancellationToken);
            if (await db.Accounts.AsNoTracking().FirstOrDefaultAsync(a => a.Id == id && a.DisabledUtc == null, cancellationToken) is not { } read)
            {
                known.TryRemove(id, out _);
                return null;
            }

            known[id] = last = (read, readAt);
        }

        return last.Account.SecurityStamp == stamp ? last.Account : null;
    }

    /// <summary>To be called once an account has been changed, so that this instance knows at once.</summary>
    public void Forget(string id) => known.TryRemove(id, out _);
}
