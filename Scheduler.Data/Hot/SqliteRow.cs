using System.Collections;
using System.Data.Common;
using System.Globalization;
using System.Text;
using SQLitePCL;

namespace Scheduler.Data.Hot;

/// <summary>The row on which a statement of <see cref="SqliteStatements"/> stands, for the mappings that read rows of both databases.</summary>
/// <remarks>What no mapping asks of a row is not supported; nothing is checked that the schema says already.</remarks>
internal sealed class SqliteRow(sqlite3_stmt statement) : DbDataReader
{
    public override int Depth => 0;
    public override int FieldCount => raw.sqlite3_column_count(statement);
    public override bool HasRows => true;
    public override bool IsClosed => false;
    public override int RecordsAffected => 0;

    public override object this[int ordinal] => throw new NotSupportedException();

    public override object this[string name] => throw new NotSupportedException();

    public override bool IsDBNull(int ordinal) => raw.sqlite3_column_type(statement, ordinal) == raw.SQLITE_NULL;

    public override long GetInt64(int ordinal) => raw.sqlite3_column_int64(statement, ordinal);

    public override int GetInt32(int ordinal) => raw.sqlite3_column_int(statement, ordinal);

    public override bool GetBoolean(int ordinal) => raw.sqlite3_column_int(statement, ordinal) != 0;

    public override double GetDouble(int ordinal) => raw.sqlite3_column_double(statement, ordinal);

    public override string GetString(int ordinal) => Encoding.UTF8.GetString(Bytes(ordinal));

    /// <summary>Bytes, and dates in ISO 8601.</summary>
    public override T GetFieldValue<T>(int ordinal)
    {
        var bytes = Bytes(ordinal);
        return typeof(T) == typeof(DateOnly) ? (T)(object)Date(bytes)
            : typeof(T) == typeof(byte[]) ? (T)(object)bytes.ToArray()
            : throw new NotSupportedException($"No column that is read so is a {typeof(T)}.");
    }

    public override byte GetByte(int ordinal) => throw new NotSupportedException();

    public override long GetBytes(int ordinal, long dataOffset, byte[]? buffer, int bufferOffset, int length) =>
        throw new NotSupportedException();

    public override char GetChar(int ordinal) => throw new NotSupportedException();

    public override long GetChars(int ordinal, long dataOffset, char[]? buffer, int bufferOffset, int length) =>
        throw new NotSupportedException();

    public override string GetDataTypeName(int ordinal) => throw new NotSupportedException();

    public override DateTime GetDateTime(int ordinal) => throw new NotSupportedException();

    public override decimal GetDecimal(int ordinal) => throw new NotSupportedException();

    public override Type GetFieldType(int ordinal) => throw new NotSupportedException();

    public override float GetFloat(int ordinal) => throw new NotSupportedException();

    public override Guid GetGuid(int ordinal) => throw new NotSupportedException();

    public override short GetInt16(int ordinal) => throw new NotSupportedException();

    public override string GetName(int ordinal) => throw new NotSupportedException();

    public override int GetOrdinal(string name) => throw new NotSupportedException();

    public override object GetValue(int ordinal) => throw new NotSupportedException();

    public override int GetValues(object[] values) => throw new NotSupportedException();

    public override IEnumerator GetEnumerator() => throw new NotSupportedException();

    public override bool NextResult() => throw new NotSupportedException();

    public override bool Read() => throw new NotSupportedException();

    /// <exception cref="InvalidCastException">It is null: its mapping does not know that it may be.</exception>
    private ReadOnlySpan<byte> Bytes(int ordinal)
    {
        var bytes = raw.sqlite3_column_blob(statement, ordinal);
        return bytes.IsEmpty && IsDBNull(ordinal) ? throw new InvalidCastException($"Column {ordinal} is null.") : bytes;
    }

    private static DateOnly Date(ReadOnlySpan<byte> bytes)
    {
        Span<char> text = stackalloc char["yyyy-MM-dd".Length];
        return bytes.Length == text.Length && Encoding.ASCII.GetChars(bytes, text) == text.Length
            ? DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture)
            : throw new FormatException("A date is not as this service writes it.");
    }
}
