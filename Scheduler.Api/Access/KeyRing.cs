using Microsoft.EntityFrameworkCore;
using Scheduler.Data;
using Scheduler.Data.Model;

namespace Scheduler.Api.Access;

/// <summary>A key that there is, and whose secret was sent.</summary>
/// <param name="Opens">False once it is revoked or expired.</param>
public sealed record SentKey(ApiKey Key, bool Opens);

/// <summary>The keys that open something: a revoked one is refused by every instance within a second.</summary>
public sealed class KeyRing(IDbContextFactory<SchedulerDbContext> contexts, LastUses uses, TimeProvider clock)
{
    private static readonly string PublicRole = RoleWords.Of(Role.Public);

    private readonly BriefMemory<ApiKey> known = new(
        async (id, cancellationToken) =>
        {
            await using var db = await contexts.CreateDbContextAsync(cancellationToken);
            return await db.ApiKeys.AsNoTracking().FirstOrDefaultAsync(k => k.Id == id, cancellationToken);
        }
    );

    /// <summary>The origins of every public key.</summary>
    private readonly BriefValue<HashSet<string>> origins = new(async cancellationToken =>
    {
        var nowUtc = clock.GetUtcNow().UtcDateTime;
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var lists = await db
            .ApiKeys.AsNoTracking()
            .Where(k => k.Role == PublicRole && k.RevokedUtc == null && k.ExpiresUtc > nowUtc)
            .Select(k => k.Origins)
            .ToListAsync(cancellationToken);
        return lists.SelectMany(list => list).ToHashSet(StringComparer.Ordinal);
    });

    /// <summary>The key that a text is; null where there is none, or its secret is another.</summary>
    public async ValueTask<SentKey?> FindAsync(string text, CancellationToken cancellationToken)
    {
        if (
            KeyText.Read(text) is not { } sent
            || await known.FindAsync(sent.Id, cancellationToken) is not { } key
            || !sent.IsOf(key.SecretHash)
        )
        {
            return null;
        }

        var nowUtc = clock.GetUtcNow().UtcDateTime;
        var opens = key.RevokedUtc is null && nowUtc < key.ExpiresUtc;
        if (opens)
        {
            uses.Tell(key, nowUtc);
        }

        return new SentKey(key, opens);
    }

    /// <summary>Whether a page of this origin may use some public key: a browser asks before it sends one.</summary>
    public async ValueTask<bool> AllowsAsync(string origin, CancellationToken cancellationToken) =>
        (await origins.ReadAsync(cancellationToken)).Contains(origin);

    /// <summary>To be called once a key has been made or revoked, so that this instance knows at once.</summary>
    public void Forget(string id)
    {
        known.Forget(id);
        origins.Forget();
    }
}
