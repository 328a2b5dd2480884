using System.Net;
using System.Net.Sockets;
using Scheduler.Api.Http;

namespace Scheduler.Tests.Http;

/// <summary>Whoever opens connections shuts out nobody but themselves.</summary>
/// <remarks>Loopback has 16 million addresses: 127.0.0.2 is another caller.</remarks>
public sealed class ConnectionLimitTests
{
    /// <summary>40 places, 4 of them the reserve; an address has 18 of the others.</summary>
    private static readonly string[] Small = ["Limits:Connections", "40", "Limits:FirstByteSeconds", "2", "Limits:KeepAliveSeconds", "1"];

    private static readonly int Flood = Scale.Of("SCHEDULER_CHAOS_CONNECTIONS", 200);

    [Fact]
    public async Task An_address_with_all_its_connections_open_is_refused_and_others_are_served()
    {
        await using var database = await TestDatabase.CreateAsync(DatabaseProvider.Sqlite);
        await using var api = ApiProcess.Start(
            ApiProcess.FreePort(),
            DatabaseProvider.Sqlite,
            database.ConnectionString,
            [.. Small, "Limits:FirstByteSeconds", "60"]
        );
        await api.ReadyAsync();
        await Eventually.TrueAsync(async () => await StatusAsync(api, "127.0.0.2", "/api/clients") == 200, "it serves");
        var silent = await OpenAsync(api, 18);
        // What waits in the server's queue of new connections is not counted yet.
        await Eventually.TrueAsync(async () => await StatusAsync(api, "127.0.0.1", "/api/clients") == 503, "its share is taken");
        Assert.Equal(200, await StatusAsync(api, "127.0.0.2", "/api/clients"));
        await Eventually.TrueAsync(
            async () => await StatusAsync(api, "127.0.0.1", "/health/ready") == 200,
            "its health is told to the same address"
        );
        Close(silent[..9]);
        await Eventually.TrueAsync(async () => await StatusAsync(api, "127.0.0.1", "/api/clients") == 200, "there is room again");
        Close(silent);
        Assert.Empty(api.Errors);
    }

    /// <summary>Before the first byte, and between two requests.</summary>
    [Fact]
    public async Task A_flood_of_silent_connections_is_closed_and_leaves_the_service_to_others()
    {
        await using var database = await TestDatabase.CreateAsync(DatabaseProvider.Sqlite);
        await using var api = ApiProcess.Start(ApiProcess.FreePort(), DatabaseProvider.Sqlite, database.ConnectionString, Small);
        await api.ReadyAsync();
        var silent = await OpenAsync(api, Flood);
        var begun = await OpenAsync(api, 1, "127.0.0.2");
        await begun[0].SendAsync("GET /health/live HTTP/1.1\r\nHost: localhost\r\n\r\n"u8.ToArray());
        Assert.True(await begun[0].ReceiveAsync(new byte[4096]) > 0);
        for (var i = 0; i < 10; i++)
        {
            Assert.Equal(200, await StatusAsync(api, "127.0.0.3", "/api/clients"));
        }

        await EndAsync(begun[0]).WaitAsync(TimeSpan.FromSeconds(10));
        await Task.WhenAll(silent.Select(EndAsync)).WaitAsync(TimeSpan.FromSeconds(10));
        await Eventually.TrueAsync(async () => await StatusAsync(api, "127.0.0.1", "/api/clients") == 200, "the flood is over");
        Close([.. silent, .. begun]);
        Assert.Empty(api.Errors);
    }

    /// <summary>A process without a free descriptor cannot load an assembly any more, and once ended of it.</summary>
    [Fact]
    public async Task A_process_with_few_descriptors_outlives_more_connections_than_it_has()
    {
        await using var database = await TestDatabase.CreateAsync(DatabaseProvider.Sqlite);
        await using var api = ApiProcess.StartWithDescriptors(
            512,
            ApiProcess.FreePort(),
            DatabaseProvider.Sqlite,
            database.ConnectionString,
            "Limits:FirstByteSeconds",
            "2",
            "Logging:LogLevel:Scheduler",
            "Information"
        );
        await api.ReadyAsync();
        var silent = await OpenAsync(api, 700);
        Assert.Equal(200, await StatusAsync(api, "127.0.0.2", "/api/appointment-types"));
        Assert.Equal(200, await StatusAsync(api, "127.0.0.2", "/book"));
        await Task.WhenAll(silent.Select(EndAsync)).WaitAsync(TimeSpan.FromSeconds(15));
        Assert.Equal(200, await StatusAsync(api, "127.0.0.1", "/openapi/v1.json"));
        Assert.False(api.HasExited);
        Assert.Contains(api.Output, line => line.Contains("Up to 128 connections", StringComparison.Ordinal));
        Close(silent);
    }

    [Theory]
    [InlineData(null, 10_000)]
    [InlineData(1_048_576, 10_000)]
    [InlineData(11_500, 10_000)]
    [InlineData(11_499, 9_999)]
    [InlineData(4_096, 2_596)]
    [InlineData(2_000, 500)]
    [InlineData(1_024, 256)]
    [InlineData(512, 128)]
    [InlineData(3, 1)]
    public void Connections_leave_descriptors_to_the_rest(int? descriptors, int connections) =>
        Assert.Equal(connections, Descriptors.Connections(descriptors));

    private static async Task<Socket[]> OpenAsync(ApiProcess api, int count, string from = "127.0.0.1")
    {
        var sockets = new Socket[count];
        for (var i = 0; i < count; i++)
        {
            sockets[i] = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            sockets[i].Bind(new IPEndPoint(IPAddress.Parse(from), 0));
            try
            {
                await sockets[i].ConnectAsync(api.Url.Host, api.Url.Port);
            }
            catch (SocketException e) when (e.SocketErrorCode == SocketError.ConnectionReset)
            {
                // One too many, and closed before this side knew that it was open.
            }
        }

        return sockets;
    }

    private static void Close(Socket[] sockets) => Array.ForEach(sockets, socket => socket.Dispose());

    /// <summary>Waits until the other side has closed it.</summary>
    private static async Task EndAsync(Socket socket)
    {
        try
        {
            // What was answered before may not have been read whole.
            while (await socket.ReceiveAsync(new byte[4096]) > 0) { }
        }
        catch (SocketException)
        {
            // Reset: that is closed, too.
        }
    }

    /// <summary>The status of a request on a connection of its own; 0 where none was given.</summary>
    private static async Task<int> StatusAsync(ApiProcess api, string from, string path)
    {
        using var http = LoopbackCaller.At(from);
        try
        {
            using var answer = await http.GetAsync(new Uri(api.Url, path));
            return (int)answer.StatusCode;
        }
        catch (HttpRequestException)
        {
            return 0;
        }
    }
}
