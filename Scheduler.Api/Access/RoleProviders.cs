using Microsoft.EntityFrameworkCore;
using Scheduler.Api.Http;
using Scheduler.Data;

namespace Scheduler.Api.Access;

/// <summary>A role of a provider names the provider, and no other role does.</summary>
internal static class RoleProviders
{
    public static async Task CheckAsync(
        SchedulerDbContext db,
        Role? role,
        string? providerId,
        RequestErrors errors,
        CancellationToken cancellationToken
    )
    {
        if (role == Role.Provider && providerId is null)
        {
            errors.Add("providerId", "must be given for the role 'provider': it says whose calendar is meant");
        }
        else if (role is not (null or Role.Provider) && providerId is not null)
        {
            errors.Add("providerId", "is for the role 'provider' alone");
        }
        else if (
            providerId is not null
            && (!RequestErrors.IsId(providerId) || !await db.Providers.AnyAsync(p => p.Id == providerId, cancellationToken))
        )
        {
            errors.Add("providerId", "must be the id of a provider");
        }
    }
}
