using Microsoft.EntityFrameworkCore;
using Scheduler.Data;
using Scheduler.Data.Model;

namespace Scheduler.Api.Access;

/// <summary>Reads accounts.</summary>
public sealed class FindAccounts(SchedulerDbContext db)
{
    /// <summary>By id, those after one where <paramref name="after"/> is its id.</summary>
    public Task<List<Account>> ListAsync(string? after, int count, CancellationToken cancellationToken) =>
        db
            .Accounts.AsNoTracking()
            .Where(a => after == null || a.Id.CompareTo(after) > 0)
            .OrderBy(a => a.Id)
            .Take(count)
            .ToListAsync(cancellationToken);

    /// <summary>By id or e-mail address, as typed on a command line.</summary>
    public async Task<Account?> FindAsync(string idOrEmail, CancellationToken cancellationToken)
    {
        var normal = AccountRules.Normal(idOrEmail);
        return await db
            .Accounts.AsNoTracking()
            .FirstOrDefaultAsync(a => a.Id == idOrEmail || a.NormalizedUserName == normal, cancellationToken);
    }

    /// <summary>Whether somebody can sign in.</summary>
    public Task<bool> AnyAsync(CancellationToken cancellationToken) =>
        db.Accounts.AnyAsync(a => a.PasswordHash != null && a.DisabledUtc == null, cancellationToken);
}
