using Microsoft.EntityFrameworkCore;
using Scheduler.Data;
using Scheduler.Data.Databases;

namespace Scheduler.Api.Http;

/// <summary>Stores something new under an id that may be taken.</summary>
public static class Creation
{
    /// <param name="andThen">What is written in the same transaction, once the row is there.</param>
    /// <returns>Null when it is stored.</returns>
    public static async Task<Refusal?> RunAsync<T>(WriteQueue writes, T row, string what, string id, CancellationToken cancellationToken, Func<SchedulerDbContext, T, Task>? andThen = null)
        where T : class
    {
        try
        {
            await writes.RunAsync(
                async db =>
                {
                    db.Add(row);
                    await db.SaveChangesAsync(CancellationToken.None);
                    await (andThen?.Invoke(db, row) ?? Task.CompletedTask);
                    return row;
                },
                cancellationToken);
            return null;
        }
        catch (DbUpdateException e) when (ConstraintViolation.Find(e) == BrokenConstraint.PrimaryKey)
        {
            return new Refusal(RefusalType.IdTaken, $"There is a {what} with the id '{id}' already.").With("id", id);
        }
    }
}

/// <summary>Changes one versioned row, under the caller's precondition.</summary>
public static class Change
{
    /// <param name="change">Applies the change to the tracked row, its version too; answers why it cannot.</param>
    /// <param name="andThen">What is written in the same transaction, once the row is changed.</param>
    public static Task<Outcome<T>> RunAsync<T>(
        WriteQueue writes, Func<SchedulerDbContext, Task<T?>> find, Func<T, string> etag, string? ifMatch, Func<T, Refusal?> change, Func<Refusal> notFound, CancellationToken cancellationToken,
        Func<SchedulerDbContext, T, Task>? andThen = null)
        where T : class =>
        writes.RunVersionedAsync<Outcome<T>>(
            async db =>
            {
                var row = await find(db);
                if (row is null)
                {
                    return notFound();
                }

                if ((ETags.Check(ifMatch, etag(row)) ?? change(row)) is { } refusal)
                {
                    return refusal;
                }

                await db.SaveChangesAsync(CancellationToken.None);
                await (andThen?.Invoke(db, row) ?? Task.CompletedTask);
                return row;
            },
            cancellationToken);
}
