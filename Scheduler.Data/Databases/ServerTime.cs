using Microsoft.EntityFrameworkCore;

namespace Scheduler.Data.Databases;

/// <summary>The present for what deletes or expires by itself.</summary>
public static class ServerTime
{
    /// <summary>The present instant as the database server says it now, at the price of a round trip; where the clock is not the database's, as that clock says it. In microseconds.</summary>
    /// <remarks>A sweep asks inside its transaction and compares with this: what it removes is gone for good, so it trusts no measurement.</remarks>
    public static async Task<DateTime> NowAsync(this TimeProvider clock, SchedulerDbContext db, CancellationToken cancellationToken = default)
    {
        if (clock is DatabaseClock)
        {
            return await db.Database.SqlQueryRaw<DateTime>("SELECT clock_timestamp() AS \"Value\"").SingleAsync(cancellationToken);
        }

        var ticks = clock.GetUtcNow().UtcTicks;
        return new DateTime(ticks - (ticks % TimeSpan.TicksPerMicrosecond), DateTimeKind.Utc);
    }
}
