using Microsoft.EntityFrameworkCore;

namespace Scheduler.Data.Databases;

/// <summary>Whether this instance should be sent requests, beyond that its PostgreSQL server can be reached.</summary>
public sealed class PostgresReadiness(IDbContextFactory<SchedulerDbContext> contexts, DatabaseClock clock)
{
    /// <summary>Why it should not; null when it should.</summary>
    public async Task<string?> WhyNotAsync(CancellationToken cancellationToken)
    {
        if (clock.WhyUnfit is { } reason)
        {
            return reason;
        }

        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db
            .Database.SqlQueryRaw<bool>("SELECT current_setting('transaction_read_only')::boolean AS \"Value\"")
            .SingleAsync(cancellationToken)
            ? "The database server takes no writes: it is a standby, or set to be read only."
            : null;
    }
}
