using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Options;
using Scheduler.Api.Http;

namespace Scheduler.Api.Webhooks;

/// <summary>Which addresses may be sent to: nobody who sets a webhook may reach with it what only this machine can reach.</summary>
public sealed class ReceiverAddresses(IOptions<WebhookOptions> options)
{
    /// <summary>
    /// What is not somebody's own on the internet (IANA's special-purpose registries): the first address and how many bits count.
    /// </summary>
    private static readonly IPNetwork[] Special =
    [
        .. new[]
        {
            "0.0.0.0/8",
            "10.0.0.0/8",
            "100.64.0.0/10",
            "127.0.0.0/8",
            "169.254.0.0/16",
            "172.16.0.0/12",
            "192.0.0.0/24",
            "192.0.2.0/24",
            "192.88.99.0/24",
            "192.168.0.0/16",
            "198.18.0.0/15",
            "198.51.100.0/24",
            "203.0.113.0/24",
            "224.0.0.0/4",
            "240.0.0.0/4",
            // Those that carry an IPv4 address (Teredo, 6to4) among them.
            "2001::/23",
            "2001:db8::/32",
            "2002::/16",
            "3fff::/20",
        }.Select(IPNetwork.Parse),
    ];

    private static readonly IPNetwork GlobalUnicast = IPNetwork.Parse("2000::/3");

    /// <summary>
    /// Why nothing may be sent to this address; null where it may. What its name leads to is looked at with each connection.
    /// </summary>
    public string? WhyNot(Uri url) =>
        url.Scheme != Uri.UriSchemeHttps && !(options.Value.AllowHttp && url.Scheme == Uri.UriSchemeHttp) ? "must begin with https://"
        : url.UserInfo.Length > 0 || url.Fragment.Length > 0 ? "must have no user name and no fragment"
        : options.Value.AllowPrivateNetworks ? null
        : IsThisMachine(url) || (IPAddress.TryParse(url.IdnHost, out var address) && !IsPublic(address))
            ? "must not lead to this machine or into a private network"
        : null;

    /// <summary>Resolves once, and connects to what was resolved: a name that leads elsewhere at a second look gains nothing.</summary>
    public async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var found = await Dns.GetHostAddressesAsync(context.DnsEndPoint.Host, cancellationToken);
        var allowed = options.Value.AllowPrivateNetworks ? found : Array.FindAll(found, IsPublic);
        if (allowed.Length == 0)
        {
            throw new HttpRequestException(found.Length == 0 ? "The name has no address." : $"The address {found[0]} is not public.");
        }

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(allowed, context.DnsEndPoint.Port, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>
    /// Whether an address is somebody's on the internet: not loopback, private, link-local,
    /// multicast or reserved, nor such a one in the clothes of IPv6.
    /// </summary>
    public static bool IsPublic(IPAddress address)
    {
        address = CallerAddress.Plain(address);
        return (address.AddressFamily == AddressFamily.InterNetwork || GlobalUnicast.Contains(address))
            && !Array.Exists(Special, network => network.Contains(address));
    }

    private static bool IsThisMachine(Uri url) =>
        url.IdnHost.TrimEnd('.') is var host && (host == "localhost" || host.EndsWith(".localhost", StringComparison.Ordinal));
}
