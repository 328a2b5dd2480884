using System.Net.Sockets;
using System.Text;

namespace Scheduler.Tests.Reliability;

/// <summary>Instances start together and stop in time.</summary>
public sealed class StartAndStopTests
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(10);

    [Fact]
    public async Task Five_instances_started_at_once_on_one_empty_PostgreSQL_all_come_up()
    {
        Assert.SkipWhen(PostgresServer.WhyMissing is not null, PostgresServer.WhyMissing ?? "");
        await using var database = await TestDatabase.CreateAsync(DatabaseProvider.Postgres, migrated: false);
        var clock = new TestClock(TestApp.Now);
        var apps = await Task.WhenAll(
            Enumerable.Range(0, 5).Select(_ => Task.Run(() => TestApp.StartOn(database, clock, "Database:MigrateOnStart", "true")))
        );
        foreach (var app in apps)
        {
            (await app.GetAsync("/health/ready")).Expect(200);
            Assert.Equal(3, (await app.GetAsync("/api/appointment-types")).Expect(200)["items"].GetArrayLength());
        }

        foreach (var app in apps)
        {
            await app.DisposeAsync();
        }
    }

    /// <summary>With a request that drips its body in, a connection that sent half a head, idle ones, and bookings under way.</summary>
    [Fact]
    public async Task SIGTERM_finishes_what_runs_and_ends_in_time_with_open_streams()
    {
        await using var database = await TestDatabase.CreateAsync(DatabaseProvider.Sqlite);
        await using var api = ApiProcess.Start(ApiProcess.FreePort(), DatabaseProvider.Sqlite, database.ConnectionString);
        await api.ReadyAsync();
        using var half = await OpenAsync(api, "GET /api/clients HTTP/1.1\r\nHost: localhost\r\n");
        using var idle = await OpenAsync(api, "");
        using var stop = new CancellationTokenSource();
        using var slow = await OpenAsync(
            api,
            "POST /api/clients HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 60000\r\n\r\n"
        );
        var dripping = DripAsync(slow, stop.Token);
        var booked = Enumerable.Range(0, 8).Select(i => Task.Run(() => BookUntilRefusedAsync(api, i))).ToArray();
        await Eventually.TrueAsync(async () => await CountAsync(database) > 50, "bookings are under way");

        var took = await api.TerminateAsync();
        await stop.CancelAsync();
        await dripping;
        Assert.True(took < Longest, $"It took {took}.");
        Assert.Equal(0, api.ExitCode);
        Assert.Empty(api.Errors);
        var acknowledged = (await Task.WhenAll(booked)).Sum();
        Assert.InRange(await CountAsync(database), acknowledged, acknowledged + booked.Length);
        await Assert.ThrowsAnyAsync<SocketException>(() => OpenAsync(api, ""));
    }

    private static async Task<int> BookUntilRefusedAsync(ApiProcess api, int client)
    {
        using var http = new HttpClient { BaseAddress = api.Url };
        for (var booked = 0; ; booked++)
        {
            try
            {
                using var body = new StringContent(
                    $$"""{"userId":"{{client}}-{{booked}}","start":"2026-12-01T09:00:00Z"}""",
                    Encoding.UTF8,
                    "application/json"
                );
                using var answer = await http.PostAsync("/api/appointments", body);
                Assert.Equal(201, (int)answer.StatusCode);
            }
            catch (HttpRequestException)
            {
                return booked;
            }
        }
    }

    private static async Task<TcpClient> OpenAsync(ApiProcess api, string begin)
    {
        var client = new TcpClient();
        await client.ConnectAsync(api.Url.Host, api.Url.Port);
        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(begin));
        return client;
    }

    /// <summary>Fast enough not to be cut off for being slow.</summary>
    private static async Task DripAsync(TcpClient client, CancellationToken stop)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        try
        {
            while (await timer.WaitForNextTickAsync(stop))
            {
                await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(new string(' ', 200)), stop);
            }
        }
        catch (Exception e) when (e is IOException or OperationCanceledException)
        {
            // The service has ended.
        }
    }

    private static async Task<int> CountAsync(TestDatabase database)
    {
        await using var db = Contexts.Open(database.Provider, database.ConnectionString);
        return await Microsoft.EntityFrameworkCore.EntityFrameworkQueryableExtensions.CountAsync(db.Appointments);
    }
}
