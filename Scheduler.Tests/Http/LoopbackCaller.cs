using System.Net;
using System.Net.Sockets;

namespace Scheduler.Tests.Http;

/// <summary>A caller at one of the 16 million addresses of loopback.</summary>
internal static class LoopbackCaller
{
    /// <summary>A client with connections of its own.</summary>
    public static HttpClient At(string address) =>
        new(
            new SocketsHttpHandler
            {
                ConnectCallback = async (context, cancellationToken) =>
                {
                    var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
                    socket.Bind(new IPEndPoint(IPAddress.Parse(address), 0));
                    await socket.ConnectAsync(context.DnsEndPoint, cancellationToken);
                    return new NetworkStream(socket, ownsSocket: true);
                },
            }
        )
        {
            Timeout = TimeSpan.FromSeconds(10),
        };
}
