using System.Globalization;
using System.Reflection;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using SQLitePCL;

namespace Scheduler.Data.Databases;

/// <summary>Reads of one context that end when their time is over or their token is cancelled, also in the middle of a statement.</summary>
public sealed class BoundedRead : IAsyncDisposable
{
    /// <summary>
    /// Its type is that of a newer SQLitePCLRaw than this is built against, which <see cref="SqliteLibrary"/> answers for when it runs.
    /// </summary>
    private static readonly PropertyInfo Handle = typeof(SqliteConnection).GetProperty("Handle")!;
    private readonly CancellationTokenSource source;
    private readonly IDbContextTransaction? transaction;
    private readonly CancellationTokenRegistration interruption;

    private BoundedRead(CancellationTokenSource source, IDbContextTransaction? transaction, CancellationTokenRegistration interruption)
    {
        this.source = source;
        this.transaction = transaction;
        this.interruption = interruption;
    }

    /// <summary>Cancelled with the caller's token and at the end of the time.</summary>
    public CancellationToken Token => source.Token;

    /// <summary>Begins the time. On PostgreSQL the reads are one transaction, whose statements the server itself ends.</summary>
    public static async Task<BoundedRead> BeginAsync(SchedulerDbContext db, TimeSpan limit, CancellationToken cancellationToken)
    {
        var time = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        time.CancelAfter(limit);
        if (db.Database.GetDbConnection() is SqliteConnection sqlite)
        {
            await db.Database.OpenConnectionAsync(time.Token);
            var handle = (sqlite3)Handle.GetValue(sqlite)!;
            return new BoundedRead(time, null, time.Token.Register(() => raw.sqlite3_interrupt(handle)));
        }

        var reads = await db.Database.BeginTransactionAsync(time.Token);
        var milliseconds = limit.TotalMilliseconds.ToString("0", CultureInfo.InvariantCulture);
        await db.Database.ExecuteSqlAsync($"SELECT set_config('statement_timeout', {milliseconds}, true)", time.Token);
        return new BoundedRead(time, reads, default);
    }

    /// <summary>Whether a failure is the end of the time, or the caller's going away.</summary>
    public bool IsEnd(Exception exception) =>
        exception is OperationCanceledException || source.IsCancellationRequested || ConstraintViolation.IsStatementTimeout(exception);

    public async ValueTask DisposeAsync()
    {
        await interruption.DisposeAsync();
        if (transaction is not null)
        {
            await transaction.DisposeAsync();
        }

        source.Dispose();
    }
}
