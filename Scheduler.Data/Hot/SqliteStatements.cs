using System.Data;
using System.Data.Common;
using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Scheduler.Data.Hot;

/// <summary>
/// Statements that change a SQLite file, prepared once a connection and bound by place: the driver looks up the name of each
/// parameter, and makes a reader, at each use of a command, which for the rows of a booking takes longer than SQLite itself.
/// </summary>
/// <remarks>They end when the connection closes: one that is left would keep the file open.</remarks>
internal sealed partial class SqliteStatements
{
    private readonly Dictionary<string, sqlite3_stmt> prepared = new(StringComparer.Ordinal);
    private readonly SqliteConnection connection;

    public SqliteStatements(SqliteConnection connection)
    {
        this.connection = connection;
        connection.StateChange += (_, change) =>
        {
            if (change.CurrentState == ConnectionState.Closed)
            {
                End();
            }
        };
    }

    /// <summary>The statement, with nothing bound yet that its parameters do not replace.</summary>
    /// <exception cref="SqliteException">It is no statement that SQLite knows.</exception>
    public sqlite3_stmt Prepare(string sql)
    {
        if (!prepared.TryGetValue(sql, out var statement))
        {
            // SQLite counts named parameters as they come: a statement may say @p1 before @p0.
            var numbered = Parameter()
                .Replace(sql, name => $"?{int.Parse(name.Groups["number"].ValueSpan, CultureInfo.InvariantCulture) + 1}");
            var result = raw.sqlite3_prepare_v3(connection.Handle, numbered, raw.SQLITE_PREPARE_PERSISTENT, out statement);
            SqliteException.ThrowExceptionForRC(result, connection.Handle);
            prepared[sql] = statement;
        }

        return statement;
    }

    /// <summary>Gives the parameter at this place, counted from 1, a value.</summary>
    /// <param name="value">As the driver would store it.</param>
    public static void Bind(sqlite3_stmt statement, int place, object? value)
    {
        _ = value switch
        {
            null or DBNull => raw.sqlite3_bind_null(statement, place),
            string text => raw.sqlite3_bind_text(statement, place, text),
            byte[] bytes => raw.sqlite3_bind_blob(statement, place, bytes),
            long number => raw.sqlite3_bind_int64(statement, place, number),
            int number => raw.sqlite3_bind_int64(statement, place, number),
            bool flag => raw.sqlite3_bind_int64(statement, place, flag ? 1 : 0),
            double number => raw.sqlite3_bind_double(statement, place, number),
            DateOnly date => raw.sqlite3_bind_text(statement, place, date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)),
            Enum word => raw.sqlite3_bind_int64(statement, place, Convert.ToInt64(word, CultureInfo.InvariantCulture)),
            _ => throw new NotSupportedException($"No column of a row that is written so is a {value.GetType()}."),
        };
    }

    /// <summary>Runs it, and returns how many rows it changed.</summary>
    /// <exception cref="DbException">A constraint refused, or the file could not be written.</exception>
    public int Execute(sqlite3_stmt statement)
    {
        var database = connection.Handle;
        try
        {
            int result;
            do
            {
                result = raw.sqlite3_step(statement);
            } while (result == raw.SQLITE_ROW);

            if (result != raw.SQLITE_DONE)
            {
                SqliteException.ThrowExceptionForRC(result, database);
            }

            return raw.sqlite3_changes(database);
        }
        finally
        {
            _ = raw.sqlite3_reset(statement);
        }
    }

    private void End()
    {
        foreach (var statement in prepared.Values)
        {
            statement.Dispose();
        }

        prepared.Clear();
    }

    [GeneratedRegex("@p(?<number>[0-9]+)", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Parameter();
}
