using Microsoft.EntityFrameworkCore;
using Scheduler.Api.Events;
using Scheduler.Data;
using Scheduler.Data.Databases;
using Scheduler.Data.Model;

namespace Scheduler.Api;

/// <summary>Stores and changes versioned rows, each with its event in the same transaction.</summary>
internal static class RowWrites
{
    /// <summary>Stores something new under an id that may be taken.</summary>
    /// <param name="also">What is stored with it.</param>
    public static async Task<Outcome<T>> CreateAsync<T>(
        WriteQueue writes,
        T row,
        string what,
        string id,
        Func<T, Event> eventOf,
        CancellationToken cancellationToken,
        Func<SchedulerDbContext, T, Task>? also = null
    )
        where T : class
    {
        try
        {
            return await writes.RunAsync<Outcome<T>>(
                async db =>
                {
                    db.Add(row);
                    db.Events.Add(eventOf(row));
                    await db.SaveChangesAsync(CancellationToken.None);
                    await (also?.Invoke(db, row) ?? Task.CompletedTask);
                    return row;
                },
                cancellationToken
            );
        }
        catch (DbUpdateException e) when (ConstraintViolation.Find(e) == BrokenConstraint.PrimaryKey)
        {
            return new Refusal(RefusalType.IdTaken, $"There is a {what} with the id '{id}' already.").With("id", id);
        }
    }

    /// <summary>Changes one row, under the caller's precondition and under the version that was read.</summary>
    /// <param name="find">Locks where it must, and reads the tracked row.</param>
    /// <param name="change">Applies the change to the tracked row, its version too; answers why it cannot.</param>
    public static Task<Outcome<T>> ChangeAsync<T>(
        WriteQueue writes,
        Func<SchedulerDbContext, Task<T?>> find,
        Func<T, int> version,
        Precondition? precondition,
        Func<SchedulerDbContext, T, Task<Refusal?>> change,
        Func<T, Event> eventOf,
        Func<Refusal> notFound,
        CancellationToken cancellationToken,
        Func<SchedulerDbContext, T, Task>? also = null
    )
        where T : class =>
        writes.RunVersionedAsync<Outcome<T>>(
            async db =>
            {
                if (await find(db) is not { } row)
                {
                    return notFound();
                }

                if ((precondition?.Check(version(row)) ?? await change(db, row)) is { } refusal)
                {
                    return refusal;
                }

                db.Events.Add(eventOf(row));
                await db.SaveChangesAsync(CancellationToken.None);
                await (also?.Invoke(db, row) ?? Task.CompletedTask);
                return row;
            },
            cancellationToken
        );
}
