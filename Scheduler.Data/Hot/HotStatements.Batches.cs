using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Scheduler.Data.Databases;

namespace Scheduler.Data.Hot;

/// <content>Several statements in one round trip, where the database is a server.</content>
internal sealed partial class HotStatements
{
    private bool? prepares;

    /// <summary>
    /// Stores new rows, in their order and in one round trip, on the open connection of the context and inside its transaction;
    /// all of them or none also where a server's context has none.
    /// </summary>
    /// <remarks>The commands of a batch are one implicit transaction: the server commits at the end of the batch or not at all.</remarks>
    /// <exception cref="DbException">A constraint refused one of them: <see cref="ConstraintViolation"/> says which.</exception>
    /// <exception cref="DbUpdateConcurrencyException">One of the statements before had to change a row and changed none.</exception>
    /// <param name="before">Statements that return nothing, run before the rows are stored.</param>
    public async Task InsertAsync(IReadOnlyList<NewRow> rows, params IReadOnlyList<Query> before)
    {
        var began = WriteTelemetry.BeginStatement();
        await StoreAsync(rows, before);
        WriteTelemetry.EndStatement(began);
    }

    private async Task StoreAsync(IReadOnlyList<NewRow> rows, IReadOnlyList<Query> before)
    {
        var connection = db.Database.GetDbConnection();
        if (Own is { } statements)
        {
            if (db.Database.CurrentTransaction is null)
            {
                throw new InvalidOperationException("Without batches several rows are one step only inside a transaction.");
            }

            foreach (var query in before)
            {
                query.Check(Execute(statements, query.Sql, query.Parameters));
            }

            foreach (var row in rows)
            {
                var (entity, sql) = row.Statement(db);
                var statement = statements.Prepare(sql);
                entity.Bind(row.Row, statement);
                Tell(sql);
                statements.Execute(statement);
            }

            return;
        }

        await using var batch = NewBatch();
        await using var typed = connection.CreateCommand();
        foreach (var query in before)
        {
            Add(batch, typed, query);
        }

        foreach (var row in rows)
        {
            var (entity, sql) = row.Statement(db);
            var command = batch.CreateBatchCommand();
            command.CommandText = Text(sql);
            entity.Bind(row.Row, command.Parameters, typed);
            batch.BatchCommands.Add(command);
        }

        await PrepareAsync(batch.PrepareAsync, CancellationToken.None);
        await batch.ExecuteNonQueryAsync();
        for (var i = 0; i < before.Count; i++)
        {
            before[i].Check(batch.BatchCommands[i].RecordsAffected);
        }
    }

    private async Task SendTogetherAsync(IReadOnlyList<Query> queries, CancellationToken cancellationToken)
    {
        if (queries is not [var only])
        {
            await SendBatchAsync(queries, cancellationToken);
            return;
        }

        var command = Command(only.Sql, only.Parameters);
        await PrepareAsync(command.PrepareAsync, cancellationToken);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            only.Take(reader);
        }
    }

    private async Task SendBatchAsync(IReadOnlyList<Query> queries, CancellationToken cancellationToken)
    {
        await using var batch = NewBatch();
        await using var typed = db.Database.GetDbConnection().CreateCommand();
        foreach (var query in queries)
        {
            Add(batch, typed, query);
        }

        await PrepareAsync(batch.PrepareAsync, cancellationToken);
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        foreach (var query in queries)
        {
            while (await reader.ReadAsync(cancellationToken))
            {
                query.Take(reader);
            }

            await reader.NextResultAsync(cancellationToken);
        }
    }

    /// <summary>Has the server keep the plan for the connection's next use of the statement.</summary>
    /// <remarks>
    /// The driver does so by itself at the fifth use; but where that one fails before it runs, the sixth breaks the connection
    /// (npgsql/npgsql#6391). Here nothing is to be run yet.
    /// </remarks>
    private Task PrepareAsync(Func<CancellationToken, Task> prepare, CancellationToken cancellationToken) =>
        (prepares ??= PostgresConnectionString.Prepares(db.Database.GetConnectionString()!))
            ? prepare(cancellationToken)
            : Task.CompletedTask;

    private void Add(DbBatch batch, DbCommand typed, Query query)
    {
        var command = batch.CreateBatchCommand();
        command.CommandText = Text(query.Sql);
        for (var i = 0; i < query.Parameters.Length; i++)
        {
            var parameter = typed.CreateParameter();
            parameter.Value = Stored(query.Parameters[i]);
            command.Parameters.Add(parameter);
        }

        batch.BatchCommands.Add(command);
        Tell(query.Sql);
    }

    private DbBatch NewBatch()
    {
        var batch = db.Database.GetDbConnection().CreateBatch();
        batch.Transaction = db.Database.CurrentTransaction?.GetDbTransaction();
        return batch;
    }
}
