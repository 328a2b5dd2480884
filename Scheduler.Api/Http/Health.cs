using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Scheduler.Data;
using Scheduler.Data.Databases;

namespace Scheduler.Api.Http;

/// <summary>
/// Ready when the database can be reached, lacks no migration, does not refuse this version, has room, and a write can begin.
/// </summary>
internal sealed class DatabaseHealth(
    IDbContextFactory<SchedulerDbContext> contexts,
    WriteQueue writes,
    DatabaseOptions options,
    OutageLog outages
) : IHealthCheck
{
    /// <summary>Shorter than those who ask wait for an answer, longer than a batch of writes takes.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            await using var db = await contexts.CreateDbContextAsync(cancellationToken);
            if (await SchemaVersion.WhyRefusedAsync(db, cancellationToken) is { } reason)
            {
                return HealthCheckResult.Unhealthy(reason);
            }

            if ((await db.Database.GetPendingMigrationsAsync(cancellationToken)).Any())
            {
                return HealthCheckResult.Unhealthy("The database lacks migrations.");
            }

            await writes.CheckAsync(Patience, cancellationToken);
            return HasRoom() ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy("The disk of the database is full.");
        }
        catch (WriteQueueUnavailableException e)
        {
            return HealthCheckResult.Unhealthy($"Nothing can be written: {e.Message}");
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

    /// <summary>Of a server's disk only the server knows.</summary>
    private bool HasRoom() =>
        options.Provider == DatabaseProvider.Postgres
        || DiskSpace.Free(Path.GetDirectoryName(SchedulerDatabase.SqliteFile(options.ConnectionString))!) >= DiskSpace.Least;
}

/// <summary>Whether the process lives, whether it has started, and whether it can serve.</summary>
public static class HealthEndpoints
{
    public static void MapHealth(this IEndpointRouteBuilder app)
    {
        app.MapHealthChecks("/health/live", new HealthCheckOptions { Predicate = _ => false });
        // It listens once settings and database are checked, and migrations applied: whoever gets an answer knows that it has started.
        app.MapHealthChecks("/health/startup", new HealthCheckOptions { Predicate = _ => false });
        app.MapHealthChecks("/health/ready", new HealthCheckOptions { Predicate = check => check.Tags.Contains("ready") });
    }
}
