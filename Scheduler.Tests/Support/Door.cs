using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Scheduler.Data.Model;
using ClientRow = Scheduler.Data.Model.Client;

namespace Scheduler.Tests.Support;

/// <summary>A write queue on a new database, without the service around it.</summary>
public sealed class Door : IAsyncDisposable
{
    private readonly TestDatabase database;
    private readonly ServiceProvider services;

    private Door(TestDatabase database, Action<DatabaseOptions>? set)
    {
        this.database = database;
        var options = new DatabaseOptions { Provider = database.Provider, ConnectionString = database.ConnectionString };
        set?.Invoke(options);
        services = new ServiceCollection().AddLogging().AddSchedulerDatabase(options).BuildServiceProvider();
        Writes = services.GetRequiredService<WriteQueue>();
    }

    public WriteQueue Writes { get; }

    public TestDatabase Database => database;

    public static async Task<Door> OpenAsync(DatabaseProvider provider, Action<DatabaseOptions>? set = null) =>
        new(await TestDatabase.CreateAsync(provider), set);

    public static ClientRow Client(string id, string? note = null) =>
        new()
        {
            Id = id,
            LastName = note,
            CreatedUtc = new DateTime(2026, 11, 21, 8, 0, 0, DateTimeKind.Utc),
        };

    public Task<int> StoreAsync(string id, string? note = null, CancellationToken cancellationToken = default) =>
        Writes.RunAsync(
            db =>
            {
                db.Clients.Add(Client(id, note?[..Math.Min(note.Length, Limits.Name)]));
                return db.SaveChangesAsync(CancellationToken.None);
            },
            cancellationToken
        );

    public Task<int> StoreAndFailAsync(string id) =>
        Writes.RunAsync<int>(
            async db =>
            {
                db.Clients.Add(Client(id));
                await db.SaveChangesAsync();
                throw new InvalidOperationException("on purpose");
            },
            CancellationToken.None
        );

    /// <summary>The ids that another connection reads.</summary>
    public async Task<List<string>> StoredAsync()
    {
        await using var db = Contexts.Open(database.Provider, database.ConnectionString);
        var ids = await db.Clients.Select(c => c.Id).ToListAsync();
        return [.. ids.Order(StringComparer.Ordinal)];
    }

    /// <summary>As the host does when it ends.</summary>
    public ValueTask StopAsync() => services.DisposeAsync();

    public async ValueTask DisposeAsync()
    {
        await services.DisposeAsync();
        await database.DisposeAsync();
    }
}
