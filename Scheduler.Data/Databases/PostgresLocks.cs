using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Scheduler.Data.Hot;

namespace Scheduler.Data.Databases;

/// <summary>Locks on names in PostgreSQL, which end with their transaction.</summary>
internal static class PostgresLocks
{
    /// <summary>In one order, which rules out deadlocks between those who lock.</summary>
    private const string Lock =
        "SELECT pg_advisory_xact_lock(k) FROM (SELECT DISTINCT hashtextextended(name, 0) AS k FROM unnest(@p0) AS name ORDER BY k) AS keys";

    private const string SharedLock = "SELECT pg_advisory_xact_lock_shared(hashtextextended(@p0, 0))";
    private const string LockTimeout = "SELECT set_config('lock_timeout', @p0, true)";
    private const string DefaultLockTimeout = "SET LOCAL lock_timeout TO DEFAULT";

    /// <summary>The statements that take them, for a round trip with others.</summary>
    /// <param name="names">Locked against everybody else.</param>
    /// <param name="shared">Locked together with all others that share it; null for nothing.</param>
    /// <param name="milliseconds">How long the names are waited for.</param>
    public static List<Query> Take(IReadOnlyCollection<string> names, string? shared, int milliseconds)
    {
        var locks = new List<Query>(3);
        if (shared is not null)
        {
            locks.Add(new Query<bool>(SharedLock, _ => true, shared));
        }

        if (names.Count > 0)
        {
            locks.Add(new Query<bool>(LockTimeout, _ => true, milliseconds.ToString(CultureInfo.InvariantCulture)));
            locks.Add(new Query<bool>(Lock, _ => true, [names.ToArray()]));
        }

        return locks;
    }

    /// <summary>
    /// Takes one at once, waiting as long as <paramref name="patience"/>; false when the transaction must end without it.
    /// </summary>
    public static async Task<bool> TryTakeAsync(SchedulerDbContext db, string name, TimeSpan patience)
    {
        try
        {
            await db.Hot.SendAsync(
                CancellationToken.None,
                [.. Take([name], null, (int)patience.TotalMilliseconds), new Query<bool>(DefaultLockTimeout, _ => true)]
            );
            return true;
        }
        catch (Exception e) when (ConstraintViolation.IsLockTimeout(e))
        {
            return false;
        }
    }
}
