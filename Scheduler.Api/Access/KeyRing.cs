using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Scheduler.Data;
using Scheduler.Data.Model;

namespace Scheduler.Api.Access;

/// <summary>The keys that open something, each remembered for less than a second: a revoked one is refused by every instance within that.</summary>
public sealed class KeyRing(IDbContextFactory<SchedulerDbContext> contexts, KeyUses uses, TimeProvider clock)
{
    private const long MaxAgeMilliseconds = 900;

    private static readonly string PublicRole = RoleWords.Of(Role.Public);

    private readonly ConcurrentDictionary<string, (ApiKey Key, long ReadAt)> known = new(StringComparer.Ordinal);
    private volatile KnownOrigins? origins;

    /// <summary>The key that a text is; null where it opens nothing, for whatever reason.</summary>
    public async ValueTask<ApiKey?> FindAsync(string text, CancellationToken cancellationToken)
    {
        if (KeyText.Read(text) is not { } sent || await FindByIdAsync(sent.Id, cancellationToken) is not { } key || !sent.IsOf(key.SecretHash))
        {
            return null;
        }

        var nowUtc = clock.GetUtcNow().UtcDateTime;
        if (nowUtc >= key.ExpiresUtc)
        {
            return null;
        }

        uses.Tell(key, nowUtc);
        return key;
    }

    /// <summary>Whether a page of this origin may use some public key: a browser asks before it sends one.</summary>
    public async ValueTask<bool> AllowsAsync(string origin, CancellationToken cancellationToken)
    {
        var last = origins;
        var readAt = Environment.TickCount64;
        if (last is null || readAt - last.ReadAt >= MaxAgeMilliseconds)
        {
            var nowUtc = clock.GetUtcNow().UtcDateTime;
            await using var db = await contexts.CreateDbContextAsync(cancellationToken);
            var lists = await db.ApiKeys.AsNoTracking().Where(k => k.Role == PublicRole && k.RevokedUtc == null && k.ExpiresUtc > nowUtc).Select(k => k.Origins).ToListAsync(cancellationToken);
            origins = last = new KnownOrigins(lists.SelectMany(list => list).ToHashSet(StringComparer.Ordinal), readAt);
        }

        return last.All.Contains(origin);
    }

    /// <summary>To be called once a key has been made or revoked, so that this instance knows at once.</summary>
    public void Forget(string id)
    {
        known.TryRemove(id, out _);
        origins = null;
    }

    private async ValueTask<ApiKey?> FindByIdAsync(string id, CancellationToken cancellationToken)
    {
        var readAt = Environment.TickCount64;
        if (known.TryGetValue(id, out var last) && readAt - last.ReadAt < MaxAgeMilliseconds)
        {
            return last.Key;
        }

        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        if (await db.ApiKeys.AsNoTracking().FirstOrDefaultAsync(k => k.Id == id && k.RevokedUtc == null, cancellationToken) is not { } key)
        {
            // What is not there is not remembered: anybody can make up ids.
            known.TryRemove(id, out _);
            return null;
        }

        known[id] = (key, readAt);
        return key;
    }

    /// <summary>The origins of every public key, as they were.</summary>
    private sealed record KnownOrigins(HashSet<string> All, long ReadAt);
}
