namespace Bench;

/// <summary>The servers that are measured side by side.</summary>
internal sealed class Servers : IDisposable
{
    private readonly List<Server> naive = [];
    private readonly List<Server> service = [];

    public IEnumerable<Server> All => service.Concat(naive);

    public IReadOnlyList<Server> Service => service;

    public Dictionary<string, double> IdleMemory { get; } = [];

    public IReadOnlyList<Server> For(Case item) => item.Naive ? [.. service, .. naive] : service;

    public static async Task<Servers> StartAsync(string root, Databases databases, Settings settings)
    {
        var servers = new Servers();
        await servers.AddSqliteAsync(root, databases, settings);
        if (settings.Postgres)
        {
            await servers.AddPostgresAsync(root, databases, settings);
        }

        await Task.Delay(TimeSpan.FromSeconds(2));
        servers.service.ForEach(s => servers.IdleMemory[s.Name] = s.Memory);
        return servers;
    }

    public static Task<Server> CeilingAsync(string root) =>
        Server.StartAsync("ceiling", Path.Combine(root, "artifacts/bench/ceiling/Ceiling.dll"), [], 5180, "/");

    public static Task<Server> SqliteAsync(string root, string name, string connectionString, int port) =>
        ServiceAsync(Program(root), name, "Sqlite", connectionString, port);

    public void Dispose()
    {
        foreach (var server in All)
        {
            server.Dispose();
        }
    }

    /// <remarks>Beside another version, which is next to it in each round, nobody asks how far both are from a first try.</remarks>
    private async Task AddSqliteAsync(string root, Databases databases, Settings settings)
    {
        service.Add(await SqliteAsync(root, "SQLite", await databases.SqliteAsync(settings.Size, "sqlite"), 5181));
        if (settings.Before is { } before)
        {
            service.Add(
                await ServiceAsync(Program(Path.GetFullPath(before)), "before, SQLite", "Sqlite", databases.SqliteOf(before), 5185)
            );
        }
        else
        {
            naive.Add(await NaiveAsync(root, "naive, SQLite", ["naive-sqlite", await databases.SqliteAsync(settings.Size, "naive")], 5183));
        }
    }

    /// <inheritdoc cref="AddSqliteAsync"/>
    private async Task AddPostgresAsync(string root, Databases databases, Settings settings)
    {
        var own = await databases.PostgresAsync(settings.Size, "bench");
        service.Add(await ServiceAsync(Program(root), "PostgreSQL", "Postgres", own, 5182));
        if (settings.Before is { } before)
        {
            var program = Program(Path.GetFullPath(before));
            service.Add(await ServiceAsync(program, "before, PostgreSQL", "Postgres", await databases.PostgresBeforeAsync(), 5186));
        }
        else
        {
            var first = await databases.PostgresAsync(settings.Size, "naive");
            naive.Add(await NaiveAsync(root, "naive, PostgreSQL", ["naive-postgres", first], 5184));
        }
    }

    private static Task<Server> ServiceAsync(string program, string name, string provider, string connectionString, int port) =>
        Server.StartAsync(
            name,
            program,
            [],
            port,
            "/health/ready",
            ("Database__Provider", provider),
            ("ConnectionStrings__Scheduler", connectionString)
        );

    private static string Program(string checkout) => Path.Combine(checkout, "artifacts/bench/api/Scheduler.Api.dll");

    private static Task<Server> NaiveAsync(string root, string name, string[] arguments, int port) =>
        Server.StartAsync(name, Path.Combine(root, "artifacts/bench/ceiling/Ceiling.dll"), arguments, port, "/");
}
