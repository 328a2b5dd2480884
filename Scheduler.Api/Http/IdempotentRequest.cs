using Microsoft.EntityFrameworkCore;
using Scheduler.Data;
using Scheduler.Data.Databases;
using Scheduler.Data.Model;

namespace Scheduler.Api.Http;

/// <summary>A request with an <c>Idempotency-Key</c>: it keeps its answer in the transaction of its effect.</summary>
/// <param name="caller">The <see cref="Access.Actor.Caller"/>: nobody is given another caller's answer.</param>
/// <param name="path">As <see cref="RoutePath"/> writes it.</param>
public sealed class IdempotentRequest(string caller, string path, string key, byte[] bodyHash, TimeProvider clock) : WriteCompanion
{
    /// <summary>How long an answer is kept.</summary>
    public static readonly TimeSpan KeptFor = TimeSpan.FromHours(24);

    /// <summary>How long a request waits for another one with its key.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private Func<object?, Task<KeptAnswer?>>? render;

    /// <summary>The answer that was stored with the effect; null as long as there is none.</summary>
    public IdempotencyKey? Kept { get; private set; }

    /// <summary>Says how the result of the write becomes an answer; a refusal becomes none.</summary>
    public void AnswersWith<T>(Func<T, Task<KeptAnswer>> answer) =>
        render = async result =>
            result switch
            {
                T value => await answer(value),
                Outcome<T> { Value: { } value } => await answer(value),
                _ => null,
            };

    /// <summary>The answer that this key was given; null where there is none, or it is too old to be given again.</summary>
    public async Task<IdempotencyKey?> FindAsync(SchedulerDbContext db, CancellationToken cancellationToken)
    {
        var oldestUtc = clock.Now() - KeptFor;
        return await Row(db).AsNoTracking().FirstOrDefaultAsync(k => k.CreatedUtc > oldestUtc, cancellationToken);
    }

    public bool HasBodyOf(IdempotencyKey kept) => kept.BodyHash.AsSpan().SequenceEqual(bodyHash);

    protected override async Task<T> RunAsync<T>(WriteQueue writes, SchedulerDbContext db, Func<SchedulerDbContext, Task<T>> operation)
    {
        // The operation may run more than once: what an earlier run rendered was not stored.
        Kept = null;
        if (!await writes.TryLockAsync(db, $"key {caller} {path} {key}", Patience))
        {
            throw new IdempotencyKeyInUseException();
        }

        if (await FindAsync(db, CancellationToken.None) is not null)
        {
            throw new IdempotencyKeyTakenException();
        }

        var result = await operation(db);
        if (render is not null && await render(result) is { } answer)
        {
            // One that is too old for FindAsync may not have been swept yet.
            await Row(db).ExecuteDeleteAsync(CancellationToken.None);
            var row = new IdempotencyKey
            {
                Caller = caller,
                Path = path,
                Key = key,
                BodyHash = bodyHash,
                CreatedUtc = clock.Now(),
                Status = answer.Status,
                Location = answer.Location,
                ETag = answer.ETag,
                Body = answer.Body,
            };
            db.IdempotencyKeys.Add(row);
            await db.SaveChangesAsync(CancellationToken.None);
            Kept = row;
        }

        return result;
    }

    private IQueryable<IdempotencyKey> Row(SchedulerDbContext db) =>
        db.IdempotencyKeys.Where(k => k.Caller == caller && k.Path == path && k.Key == key);
}

/// <summary>An answer as it goes over the wire.</summary>
public sealed record KeptAnswer(int Status, string? Location, string? ETag, byte[] Body);

/// <summary>Another request with this key was first; its answer is stored.</summary>
public sealed class IdempotencyKeyTakenException() : Exception("Another request with this key was first.");

/// <summary>Another request with this key has been running for as long as anybody waits.</summary>
public sealed class IdempotencyKeyInUseException() : Exception("Another request with this key is still running.");
