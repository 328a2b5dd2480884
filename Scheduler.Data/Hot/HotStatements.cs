using System.Collections.Concurrent;
using System.Data.Common;
using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Scheduler.Data.Databases;

namespace Scheduler.Data.Hot;

/// <summary>
/// The statements of the hottest paths, prepared once a connection: EF Core composes and
/// reads a query in ten times what the database needs for it.
/// </summary>
/// <remarks>One for each context. A pooled context keeps its connection, and so its statements, from one use to the next.</remarks>
internal sealed partial class HotStatements(SchedulerDbContext db)
{
    private static readonly DiagnosticListener Listener = new(HotReads.ListenerName);
    private static readonly ConcurrentDictionary<string, string> Numbered = new(StringComparer.Ordinal);
    private readonly Dictionary<string, DbCommand> commands = new(StringComparer.Ordinal);
    private readonly bool sqlite = db.Database.IsSqlite();

    /// <summary>Whether a statement is a round trip to a server, PostgreSQL's.</summary>
    internal bool OnServer => !sqlite;

    /// <summary>A list parameter holds the column's value.</summary>
    public string In(string column, string parameter) =>
        sqlite ? $"{column} IN (SELECT value FROM json_each({parameter}))" : $"{column} = ANY({parameter})";

    /// <summary>A table of the texts of a list parameter, in a column <c>value</c>.</summary>
    internal string Each(string parameter) => sqlite ? $"json_each({parameter}) AS texts" : $"unnest({parameter}) AS texts(value)";

    /// <summary>What a subquery selects, in one text, separated by semicolons; null or empty where it finds nothing.</summary>
    internal string Joined(string value, string from) =>
        sqlite ? $"(SELECT group_concat({value}, ';') FROM {from})" : $"array_to_string(ARRAY(SELECT {value} FROM {from}), ';')";

    /// <summary>A date as a text in ISO 8601, however the server writes dates.</summary>
    internal string IsoDate(string column) => sqlite ? column : $"to_char({column}, 'YYYY-MM-DD')";

    /// <summary>How <typeparamref name="T"/> is stored.</summary>
    public EntityRows<T> Rows<T>()
        where T : class => EntityRowsCache.Get<T>(db);

    /// <summary>Every row that the query finds.</summary>
    public async Task<List<T>> FetchAsync<T>(Query<T> query, CancellationToken cancellationToken)
    {
        await SendAsync(cancellationToken, query);
        return query.Rows;
    }

    /// <summary>Sends these queries together; each has its rows afterwards.</summary>
    public async Task SendAsync(CancellationToken cancellationToken, params IReadOnlyList<Query> queries)
    {
        if (queries.Count == 0)
        {
            return;
        }

        var opened = await OpenAsync(cancellationToken);
        var began = WriteTelemetry.BeginStatement();
        try
        {
            if (Own is { } statements)
            {
                foreach (var query in queries)
                {
                    Read(statements, query, cancellationToken);
                }

                return;
            }

            await SendTogetherAsync(queries, cancellationToken);
        }
        finally
        {
            WriteTelemetry.EndStatement(began);
            await CloseAsync(opened);
        }
    }

    /// <summary>Runs a statement and returns how many rows it changed.</summary>
    /// <param name="sql">The same text at each call; parameters are <c>@p0</c> and on.</param>
    /// <param name="parameters">Instants, ids, dates, texts, lists of texts.</param>
    public async Task<int> ExecuteAsync(string sql, params object?[] parameters)
    {
        var opened = await OpenAsync(CancellationToken.None);
        var began = WriteTelemetry.BeginStatement();
        try
        {
            if (Own is { } statements)
            {
                return Execute(statements, sql, parameters);
            }

            var command = Command(sql, parameters);
            await PrepareAsync(command.PrepareAsync, CancellationToken.None);
            return await command.ExecuteNonQueryAsync();
        }
        finally
        {
            WriteTelemetry.EndStatement(began);
            await CloseAsync(opened);
        }
    }

    internal DateTime Instant(DbDataReader reader, int ordinal) =>
        sqlite ? SchedulerDbContext.FromMicroseconds(reader.GetInt64(ordinal)) : reader.GetDateTime(ordinal);

    private bool IsOpen => db.Database.GetDbConnection().State == System.Data.ConnectionState.Open;

    private async ValueTask<bool> OpenAsync(CancellationToken cancellationToken)
    {
        // On SQLite the connection of a pooled context is open from its first use on.
        if (IsOpen)
        {
            return false;
        }

        await db.Database.OpenConnectionAsync(cancellationToken);
        return true;
    }

    private Task CloseAsync(bool opened) => opened ? db.Database.CloseConnectionAsync() : Task.CompletedTask;

    private DbCommand Command(string sql, object?[] parameters)
    {
        if (!commands.TryGetValue(sql, out var command))
        {
            command = db.Database.GetDbConnection().CreateCommand();
            command.CommandText = Text(sql);
            for (var i = 0; i < parameters.Length; i++)
            {
                command.Parameters.Add(command.CreateParameter());
            }

            commands[sql] = command;
        }

        command.Transaction = db.Database.CurrentTransaction?.GetDbTransaction();
        for (var i = 0; i < parameters.Length; i++)
        {
            command.Parameters[i].Value = Stored(parameters[i]);
        }

        Tell(sql);
        return command;
    }

    /// <summary>The statement as PostgreSQL's driver takes it without reading it: parameters have numbers in place of names.</summary>
    private static string Text(string sql) =>
        Numbered.GetOrAdd(
            sql,
            static named =>
                NamedParameter().Replace(named, match => $"${int.Parse(match.ValueSpan[2..], CultureInfo.InvariantCulture) + 1}")
        );

    [GeneratedRegex("@p[0-9]+", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex NamedParameter();

    private void Tell(string sql)
    {
        if (Listener.IsEnabled())
        {
            Listener.Write(HotReads.StatementSent, (db.Database.GetDbConnection(), sql));
        }
    }
}
