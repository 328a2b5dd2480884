using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Scheduler.Data;
using Scheduler.Data.Databases;

namespace Scheduler.Api.Http;

/// <summary>Ready when the database can be reached, lacks no migration and does not refuse this version.</summary>
internal sealed class DatabaseHealth(IDbContextFactory<SchedulerDbContext> contexts, OutageLog outages) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            await using var db = await contexts.CreateDbContextAsync(cancellationToken);
            if (await SchemaVersion.WhyRefusedAsync(db, cancellationToken) is { } reason)
            {
                return HealthCheckResult.Unhealthy(reason);
            }

            return (await db.Database.GetPendingMigrationsAsync(cancellationToken)).Any()
                ? HealthCheckResult.Unhealthy("The database lacks migrations.")
                : HealthCheckResult.Healthy();
        }
#pragma warning disable CA1031 // Whatever fails, the answer is: not ready.
        catch (Exception e)
        {
            if (e is not OperationCanceledException)
            {
                outages.Tell(e);
            }

            return HealthCheckResult.Unhealthy("The database cannot be reached.", e);
        }
#pragma warning restore CA1031
    }
}

/// <summary>Whether the process lives, and whether it can serve.</summary>
public static class HealthEndpoints
{
    public static void MapHealth(this IEndpointRouteBuilder app)
    {
        app.MapHealthChecks("/health/live", new HealthCheckOptions { Predicate = _ => false });
        app.MapHealthChecks("/health/ready", new HealthCheckOptions { Predicate = check => check.Tags.Contains("ready") });
    }
}
