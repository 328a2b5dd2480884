using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Scheduler.Tests.Chaos;

/// <summary>Passes connections on to a port of this machine, and can be cut as a network is: nothing arrives, and nobody is told.</summary>
internal sealed class TcpRelay : IDisposable
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(20);
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentBag<TcpClient> open = [];
    private readonly CancellationTokenSource end = new();
    private readonly int target;
    private volatile bool isCut;

    public TcpRelay(int target)
    {
        this.target = target;
        listener.Start();
        _ = AcceptAsync();
    }

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    public void Cut() => isCut = true;

    /// <summary>New connections arrive again; those from before are gone.</summary>
    public void Heal()
    {
        while (open.TryTake(out var connection))
        {
            connection.Dispose();
        }

        isCut = false;
    }

    public void Dispose()
    {
        end.Cancel();
        listener.Stop();
        Heal();
        end.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            for (; ; )
            {
                var caller = await listener.AcceptTcpClientAsync(end.Token);
                open.Add(caller);
                _ = PassAsync(caller);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // It has ended.
        }
    }

    private async Task PassAsync(TcpClient caller)
    {
        var server = new TcpClient();
        open.Add(server);
        try
        {
            await WhileCutAsync();
            await server.ConnectAsync(IPAddress.Loopback, target, end.Token);
            await Task.WhenAny(PumpAsync(caller, server), PumpAsync(server, caller));
        }
        catch (Exception e)
            when (e is OperationCanceledException or SocketException or IOException or ObjectDisposedException or InvalidOperationException)
        {
            // One side has gone: the other hears of it.
        }

        caller.Dispose();
        server.Dispose();
    }

    private async Task PumpAsync(TcpClient from, TcpClient to)
    {
        var buffer = new byte[16 * 1024];
        for (; ; )
        {
            var read = await from.GetStream().ReadAsync(buffer, end.Token);
            await WhileCutAsync();
            if (read == 0)
            {
                return;
            }

            await to.GetStream().WriteAsync(buffer.AsMemory(0, read), end.Token);
        }
    }

    private async Task WhileCutAsync()
    {
        while (isCut)
        {
            await Task.Delay(Look, end.Token);
        }
    }
}
