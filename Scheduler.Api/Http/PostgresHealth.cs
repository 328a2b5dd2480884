using Microsoft.Extensions.Diagnostics.HealthChecks;
using Scheduler.Data.Databases;

namespace Scheduler.Api.Http;

/// <summary>Ready when the PostgreSQL server takes writes, its clock is known and this version may use its schema.</summary>
internal sealed class PostgresHealth(PostgresReadiness readiness, OutageLog outages) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            return await readiness.WhyNotAsync(cancellationToken) is { } reason
                ? HealthCheckResult.Unhealthy(reason)
                : HealthCheckResult.Healthy();
        }
#pragma warning disable CA1031 // Whatever fails, the answer is: not ready.
        catch (Exception e) when (e is not OperationCanceledException)
        {
            outages.Tell(e);
            return HealthCheckResult.Unhealthy("The database cannot be reached.", e);
        }
#pragma warning restore CA1031
    }
}
