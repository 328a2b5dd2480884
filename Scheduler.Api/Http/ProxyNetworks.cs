using System.Net;
using Microsoft.AspNetCore.HttpOverrides;
using Scheduler.Data.Databases;

namespace Scheduler.Api.Http;

/// <summary>
/// The setting <c>ProxyNetworks</c>: the networks of the proxies whose <c>X-Forwarded-For</c>,
/// <c>-Proto</c> and <c>-Host</c> are believed. Nobody else's are.
/// </summary>
public sealed class ProxyNetworks
{
    public const string Setting = "ProxyNetworks";

    /// <summary>The framework's own switch, by which every caller could say which address it has.</summary>
    private const string BlindTrust = "ForwardedHeaders_Enabled";
    private readonly List<System.Net.IPNetwork> networks = [];

    public ProxyNetworks(IConfiguration configuration)
    {
        foreach (
            var text in (configuration[Setting] ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
        )
        {
            networks.Add(
                System.Net.IPNetwork.TryParse(text, out var network) ? network
                : IPAddress.TryParse(text, out var address) ? new System.Net.IPNetwork(address, address.GetAddressBytes().Length * 8)
                : throw new StartException($"{Setting} must be networks such as 10.0.0.0/8, parted by commas, not '{text}'.")
            );
        }

        if (bool.TryParse(configuration[BlindTrust], out var blind) && blind)
        {
            throw new StartException(
                "ASPNETCORE_FORWARDEDHEADERS_ENABLED would believe X-Forwarded-For of every caller. "
                    + $"Set {Setting} to the networks of your proxies instead."
            );
        }
    }

    public bool Any => networks.Count > 0;

    public bool Contains(IPAddress address)
    {
        var plain = CallerAddress.Plain(address);
        return networks.Exists(network => network.Contains(plain));
    }

    /// <summary>Puts the caller that a proxy names in the place of the proxy.</summary>
    public ForwardedHeadersOptions Forwarding()
    {
        var options = new ForwardedHeadersOptions
        {
            ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto | ForwardedHeaders.XForwardedHost,
            ForwardLimit = null,
        };
        options.KnownProxies.Clear();
        options.KnownIPNetworks.Clear();
        networks.ForEach(options.KnownIPNetworks.Add);
        return options;
    }
}
