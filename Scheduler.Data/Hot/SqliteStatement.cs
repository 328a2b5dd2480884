using System.Globalization;
using SQLitePCL;

namespace Scheduler.Data.Hot;

/// <summary>A statement that <see cref="SqliteStatements"/> has prepared.</summary>
internal sealed class SqliteStatement
{
    /// <summary>Where each of <c>@p0</c> and on stands: SQLite counts them by their first use in the text.</summary>
    private readonly int[] places;

    public SqliteStatement(sqlite3_stmt handle)
    {
        Handle = handle;
        Row = new SqliteRow(handle);
        places =
        [
            .. Enumerable
                .Range(0, raw.sqlite3_bind_parameter_count(handle))
                .Select(i => raw.sqlite3_bind_parameter_index(handle, $"@p{i}")),
        ];
    }

    public sqlite3_stmt Handle { get; }

    /// <summary>The row on which it stands, while it is read.</summary>
    public SqliteRow Row { get; }

    /// <summary>Gives a parameter, <c>@p0</c> being the first, a value.</summary>
    /// <param name="value">As the driver would store it.</param>
    public void Bind(int parameter, object? value)
    {
        var place = places[parameter];
        _ = value switch
        {
            null or DBNull => raw.sqlite3_bind_null(Handle, place),
            string text => raw.sqlite3_bind_text(Handle, place, text),
            byte[] bytes => raw.sqlite3_bind_blob(Handle, place, bytes),
            long number => raw.sqlite3_bind_int64(Handle, place, number),
            int number => raw.sqlite3_bind_int64(Handle, place, number),
            bool flag => raw.sqlite3_bind_int64(Handle, place, flag ? 1 : 0),
            double number => raw.sqlite3_bind_double(Handle, place, number),
            DateOnly date => raw.sqlite3_bind_text(Handle, place, date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)),
            Enum word => raw.sqlite3_bind_int64(Handle, place, Convert.ToInt64(word, CultureInfo.InvariantCulture)),
            _ => throw new NotSupportedException($"No column of a row that is written so is a {value.GetType()}."),
        };
    }
}
