using System.Net;
using System.Net.Sockets;

namespace Scheduler.Api.Http;

/// <summary>Whose request it is, as far as the network tells: what limits count by.</summary>
/// <remarks>
/// Behind a proxy it is the proxy's address, unless <c>ProxyNetworks</c> names the proxy: then it is what the proxy says.
/// </remarks>
public static class CallerAddress
{
    public static string Of(HttpContext http) => Of(http.Connection.RemoteIpAddress);

    /// <summary>An IPv4 address or an IPv6 /64; empty where there is none, as on a Unix socket.</summary>
    public static string Of(IPAddress? caller) =>
        caller switch
        {
            null => "",
            { IsIPv4MappedToIPv6: true } => Plain(caller).ToString(),
            // One customer of an IPv6 network has at least a /64: single addresses in it cost nothing.
            { AddressFamily: AddressFamily.InterNetworkV6 } address => Convert.ToHexString(address.GetAddressBytes().AsSpan(0, 8)),
            { } address => address.ToString(),
        };

    /// <summary>An IPv4 address as itself, also where the socket wrote it as IPv6.</summary>
    public static IPAddress Plain(IPAddress address) => address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;

    /// <summary>Whether a request came to a loopback address: over no network.</summary>
    public static bool IsLocal(HttpContext http) => http.Connection.LocalIpAddress is { } address && IPAddress.IsLoopback(Plain(address));
}
