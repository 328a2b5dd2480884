namespace Scheduler.Data.Databases;

/// <summary>Joins the transaction of whatever the current flow of execution writes, so that both are stored or neither.</summary>
public abstract class WriteCompanion
{
    private static readonly AsyncLocal<WriteCompanion?> Ambient = new();

    /// <summary>Flows with asynchronous calls; null where a write stands alone.</summary>
    public static WriteCompanion? Current
    {
        get => Ambient.Value;
        set => Ambient.Value = value;
    }

    /// <summary>Runs <paramref name="operation"/> inside its transaction, with what goes before it and after it.</summary>
    protected internal abstract Task<T> RunAsync<T>(WriteQueue writes, SchedulerDbContext db, Func<SchedulerDbContext, Task<T>> operation);
}
