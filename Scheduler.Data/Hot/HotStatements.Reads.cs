using Scheduler.Data.Databases;

namespace Scheduler.Data.Hot;

/// <content>Reads outside of a transaction, which share round trips to a busy server.</content>
internal sealed partial class HotStatements
{
    private SharedReads? shared;

    /// <summary>Every row that a query finds that changes nothing.</summary>
    public async Task<List<T>> ReadAsync<T>(Query<T> query, CancellationToken cancellationToken)
    {
        await ReadAsync(cancellationToken, query);
        return query.Rows;
    }

    /// <summary>As <see cref="SendAsync"/>, for queries that change nothing.</summary>
    public async Task ReadAsync(CancellationToken cancellationToken, params IReadOnlyList<Query> queries)
    {
        // In a trace a statement is one request's.
        if (sqlite || IsOpen || queries.Count == 0 || WriteTelemetry.Spans.HasListeners())
        {
            await SendAsync(cancellationToken, queries);
            return;
        }

        shared ??= SharedReads.Of(db);
        using var turn = await shared.EnterAsync(queries, cancellationToken);
        if (turn is not null && !await TryAsync(turn, cancellationToken))
        {
            await TryAsync(turn, cancellationToken);
        }
    }

    /// <summary>Whether it was read; false where it shared what has failed, and is to be sent alone.</summary>
    private async Task<bool> TryAsync(SharedRead turn, CancellationToken cancellationToken)
    {
        var opened = await OpenAsync(cancellationToken);
        var began = WriteTelemetry.BeginStatement();
        try
        {
            var together = turn.Together();
            // Who goes away takes nobody along.
            await SendTogetherAsync(together, turn.IsShared ? CancellationToken.None : cancellationToken);
            turn.Succeed();
            return true;
        }
        catch (Exception) when (turn.IsShared)
        {
            turn.Part();
            return false;
        }
        finally
        {
            WriteTelemetry.EndStatement(began);
            await CloseAsync(opened);
        }
    }
}
