using System.Collections.Concurrent;
using System.Data.Common;
using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Scheduler.Data.Hot;

/// <summary>
/// How rows of one entity are read and written, taken from EF Core's model: one mapping serves both ways to the database.
/// </summary>
/// <typeparam name="T">The entity.</typeparam>
internal sealed class EntityRows<T> : EntityRows
    where T : class
{
    private readonly Func<DbDataReader, T> read;

    internal EntityRows(IEntityType entity)
        : base(entity)
    {
        var reader = Expression.Parameter(typeof(DbDataReader), "reader");
        var bindings = Properties.Select((property, i) => Expression.Bind(property.PropertyInfo!, Column(reader, property, i)));
        read = Expression.Lambda<Func<DbDataReader, T>>(Expression.MemberInit(Expression.New(typeof(T)), bindings), reader).Compile();
    }

    /// <summary>The row on which <paramref name="reader"/> stands; its first columns are <see cref="EntityRows.Columns"/>.</summary>
    public T Read(DbDataReader reader) => read(reader);

    private static Expression Column(ParameterExpression reader, IProperty property, int ordinal)
    {
        var mapping = property.GetRelationalTypeMapping();
        var method = mapping.GetDataReaderMethod();
        var index = Expression.Constant(ordinal);
        var value = mapping.CustomizeDataReaderExpression(
            Expression.Call(Expression.Convert(reader, method.DeclaringType!), method, index)
        );
        if (mapping.Converter is { } converter)
        {
            value = Expression.Invoke(
                converter.ConvertFromProviderExpression,
                value.Type == converter.ProviderClrType ? value : Expression.Convert(value, converter.ProviderClrType)
            );
        }

        value = value.Type == property.ClrType ? value : Expression.Convert(value, property.ClrType);
        return property.IsNullable
            ? Expression.Condition(
                Expression.Call(reader, nameof(DbDataReader.IsDBNull), null, index),
                Expression.Default(property.ClrType),
                value
            )
            : value;
    }
}

/// <inheritdoc cref="EntityRows{T}"/>
internal abstract class EntityRows
{
    private readonly WrittenColumn[] written;
    private readonly ConcurrentDictionary<UInt128, string> updates = new();
    private readonly int[] identity;
    private readonly Lazy<Action<object, SqliteStatement>> bind;

    private protected EntityRows(IEntityType entity)
    {
        Properties = [.. entity.GetProperties()];
        Table = $"\"{entity.GetTableName()}\"";
        Columns = Of(Properties, "");
        AliasedColumns = Of(Properties, "a.");
        Select = $"SELECT {Columns} FROM {Table}";
        // What the database makes itself, such as the number of an event, is not written.
        List<IProperty> given = [.. Properties.Where(p => p.ValueGenerated == ValueGenerated.Never)];
        written = [.. given.Select(p => new WrittenColumn(p))];
        // Not before a row is written: a server's are not bound so.
        bind = new(() => RowBinding.Compile(entity.ClrType, given));
        var columns = string.Join(", ", written.Select(column => column.Name));
        Insert = $"INSERT INTO {Table} ({columns}) VALUES ({string.Join(", ", written.Select((_, i) => $"@p{i}"))})";
        InsertIfAbsent = Insert + " ON CONFLICT DO NOTHING";
        identity = [.. Enumerable.Range(0, written.Length).Where(i => written[i].IsIdentity)];
    }

    /// <summary>The table's name, quoted.</summary>
    public string Table { get; }

    /// <summary>How many columns there are.</summary>
    public int Count => Properties.Count;

    /// <summary>Every column, in the order of <see cref="EntityRows{T}.Read"/>.</summary>
    public string Columns { get; }

    /// <summary><see cref="Columns"/> of a table that a statement calls <c>a</c>.</summary>
    public string AliasedColumns { get; }

    /// <summary><c>SELECT</c> with every column and <c>FROM</c>.</summary>
    public string Select { get; }

    internal string Insert { get; }

    /// <summary>A row whose primary key is there stays as it is.</summary>
    internal string InsertIfAbsent { get; }

    protected IReadOnlyList<IProperty> Properties { get; }

    /// <summary>Sets the parameters of <see cref="Insert"/>.</summary>
    internal void Bind(object row, SqliteStatement statement) => bind.Value(row, statement);

    /// <summary>
    /// Stores what differs between two states of a row, where it still has the key and the concurrency token of the former; else nothing.
    /// </summary>
    internal Query Update(object former, object present)
    {
        UInt128 changed = 0;
        var set = new List<object?>();
        for (var i = 0; i < written.Length; i++)
        {
            if (!written[i].IsEqual(former, present))
            {
                changed |= UInt128.One << i;
                set.Add(written[i].Stored(present));
            }
        }

        var sql = updates.GetOrAdd(changed, Update);
        return new Query<bool>(sql, _ => true, [.. set, .. identity.Select(i => written[i].Stored(former))]) { MustChange = true };
    }

    private string Update(UInt128 changed)
    {
        var places = 0;
        var set = Enumerable.Range(0, written.Length).Where(i => (changed >> i & 1) == 1).Select(Assigned).ToList();
        return $"UPDATE {Table} SET {string.Join(", ", set)} WHERE {string.Join(" AND ", identity.Select(Assigned))}";

        string Assigned(int i) => $"{written[i].Name} = @p{places++}";
    }

    /// <summary>Adds the parameters of <see cref="Insert"/> to a command that has none.</summary>
    internal void Bind(object row, DbParameterCollection parameters, DbCommand typed)
    {
        foreach (var column in written)
        {
            // Without a name: a server's parameters have numbers.
            var parameter = column.Mapping.CreateParameter(typed, "", null, nullable: true);
            parameter.Value = column.Stored(row) ?? DBNull.Value;
            parameters.Add(parameter);
        }
    }

    private static string Of(IEnumerable<IProperty> properties, string table) =>
        string.Join(", ", properties.Select(p => $"{table}\"{p.GetColumnName()}\""));

    /// <summary>A column that is written, with what EF Core's model says of it.</summary>
    private sealed class WrittenColumn(IProperty property)
    {
        private readonly IClrPropertyGetter getter = property.GetGetter();
        private readonly ValueComparer comparer = property.GetValueComparer();
        private readonly ValueConverter? converter = property.GetRelationalTypeMapping().Converter;

        /// <summary>Quoted.</summary>
        public string Name { get; } = $"\"{property.GetColumnName()}\"";

        public RelationalTypeMapping Mapping { get; } = property.GetRelationalTypeMapping();

        /// <summary>Whether it says which row it is, and in which version.</summary>
        public bool IsIdentity { get; } = property.IsPrimaryKey() || property.IsConcurrencyToken;

        /// <summary>The value of a row as the database keeps it.</summary>
        public object? Stored(object row)
        {
            var value = getter.GetClrValue(row);
            return converter is null ? value : converter.ConvertToProvider(value);
        }

        public bool IsEqual(object one, object other) => comparer.Equals(getter.GetClrValue(one), getter.GetClrValue(other));
    }
}
