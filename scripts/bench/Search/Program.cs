using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Scheduler.Api.Clients;
using Scheduler.Data;
using Scheduler.Data.Databases;
using Search;

const int Queries = 200;

// Each is asked for this often, and its time is the median: other work on the machine is in one of them, and not in most.
const int Times = 7;
const double Limit = 20;
var (file, postgres, port, count) = (args[0], args[1], args[2], int.Parse(args[3], CultureInfo.InvariantCulture));
var failed = await MeasureAsync(DatabaseProvider.Sqlite, $"Data Source={file}");
return (postgres.Length > 0 && await MeasureAsync(DatabaseProvider.Postgres, postgres)) || failed ? 1 : 0;

async Task<bool> MeasureAsync(DatabaseProvider provider, string connectionString)
{
    var clock = Stopwatch.StartNew();
    await FillAsync(provider, connectionString);
    Console.WriteLine(
        $"{provider}: {count:N0} clients stored and indexed in {clock.Elapsed.TotalSeconds:0} s{(provider == DatabaseProvider.Sqlite ? $", {new FileInfo(file).Length / 1e6:0} MB" : "")}"
    );
    var start = new ProcessStartInfo("dotnet", [Path.GetFullPath("artifacts/bin/Scheduler.Api/release/Scheduler.Api.dll")])
    {
        RedirectStandardOutput = true,
        UseShellExecute = false,
    };
    start.Environment["Urls"] = $"http://127.0.0.1:{port}";
    start.Environment["Database__Provider"] = $"{provider}";
    start.Environment["ConnectionStrings__Scheduler"] = connectionString;
    using var server = Process.Start(start)!;
    server.OutputDataReceived += (_, _) => { };
    server.BeginOutputReadLine();
    try
    {
        using var http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}") };
        await ReadyAsync(http);
        var random = new Random(5);
        foreach (var _ in Enumerable.Range(0, 2 * Queries))
        {
            await http.GetStringAsync(
                new Uri($"/api/clients?limit=200&q={Uri.EscapeDataString(Typed.Query(random, random.Next(count)))}", UriKind.Relative)
            );
        }

        var times = new List<(double Milliseconds, string Text)>();
        var missed = new List<string>();
        for (var i = 0; i < Queries; i++)
        {
            var meant = random.Next(count);
            var text = Typed.Query(random, meant);
            var (_, found) = await FindAsync(http, text, $"client-{meant}");
            times.Add((await MedianAsync(http, text), text));
            if (!found)
            {
                missed.Add(text);
            }
        }

        times.Sort();
        Console.WriteLine(
            $"{provider}: {Queries - missed.Count} of {Queries} found whom they meant; median {times[Queries / 2].Milliseconds:0.0} ms, 95 % {times[Queries * 95 / 100].Milliseconds:0.0} ms, slowest {times[^1].Milliseconds:0.0} ms ({times[^1].Text})"
        );
        foreach (var text in new[] { "", "a", "schmidt", "sch", "example", "49", "ова", "user", "@ e o . x m p zzzz" })
        {
            Console.WriteLine($"{provider}: '{text}' {await MedianAsync(http, text):0.0} ms");
        }

        foreach (var (milliseconds, text) in times.Where(t => t.Milliseconds > Limit))
        {
            Console.WriteLine($"slow: {text} {milliseconds:0.0} ms");
        }

        missed.ForEach(text => Console.WriteLine($"missed: {text}"));
        return missed.Count > 0 || times[^1].Milliseconds > Limit;
    }
    finally
    {
        server.Kill();
        await server.WaitForExitAsync();
    }
}

static async Task<double> MedianAsync(HttpClient http, string text)
{
    var times = new List<double>();
    while (times.Count < Times)
    {
        times.Add((await FindAsync(http, text, "", onePage: true)).Milliseconds);
    }

    times.Sort();
    return times[Times / 2];
}

async Task FillAsync(DatabaseProvider provider, string connectionString)
{
    await using var services = new ServiceCollection()
        .AddLogging()
        .AddSchedulerDatabase(new DatabaseOptions { Provider = provider, ConnectionString = connectionString })
        .BuildServiceProvider();
    await using (var db = await services.GetRequiredService<IDbContextFactory<SchedulerDbContext>>().CreateDbContextAsync())
    {
        await db.Database.MigrateAsync();
        if (await db.Clients.CountAsync() >= count)
        {
            return;
        }
    }

    var writes = services.GetRequiredService<WriteQueue>();
    foreach (var numbers in Enumerable.Range(0, count).Chunk(500))
    {
        await writes.RunAsync(
            async db =>
            {
                var clients = numbers.Select(People.Of).ToList();
                db.Clients.AddRange(clients);
                await db.SaveChangesAsync();
                foreach (var client in clients)
                {
                    await ClientIndex.UpdateAsync(db, client);
                }

                return 0;
            },
            CancellationToken.None
        );
    }

    await using var filled = await services.GetRequiredService<IDbContextFactory<SchedulerDbContext>>().CreateDbContextAsync();
    await filled.Database.ExecuteSqlRawAsync(provider == DatabaseProvider.Sqlite ? "PRAGMA wal_checkpoint(TRUNCATE)" : "VACUUM ANALYZE");
}

static async Task ReadyAsync(HttpClient http)
{
    for (var clock = Stopwatch.StartNew(); clock.Elapsed < TimeSpan.FromSeconds(60); await Task.Delay(50))
    {
        try
        {
            using var answer = await http.GetAsync(new Uri("/health/ready", UriKind.Relative));
            if (answer.IsSuccessStatusCode)
            {
                return;
            }
        }
        catch (HttpRequestException)
        {
            // Not yet.
        }
    }

    throw new InvalidOperationException("The service does not start.");
}

// The time of the first page, and whether the one who is meant is on it or, where many are called so, on one after it.
static async Task<(double Milliseconds, bool Found)> FindAsync(HttpClient http, string text, string id, bool onePage = false)
{
    var (milliseconds, cursor) = (0.0, "");
    do
    {
        var clock = Stopwatch.StartNew();
        var page = await http.GetStringAsync(new Uri($"/api/clients?limit=50&q={Uri.EscapeDataString(text)}{cursor}", UriKind.Relative));
        milliseconds = milliseconds == 0 ? clock.Elapsed.TotalMilliseconds : milliseconds;
        using var json = JsonDocument.Parse(page);
        if (json.RootElement.GetProperty("items").EnumerateArray().Any(c => c.GetProperty("id").GetString() == id))
        {
            return (milliseconds, true);
        }

        cursor = json.RootElement.GetProperty("next").GetString() is { } next ? "&cursor=" + next : "";
    } while (cursor.Length > 0 && !onePage && id.Length > 0);

    return (milliseconds, false);
}
