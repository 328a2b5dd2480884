using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Scheduler.Data.Hot;

/// <summary>
/// Gives a statement of SQLite the values of a row: composed once a model from EF Core's mapping, so that no value is boxed and no column
/// is asked at each row what it is.
/// </summary>
internal static class RowBinding
{
    /// <param name="columns">In the order of the statement's parameters.</param>
    /// <exception cref="NotSupportedException">A column is of a type that no row which is written so has.</exception>
    public static Action<object, SqliteStatement> Compile(Type entity, IEnumerable<IProperty> columns)
    {
        var (row, statement) = (Expression.Parameter(typeof(object)), Expression.Parameter(typeof(SqliteStatement)));
        var typed = Expression.Variable(entity);
        var binds = columns.Select((column, i) => Bind(Expression.Property(typed, column.PropertyInfo!), column, statement, i));
        var body = Expression.Block([typed], [Expression.Assign(typed, Expression.Convert(row, entity)), .. binds]);
        return Expression.Lambda<Action<object, SqliteStatement>>(body, row, statement).Compile();
    }

    private static Expression Bind(Expression value, IProperty column, Expression statement, int parameter)
    {
        var place = Expression.Constant(parameter);
        var bind = Present(value, column, statement, place);
        return value.Type.IsValueType && Nullable.GetUnderlyingType(value.Type) is null
            ? bind
            : Expression.IfThenElse(
                Expression.Equal(value, Expression.Constant(null, value.Type)),
                Expression.Call(statement, nameof(SqliteStatement.BindNull), null, place),
                bind
            );
    }

    private static MethodCallExpression Present(Expression value, IProperty column, Expression statement, Expression place)
    {
        var stored = Nullable.GetUnderlyingType(value.Type) is { } present ? Expression.Convert(value, present) : value;
        if (column.GetRelationalTypeMapping().Converter is { } converter)
        {
            stored = Expression.Invoke(converter.ConvertToProviderExpression, stored);
        }

        stored = stored.Type == typeof(int) ? Expression.Convert(stored, typeof(long)) : stored;
        var method =
            typeof(SqliteStatement).GetMethod(nameof(SqliteStatement.Bind), [typeof(int), stored.Type])
            ?? throw new NotSupportedException($"No column of a row that is written so is a {stored.Type}.");
        return Expression.Call(statement, method, place, stored);
    }
}
