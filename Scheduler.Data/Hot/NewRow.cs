using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Scheduler.Data.Hot;

/// <summary>A row to store, and what to do when its primary key is there.</summary>
public abstract class NewRow(object row)
{
    internal object Row => row;

    internal abstract (EntityRows Entity, string Sql) Statement(SchedulerDbContext db);

    /// <summary>A row that must be new.</summary>
    public static NewRow Of<T>(T row)
        where T : class => new Typed<T>(row, mayExist: false);

    /// <summary>A row that may be there already, and then stays as it is.</summary>
    public static NewRow IfAbsent<T>(T row)
        where T : class => new Typed<T>(row, mayExist: true);

    private sealed class Typed<T>(T row, bool mayExist) : NewRow(row)
        where T : class
    {
        internal override (EntityRows Entity, string Sql) Statement(SchedulerDbContext db)
        {
            var entity = EntityRowsCache.Get<T>(db);
            return (entity, mayExist ? entity.InsertIfAbsent : entity.Insert);
        }
    }
}

/// <summary>The mappings, made once a model.</summary>
internal static class EntityRowsCache
{
    private static readonly ConcurrentDictionary<(IModel Model, Type Entity), EntityRows> Known = new();

    public static EntityRows<T> Get<T>(SchedulerDbContext db)
        where T : class =>
        (EntityRows<T>)Known.GetOrAdd((db.Model, typeof(T)), static key => new EntityRows<T>(key.Model.FindEntityType(key.Entity)!));
}
