using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Scheduler.Data;
using Scheduler.Data.Model;

namespace Scheduler.Api.Access;

/// <summary>
/// The framework's own handling of accounts on a given context, so that what it writes goes through the one door for writes.
/// </summary>
public sealed class Users(
    IOptions<IdentityOptions> options,
    IPasswordHasher<Account> hasher,
    ILookupNormalizer normalizer,
    IdentityErrorDescriber errors,
    SecondFactorSeal seal,
    IServiceProvider services,
    ILogger<UserManager<Account>> log
)
{
    /// <summary>To be disposed of; the context is not disposed of with it.</summary>
    public UserManager<Account> On(SchedulerDbContext db) =>
        new(new SealedUserStore(db, errors, seal), options, hasher, [], [], normalizer, errors, services, log);

    /// <inheritdoc cref="SecondFactorSeal.Ready"/>
    public void Ready() => seal.Ready();

    /// <summary>Seals what an account has in the open, from before it was sealed: to be called where its second factor is used.</summary>
    public async Task SealAsync(SchedulerDbContext db, string accountId)
    {
        foreach (var token in await db.UserTokens.Where(t => t.UserId == accountId).ToListAsync())
        {
            if (token.Value is { } value && !SecondFactorSeal.IsSealed(value))
            {
                token.Value = seal.Seal(value);
            }
        }

        await db.SaveChangesAsync(CancellationToken.None);
    }
}
