using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Scheduler.Data.Hot;

/// <content>What SQLite is given past its driver, and how values are stored there.</content>
internal sealed partial class HotStatements
{
    private SqliteStatements? own;

    /// <summary>The open connection's own statements; null where the database is a server.</summary>
    private SqliteStatements? Own => sqlite ? own ??= new SqliteStatements((SqliteConnection)db.Database.GetDbConnection()) : null;

    /// <summary>What a query finds for the row of another that is being read: SQLite reads both of the same snapshot.</summary>
    /// <exception cref="InvalidOperationException">The database is a server, which would be asked once a row.</exception>
    internal List<T> ReadWithin<T>(Query<T> query)
    {
        Read(Own ?? throw new InvalidOperationException("A query within another is SQLite's."), query, CancellationToken.None);
        return query.Rows;
    }

    private int Execute(SqliteStatements statements, string sql, object?[] parameters) =>
        statements.Execute(Bound(statements, sql, parameters));

    private void Read(SqliteStatements statements, Query query, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        statements.Read(Bound(statements, query.Sql, query.Parameters), query, cancellationToken);
    }

    /// <summary>The statement with these values, about to be sent.</summary>
    private SqliteStatement Bound(SqliteStatements statements, string sql, object?[] parameters)
    {
        var statement = statements.Prepare(sql);
        for (var i = 0; i < parameters.Length; i++)
        {
            statement.BindValue(i, Stored(parameters[i]));
        }

        Tell(sql);
        return statement;
    }

    /// <summary>As <see cref="SchedulerDbContext"/> maps it.</summary>
    private object Stored(object? value) =>
        value switch
        {
            null => DBNull.Value,
            DateTime instant when sqlite => SchedulerDbContext.Microseconds(instant),
            Guid id when sqlite => id.ToByteArray(bigEndian: true),
            // Ids and folded words have no character that JSON escapes.
            string[] { Length: 0 } when sqlite => "[]",
            string[] ids when sqlite => $"[\"{string.Join("\",\"", ids)}\"]",
            _ => value,
        };
}
