using System.Net;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.Extensions.Options;

namespace Scheduler.Api.Http;

/// <summary>Keeps one address, and callers that say nothing, from taking every connection.</summary>
/// <remarks>
/// Who comes when all places, or those of its address, are taken gets one of a small reserve: there a connection serves one request,
/// and nothing but <c>/health</c>, so that whoever watches over the service can tell one that is busy from one that is dead.
/// Beyond the reserve a connection is closed as it comes.
/// </remarks>
public sealed class ConnectionGuard(IOptions<ServerLimitOptions> options, ProxyNetworks proxies)
{
    private const int ShareOfReserve = 10;
    private static readonly TimeSpan FirstByteInReserve = TimeSpan.FromSeconds(2);

    private readonly TimeSpan firstByte = TimeSpan.FromSeconds(options.Value.FirstByteSeconds);

    /// <summary>However few places there are, one address leaves half of them to others.</summary>
    private readonly Shares places = new(
        Places(options.Value),
        Math.Clamp(Places(options.Value) / 2, 1, options.Value.ConnectionsPerAddress)
    );
    private readonly Shares reserve = new(Reserve(options.Value), Math.Max(1, Reserve(options.Value) / 4));

    /// <summary>How many connections there may be, the reserve included.</summary>
    public static int Total(ServerLimitOptions options)
    {
        var possible = Descriptors.Connections(Descriptors.Limit());
        return options.Connections == 0 ? possible : Math.Min(options.Connections, possible);
    }

    public async Task RunAsync(ConnectionContext connection, ConnectionDelegate next)
    {
        // A proxy stands for all of its callers.
        var address =
            connection.RemoteEndPoint is IPEndPoint { Address: var remote } && !proxies.Contains(remote) ? CallerAddress.Of(remote) : null;
        var taken =
            places.TryTake(address) ? places
            : reserve.TryTake(address) ? reserve
            : null;
        if (taken is null)
        {
            connection.Abort(new ConnectionAbortedException("Its address has too many connections."));
            return;
        }

        try
        {
            if (taken == reserve)
            {
                connection.Features.Set(new InReserve());
            }

            if (await BeginsAsync(connection, taken == reserve ? FirstByteInReserve : firstByte))
            {
                await next(connection);
            }
        }
        finally
        {
            taken.Return(address);
        }
    }

    /// <summary>Answers a connection of the reserve, once.</summary>
    public static Task AnswerAsync(HttpContext http, RequestDelegate next)
    {
        if (http.Features.Get<InReserve>() is null)
        {
            return next(http);
        }

        http.Response.Headers.Connection = "close";
        return http.Request.Path.StartsWithSegments("/health", StringComparison.Ordinal)
            ? next(http)
            : Errors.AnswerAsync(
                http,
                new Refusal(RefusalType.Unavailable, "Too many connections are open at present.") { RetryAfter = TimeSpan.FromSeconds(5) }
            );
    }

    private static int Places(ServerLimitOptions options) => Math.Max(1, Total(options) - Reserve(options));

    private static int Reserve(ServerLimitOptions options) => Math.Clamp(Total(options) / ShareOfReserve, 1, 200);

    /// <summary>Whether a byte comes in time. The server's own limits begin with the first one.</summary>
    private static async Task<bool> BeginsAsync(ConnectionContext connection, TimeSpan within)
    {
        var stopping =
            connection.Features.Get<IConnectionLifetimeNotificationFeature>()?.ConnectionClosedRequested ?? CancellationToken.None;
        using var late = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        late.CancelAfter(within);
        try
        {
            var read = await connection.Transport.Input.ReadAsync(late.Token);
            connection.Transport.Input.AdvanceTo(read.Buffer.Start);
            return !read.Buffer.IsEmpty;
        }
        catch (Exception e) when (e is OperationCanceledException or IOException)
        {
            // It said nothing in time, or was closed by its caller.
            connection.Abort(new ConnectionAbortedException("Nothing was sent in time."));
            return false;
        }
    }

    private sealed class InReserve;
}
