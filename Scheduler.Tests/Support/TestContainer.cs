namespace Scheduler.Tests.Support;

/// <summary>
/// PostgreSQL in a container: built in by <c>-p:UseTestcontainers=true</c>, which needs Docker and a package registry that has
/// Testcontainers.
/// </summary>
internal static class TestContainer
{
#if TESTCONTAINERS
    public const bool IsBuilt = true;

    public static async Task<string> StartAsync(Action<Func<Task>> stop)
    {
        var container = new Testcontainers.PostgreSql.PostgreSqlBuilder("postgres:15").Build();
        stop(() => container.DisposeAsync().AsTask());
        await container.StartAsync();
        return container.GetConnectionString();
    }
#else
    public static bool IsBuilt => false;

    public static Task<string> StartAsync(Action<Func<Task>> stop) =>
        throw new InvalidOperationException("Build with -p:UseTestcontainers=true.");
#endif
}
