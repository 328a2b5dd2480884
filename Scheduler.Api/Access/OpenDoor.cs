using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Scheduler.Data;

namespace Scheduler.Api.Access;

/// <summary>
/// Whether the service is open: nobody has made an account or a key yet, and no setting forbids it. Once closed it stays so.
/// </summary>
public sealed class OpenDoor(IDbContextFactory<SchedulerDbContext> contexts, IOptions<AccessOptions> options)
{
    private volatile bool closed = options.Value.Mode == AccessMode.Accounts;
    private long openUntil;

    public ValueTask<bool> IsOpenAsync(CancellationToken cancellationToken) =>
        closed ? ValueTask.FromResult(false)
        : Environment.TickCount64 < Volatile.Read(ref openUntil) ? ValueTask.FromResult(true)
        : LookAsync(cancellationToken);

    /// <summary>To be called once a first account or key is stored.</summary>
    public void Close() => closed = true;

    private async ValueTask<bool> LookAsync(CancellationToken cancellationToken)
    {
        var askedAt = Environment.TickCount64;
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        // Revoked keys and disabled accounts count: taking away the last one must not open the office to everybody.
        if (await db.ApiKeys.AnyAsync(cancellationToken) || await db.Accounts.AnyAsync(cancellationToken))
        {
            closed = true;
            return false;
        }

        // Another instance, or the command line, may close the door from now on.
        Volatile.Write(ref openUntil, askedAt + BriefMemory.MaxAgeMilliseconds);
        return !closed;
    }
}
