using System.Collections.Concurrent;
using System.Data.Common;
using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;

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
    private readonly Func<object, object?>[] values;
    private readonly RelationalTypeMapping[] mappings;
    private readonly ConcurrentDictionary<UInt128, string> updates = new();
    private readonly IReadOnlyList<int> identity;

    private protected EntityRows(IEntityType entity)
    {
        Properties = [.. entity.GetProperties()];
        Table = $"\"{entity.GetTableName()}\"";
        Columns = Of(Properties, "");
        AliasedColumns = Of(Properties, "a.");
        Select = $"SELECT {Columns} FROM {Table}";
        // What the database makes itself, such as the number of an event, is not written.
        Written = [.. Properties.Where(p => p.ValueGenerated == ValueGenerated.Never)];
        var columns = string.Join(", ", Written.Select(p => $"\"{p.GetColumnName()}\""));
        Insert = $"INSERT INTO {Table} ({columns}) VALUES ({string.Join(", ", Written.Select((_, i) => $"@p{i}"))})";
        InsertIfAbsent = Insert + " ON CONFLICT DO NOTHING";
        values = [.. Written.Select(Value)];
        mappings = [.. Written.Select(p => p.GetRelationalTypeMapping())];
        identity = [.. Enumerable.Range(0, Written.Count).Where(i => Written[i].IsPrimaryKey() || Written[i].IsConcurrencyToken)];
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

    private IReadOnlyList<IProperty> Written { get; }

    /// <summary>Sets the parameters of <see cref="Insert"/>.</summary>
    internal void Bind(object row, SqliteStatement statement)
    {
        for (var i = 0; i < values.Length; i++)
        {
            statement.Bind(i, values[i](row));
        }
    }

    /// <summary>
    /// Stores what differs between two states of a row, where it still has the key and the concurrency token of the former; else nothing.
    /// </summary>
    internal Query Update(object former, object present)
    {
        UInt128 changed = 0;
        var set = new List<object?>();
        for (var i = 0; i < Written.Count; i++)
        {
            if (
                !Written[i]
                    .GetValueComparer()
                    .Equals(Written[i].GetGetter().GetClrValue(former), Written[i].GetGetter().GetClrValue(present))
            )
            {
                changed |= UInt128.One << i;
                set.Add(values[i](present));
            }
        }

        var sql = updates.GetOrAdd(changed, Update);
        return new Query<bool>(sql, _ => true, [.. set, .. identity.Select(i => values[i](former))]) { MustChange = true };
    }

    private string Update(UInt128 changed)
    {
        var places = 0;
        var set = Enumerable.Range(0, Written.Count).Where(i => (changed >> i & 1) == 1).Select(Assigned).ToList();
        return $"UPDATE {Table} SET {string.Join(", ", set)} WHERE {string.Join(" AND ", identity.Select(Assigned))}";

        string Assigned(int i) => $"\"{Written[i].GetColumnName()}\" = @p{places++}";
    }

    /// <summary>Adds the parameters of <see cref="Insert"/> to a command that has none.</summary>
    internal void Bind(object row, DbParameterCollection parameters, DbCommand typed)
    {
        for (var i = 0; i < values.Length; i++)
        {
            // Without a name: a server's parameters have numbers.
            var parameter = mappings[i].CreateParameter(typed, "", null, nullable: true);
            parameter.Value = values[i](row) ?? DBNull.Value;
            parameters.Add(parameter);
        }
    }

    private static string Of(IEnumerable<IProperty> properties, string table) =>
        string.Join(", ", properties.Select(p => $"{table}\"{p.GetColumnName()}\""));

    private static Func<object, object?> Value(IProperty property)
    {
        var getter = property.GetGetter();
        return property.GetRelationalTypeMapping().Converter is { } converter
            ? row => converter.ConvertToProvider(getter.GetClrValue(row))
            : getter.GetClrValue;
    }
}
