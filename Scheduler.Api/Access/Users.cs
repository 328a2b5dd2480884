using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
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
    IServiceProvider services,
    ILogger<UserManager<Account>> log
)
{
    /// <summary>To be disposed of; the context is not disposed of with it.</summary>
    public UserManager<Account> On(SchedulerDbContext db) =>
        new(new UserOnlyStore<Account, SchedulerDbContext>(db, errors), options, hasher, [], [], normalizer, errors, services, log);
}
