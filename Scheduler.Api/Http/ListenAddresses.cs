using System.Globalization;
using System.Net;
using Microsoft.Extensions.Options;
using Scheduler.Data.Databases;

namespace Scheduler.Api.Http;

/// <summary>Where the service listens: what the framework's own settings say, and this machine alone where they say nothing.</summary>
public static class ListenAddresses
{
    private const string Default = "http://localhost:5080";

    /// <exception cref="StartException">An address that cannot be listened on.
    /// The server would take a name that it does not know for every interface.</exception>
    public static void AddListenAddresses(this WebApplicationBuilder builder)
    {
        var configuration = builder.Configuration;
        var urls = Split(configuration[WebHostDefaults.ServerUrlsKey]);
        string[] ports = [.. Split(configuration[WebHostDefaults.HttpPortsKey]), .. Split(configuration[WebHostDefaults.HttpsPortsKey])];
        var endpoints = configuration.GetSection("Kestrel:Endpoints").GetChildren().ToArray();
        Array.ForEach(urls, Check);
        Array.ForEach([.. endpoints.Select(e => e["Url"]).OfType<string>()], Check);
        if (Array.Find(ports, port => !IsPort(port)) is { } wrong)
        {
            throw new StartException($"'{wrong}' is not a port: use a number from 1 to 65535.");
        }

        if (urls.Length + ports.Length + endpoints.Length == 0)
        {
            builder.WebHost.UseUrls(Default);
        }
    }

    /// <summary>Says, once it listens, how many connections there may be, and whether other machines can reach it.</summary>
    public static void TellWhereItListens(this WebApplication app) =>
        app.Lifetime.ApplicationStarted.Register(() =>
        {
            var connections = ConnectionGuard.Total(app.Services.GetRequiredService<IOptions<ServerLimitOptions>>().Value);
            app.Logger.LogInformation("Up to {Connections} connections; {Descriptors} descriptors", connections, Descriptors.Limit());
            foreach (var address in app.Urls.Where(url => !IsLoopback(BindingAddress.Parse(url))))
            {
                app.Logger.LogWarning("{Address} can be reached from other machines", address);
            }
        });

    private static void Check(string url)
    {
        var address = Parse(url);
        if (address.Scheme is not ("http" or "https"))
        {
            throw new StartException($"'{url}' is not an address to listen on: only http and https are known.");
        }

        if (address.PathBase.Length > 0)
        {
            throw new StartException($"'{url}' is not an address to listen on: it has a path.");
        }

        if (!address.IsUnixPipe && (address.Port is < 0 or > 65535 || !IsOfThisMachine(address.Host)))
        {
            throw new StartException(
                $"'{url}' is not an address to listen on: "
                    + "the host must be an IP address, localhost, or * for every interface, and the port a number up to 65535."
            );
        }
    }

    private static BindingAddress Parse(string url)
    {
        try
        {
            return BindingAddress.Parse(url);
        }
        catch (FormatException e)
        {
            throw new StartException($"'{url}' is not an address to listen on, such as {Default}.", e);
        }
    }

    private static bool IsOfThisMachine(string host) => host is "*" or "+" || IsLocalhost(host) || IPAddress.TryParse(host, out _);

    private static bool IsLoopback(BindingAddress address) =>
        address.IsUnixPipe || IsLocalhost(address.Host) || (IPAddress.TryParse(address.Host, out var ip) && IPAddress.IsLoopback(ip));

    private static bool IsLocalhost(string host) => string.Equals(host, "localhost", StringComparison.OrdinalIgnoreCase);

    private static bool IsPort(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is > 0 and <= 65535;

    private static string[] Split(string? list) =>
        (list ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
