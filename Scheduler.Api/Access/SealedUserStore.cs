using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Scheduler.Data;
using Scheduler.Data.Model;

namespace Scheduler.Api.Access;

/// <summary>The framework's store of accounts, which seals what it keeps in <c>account_tokens</c>.</summary>
/// <remarks>
/// The framework's own protection of personal data would also seal e-mail addresses, by which accounts are found, and not the
/// recovery codes.
/// </remarks>
internal sealed class SealedUserStore(SchedulerDbContext db, IdentityErrorDescriber errors, SecondFactorSeal seal)
    : UserOnlyStore<Account, SchedulerDbContext>(db, errors)
{
    public override Task SetTokenAsync(
        Account user,
        string loginProvider,
        string name,
        string? value,
        CancellationToken cancellationToken
    ) => base.SetTokenAsync(user, loginProvider, name, value is null ? null : seal.Seal(value), cancellationToken);

    public override async Task<string?> GetTokenAsync(
        Account user,
        string loginProvider,
        string name,
        CancellationToken cancellationToken
    ) => await base.GetTokenAsync(user, loginProvider, name, cancellationToken) is { } value ? seal.Open(value) : null;
}
