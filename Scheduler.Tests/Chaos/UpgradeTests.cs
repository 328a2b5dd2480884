using System.Collections.Concurrent;
using System.Net.Http.Json;

namespace Scheduler.Tests.Chaos;

/// <summary>Two instances are replaced one after the other by those of this version, under a load: nobody notices.</summary>
public sealed class UpgradeTests
{
    private const string Variable = "SCHEDULER_UPGRADE_FROM";
    private const int Clients = 8;

    [Fact]
    public async Task Two_instances_of_two_releases_serve_without_a_failed_request()
    {
        var older = Environment.GetEnvironmentVariable(Variable);
        Assert.SkipWhen(older is null, $"scripts/rolling-upgrade runs it, with an older program in {Variable}");
        await using var cluster = await DurablePostgres.StartAsync();
        await using var database = TestDatabase.At(DatabaseProvider.Postgres, cluster.ConnectionString);
        int[] ports = [ApiProcess.FreePort(), ApiProcess.FreePort()];
        var instances = new List<ApiProcess>();
        foreach (var port in ports)
        {
            var instance = ApiProcess.StartProgram(older!, port, DatabaseProvider.Postgres, cluster.ConnectionString);
            await instance.ReadyAsync();
            instances.Add(instance);
        }

        using var stop = new CancellationTokenSource();
        var load = new RollingLoad([.. ports.Select(port => new Uri($"http://127.0.0.1:{port}"))]);
        var running = Enumerable.Range(0, Clients).Select(client => Task.Run(() => load.RunAsync(client, stop.Token))).ToArray();
        await AnsweredAsync(load);

        // First the schema, on which the older ones go on; then one instance after the other.
        var (code, output, errors) = await Cli.RunAsync(database, null, "migrate");
        Assert.True(code == 0, errors);
        for (var i = 0; i < ports.Length; i++)
        {
            await AnsweredAsync(load);
            await instances[i].TerminateAsync();
            Assert.Equal(0, instances[i].ExitCode);
            await instances[i].DisposeAsync();
            instances[i] = ApiProcess.Start(ports[i], DatabaseProvider.Postgres, cluster.ConnectionString);
            await instances[i].ReadyAsync();
        }

        await AnsweredAsync(load);
        await stop.CancelAsync();
        await Task.WhenAll(running);
        await ChaosRun.ReportAsync(
            $"Rolling upgrade ({output.Trim()}): {load.Booked.Count} bookings, {load.SentAgain} sent to the other instance, {load.Failed.Count} failed"
        );
        foreach (var instance in instances)
        {
            await instance.DisposeAsync();
        }

        Assert.Empty(load.Failed);
        await using var db = Contexts.Open(DatabaseProvider.Postgres, cluster.ConnectionString);
        var stored = await StoredReader.ReadAsync(db);
        Assert.Empty(StateChecker.Check(stored, Load.MaxHolds));
        Assert.Equal(load.Booked.Order(), stored.Appointments.Select(a => a.Id).Order());
    }

    private static Task AnsweredAsync(RollingLoad load)
    {
        var before = load.Booked.Count;
        return Eventually.TrueAsync(() => Task.FromResult(load.Booked.Count > before + 100), "bookings go on");
    }

    /// <summary>Visits, each with a key, to one instance after the other; one that does not answer is passed over, as a balancer does.</summary>
    private sealed class RollingLoad(Uri[] instances)
    {
        private int sentAgain;

        public ConcurrentBag<Guid> Booked { get; } = [];
        public ConcurrentBag<string> Failed { get; } = [];
        public int SentAgain => sentAgain;

        public async Task RunAsync(int client, CancellationToken stop)
        {
            using var http = new HttpClient();
            for (var i = 0; !stop.IsCancellationRequested; i++)
            {
                await BookAsync(http, client, i);
            }
        }

        private async Task BookAsync(HttpClient http, int client, int number)
        {
            var failure = "";
            for (var attempt = 0; attempt < instances.Length; attempt++)
            {
                using var request = new HttpRequestMessage(
                    HttpMethod.Post,
                    new Uri(instances[(client + number + attempt) % instances.Length], "/api/appointments")
                )
                {
                    Content = JsonContent.Create(new { userId = $"u{client}-{number}", start = "2031-11-24T09:00:00Z" }),
                };
                request.Headers.Add("Idempotency-Key", $"{client}-{number}");
                try
                {
                    using var answer = await http.SendAsync(request);
                    if ((int)answer.StatusCode == 201)
                    {
                        Booked.Add((await answer.Content.ReadFromJsonAsync<Made>())!.Id);
                        return;
                    }

                    failure = $"{(int)answer.StatusCode}: {await answer.Content.ReadAsStringAsync()}";
                }
                catch (HttpRequestException e)
                {
                    failure = e.Message;
                }

                Interlocked.Increment(ref sentAgain);
            }

            Failed.Add(failure);
        }

        private sealed record Made(Guid Id);
    }
}
