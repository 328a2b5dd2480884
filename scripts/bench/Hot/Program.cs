using System.Diagnostics;
using Bench.Hot;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Scheduler.Data;
using Scheduler.Data.Databases;

var databases = new List<(DatabaseProvider Provider, string ConnectionString)> { (DatabaseProvider.Sqlite, $"Data Source={args[0]}") };
if (args is [_, { Length: > 0 } postgres, ..])
{
    databases.Add((DatabaseProvider.Postgres, postgres));
}

Console.WriteLine("| method | database | EF Core, µs | this, µs | times |");
Console.WriteLine("|---|---|---|---|---|");
foreach (var (provider, connectionString) in databases)
{
    await using var services = new ServiceCollection()
        .AddLogging()
        .AddSchedulerDatabase(new DatabaseOptions { Provider = provider, ConnectionString = connectionString })
        .BuildServiceProvider();
    var contexts = services.GetRequiredService<IDbContextFactory<SchedulerDbContext>>();
    await using (var db = await Data.MigrateAsync(provider, connectionString))
    {
        await Data.FillAsync(db);
    }

    foreach (var (name, ours, theirs) in Cases.All)
    {
        // In turns, the better of three: a neighbour slows one turn, and not the same one of both.
        var (best, other) = (double.MaxValue, double.MaxValue);
        for (var turn = 0; turn < 4; turn++)
        {
            var (b, o) = (await MeasureAsync(contexts, theirs), await MeasureAsync(contexts, ours));
            (best, other) = turn == 0 ? (best, other) : (Math.Min(best, b), Math.Min(other, o));
        }

        Console.WriteLine($"| {name} | {provider} | {best:0} | {other:0} | {best / other:0.0} |");
    }
}

// Microseconds a call, each on a context of the pool as a request has one.
static async Task<double> MeasureAsync(IDbContextFactory<SchedulerDbContext> contexts, Func<SchedulerDbContext, Task> call)
{
    var (count, clock) = (0, Stopwatch.StartNew());
    while (clock.ElapsedMilliseconds < 1500)
    {
        await using var db = await contexts.CreateDbContextAsync();
        await call(db);
        count++;
    }

    return clock.Elapsed.TotalMicroseconds / count;
}
