using System.Data.Common;
using Microsoft.EntityFrameworkCore;

namespace Scheduler.Data.Hot;

/// <summary>A statement that reads. Several go to the database together, which on a server is one round trip.</summary>
/// <param name="sql">The same text at each use; parameters are <c>@p0</c> and on.</param>
/// <param name="parameters">Instants, ids, dates, texts, lists of texts.</param>
internal abstract class Query(string sql, object?[] parameters)
{
    internal string Sql => sql;

    internal object?[] Parameters => parameters;

    /// <summary>Whether it must change a row: one that changes none was overtaken by another write.</summary>
    internal bool MustChange { get; init; }

    /// <exception cref="DbUpdateConcurrencyException">It was overtaken.</exception>
    internal void Check(int changed)
    {
        if (MustChange && changed == 0)
        {
            throw new DbUpdateConcurrencyException("Another write came between.");
        }
    }

    /// <summary>Takes the row on which the reader stands.</summary>
    internal abstract void Take(DbDataReader reader);

    /// <summary>Forgets what it took, before it is sent again.</summary>
    internal abstract void Forget();
}

/// <inheritdoc/>
/// <typeparam name="T">What a row becomes.</typeparam>
internal sealed class Query<T>(string sql, Func<DbDataReader, T> read, params object?[] parameters) : Query(sql, parameters)
{
    /// <summary>Every row that it found, once it has been sent.</summary>
    public List<T> Rows { get; } = [];

    internal override void Take(DbDataReader reader) => Rows.Add(read(reader));

    internal override void Forget() => Rows.Clear();
}
