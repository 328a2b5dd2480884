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
    public void BindValue(int parameter, object? value)
    {
        switch (value)
        {
            case null or DBNull:
                BindNull(parameter);
                break;
            case string text:
                Bind(parameter, text);
                break;
            case byte[] bytes:
                Bind(parameter, bytes);
                break;
            case long number:
                Bind(parameter, number);
                break;
            case int number:
                Bind(parameter, (long)number);
                break;
            case bool flag:
                Bind(parameter, flag);
                break;
            case double number:
                Bind(parameter, number);
                break;
            case DateOnly date:
                Bind(parameter, date);
                break;
            case Enum word:
                Bind(parameter, Convert.ToInt64(word, CultureInfo.InvariantCulture));
                break;
            default:
                throw new NotSupportedException($"No value of a statement is a {value.GetType()}.");
        }
    }

    /// <inheritdoc cref="BindValue"/>
    public void BindNull(int parameter) => raw.sqlite3_bind_null(Handle, places[parameter]);

    /// <inheritdoc cref="BindValue"/>
    public void Bind(int parameter, string value) => raw.sqlite3_bind_text(Handle, places[parameter], value);

    /// <inheritdoc cref="BindValue"/>
    public void Bind(int parameter, byte[] value) => raw.sqlite3_bind_blob(Handle, places[parameter], value);

    /// <inheritdoc cref="BindValue"/>
    public void Bind(int parameter, long value) => raw.sqlite3_bind_int64(Handle, places[parameter], value);

    /// <inheritdoc cref="BindValue"/>
    public void Bind(int parameter, bool value) => raw.sqlite3_bind_int64(Handle, places[parameter], value ? 1 : 0);

    /// <inheritdoc cref="BindValue"/>
    public void Bind(int parameter, double value) => raw.sqlite3_bind_double(Handle, places[parameter], value);

    /// <inheritdoc cref="BindValue"/>
    public void Bind(int parameter, DateOnly value)
    {
        Span<byte> text = stackalloc byte["yyyy-MM-dd".Length];
        value.TryFormat(text, out _, "O", CultureInfo.InvariantCulture);
        raw.sqlite3_bind_text(Handle, places[parameter], text);
    }
}
