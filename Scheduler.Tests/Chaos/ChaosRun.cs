namespace Scheduler.Tests.Chaos;

/// <summary>A load on a service that is killed and started again, and the checks at the end.</summary>
public sealed class ChaosRun(DatabaseProvider provider, string connectionString, int seed) : IAsyncDisposable
{
    private const int AnswersBetween = 200;
    private readonly int port = ApiProcess.FreePort();
    private readonly Random random = new(seed);
    private readonly CancellationTokenSource stop = new();
    private readonly CancellationTokenSource finished = new();
    private readonly List<string> errors = [];
    private ApiProcess? api;
    private Load? load;
    private FeedReader? feed;
    private Task? running;
    private Task? reading;

    /// <summary>Where the service listens.</summary>
    public Uri Url => new($"http://127.0.0.1:{port}");

    /// <summary>Where the load calls it; unset where that is the service itself.</summary>
    public Uri? Through { get; set; }

    public History History => load!.History;

    /// <summary>The process id of the service.</summary>
    public int ServiceId => api!.Id;

    public async Task StartAsync()
    {
        await StartServiceAsync();
        load = new Load(Through ?? Url, seed);
        await load.PrepareAsync();
        running = load.RunAsync(stop.Token);
        feed = new FeedReader(Through ?? Url);
        reading = Task.Run(() => feed.RunAsync(finished.Token));
    }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await finished.CancelAsync();
        if (api is not null)
        {
            await api.DisposeAsync();
        }

        stop.Dispose();
        finished.Dispose();
    }

    public async Task StartServiceAsync()
    {
        api = ApiProcess.Start(
            port,
            provider,
            connectionString,
            "Scheduling:LiveHoldsPerUser",
            $"{Load.MaxHolds}",
            "Scheduling:SweepSeconds",
            "1"
        );
        await api.ReadyAsync();
    }

    /// <summary>Until there were as many answers as make a load, and then for a while of random length.</summary>
    public async Task LetItRunAsync()
    {
        var before = History.Answered;
        await Eventually.TrueAsync(
            () => Task.FromResult(History.Answered > before + AnswersBetween),
            $"{AnswersBetween} requests were answered"
        );
        await PassAsync();
    }

    /// <summary>A while of random length.</summary>
    public Task PassAsync() => Task.Delay(random.Next(1500));

    public async Task KillServiceAsync()
    {
        await api!.KillAsync();
        errors.AddRange(api.Errors);
        await api.DisposeAsync();
    }

    /// <summary>Lets the clients come to an end, and whoever reads the feed, and kills the service.</summary>
    public async Task StopAsync()
    {
        await stop.CancelAsync();
        await running!;
        await finished.CancelAsync();
        await reading!;
        await KillServiceAsync();
    }

    public async Task AssertServesReadsAsync()
    {
        using var http = new HttpClient { BaseAddress = api!.Url };
        foreach (var path in new[] { "/health/live", "/api/providers", "/api/appointments?providerId=p0" })
        {
            using var answer = await http.GetAsync(path);
            Assert.True(answer.IsSuccessStatusCode, $"{path}: {answer.StatusCode}");
        }
    }

    /// <summary>The invariants hold in the database as it lies there.</summary>
    public async Task<Stored> AssertSoundAsync()
    {
        await using var db = Contexts.Open(provider, connectionString);
        var stored = await StoredReader.ReadAsync(db);
        AssertNothing(StateChecker.Check(stored, Load.MaxHolds));
        return stored;
    }

    /// <summary>Lets the clients come to an end, kills the service once more and checks all that they wrote down.</summary>
    public async Task FinishAsync(string what, bool allowErrors = false)
    {
        await LetItRunAsync();
        await StopAsync();
        var stored = await AssertSoundAsync();
        var entries = History.Entries;
        AssertNothing(HistoryChecker.Check(entries, stored).Concat(EventChecker.CheckFeed(feed!.Places, stored)));
        Assert.True(allowErrors || errors.Count == 0, $"The service logged errors:\n{string.Join('\n', errors)}");
        // A run in which nothing was acknowledged, refused or left open would have shown nothing.
        Assert.Contains(entries, e => e.Acknowledged);
        Assert.Contains(entries, e => e.Problem == "daily-limit-reached");
        Assert.Contains(entries, e => e.Status is 0 or 503);
        var report =
            $"{what}: {entries.Count} requests, {entries.Count(e => e.Acknowledged)} acknowledged, "
            + $"{entries.Count(e => e.Status is 0)} unanswered, {entries.Count(e => e.Status is 503)} told to come again, "
            + $"{entries.Where(e => e.Key is not null).GroupBy(e => e.Key).Count(g => g.Count() > 1)} retried, "
            + $"{entries.Count(e => e.Problem is "slot-taken" or "daily-limit-reached")} told it was taken; "
            + $"{stored.Appointments.Count} appointments, {feed.Places.Count} events read; 0 findings";
        await ReportAsync(report);
    }

    /// <summary>A line of figures, for whoever runs it by hand.</summary>
    public static async Task ReportAsync(string line)
    {
        TestContext.Current.TestOutputHelper?.WriteLine(line);
        if (Environment.GetEnvironmentVariable("SCHEDULER_CHAOS_REPORT") is { } file)
        {
            await File.AppendAllLinesAsync(file, [line]);
        }
    }

    private static void AssertNothing(IEnumerable<string> findings)
    {
        var found = findings.ToList();
        Assert.True(found.Count == 0, $"{found.Count} findings, of them:\n{string.Join('\n', found.Take(10))}");
    }
}
