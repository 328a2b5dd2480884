using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Primitives;
using Scheduler.Data.Databases;

namespace Scheduler.Api.Http;

/// <summary>The names under which this service is reached, and absolute addresses made of them.</summary>
/// <remarks>
/// Any other <c>Host</c> is refused: a page of a stranger whose name was made to lead to this machine
/// could otherwise read and write everything. <c>PublicBaseUrl</c> is the address that people know;
/// <c>AllowedHosts</c> are further names, by default those of this machine alone.
/// </remarks>
public sealed class PublicAddress
{
    public const string BaseSetting = "PublicBaseUrl";
    private const string HostsSetting = "AllowedHosts";
    private const string ThisMachine = "localhost;*.localhost;127.0.0.1;[::1]";
    private const string AnyHost = "*";

    private readonly string? baseUrl;
    private readonly List<StringSegment> named = [];
    private readonly bool any;
    private readonly IServer server;

    public PublicAddress(IConfiguration configuration, IServer server)
    {
        this.server = server;
        var hosts = configuration[HostsSetting];
        foreach (
            var host in (string.IsNullOrWhiteSpace(hosts) ? ThisMachine : hosts).Split(
                [';', ','],
                StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries
            )
        )
        {
            any |= host == AnyHost;
            if (host != AnyHost)
            {
                named.Add(new HostString(host).ToUriComponent());
            }
        }

        if (configuration[BaseSetting] is { Length: > 0 } text)
        {
            var url = Read(text);
            baseUrl = url.GetLeftPart(UriPartial.Authority);
            named.Add(url.HostNameType == UriHostNameType.IPv6 ? url.Host : url.IdnHost);
        }
    }

    /// <summary>Whether a request may name this host.</summary>
    public bool Allows(HostString host) => any || IsNamed(host);

    /// <summary>The absolute address of a path of this service.</summary>
    /// <param name="path">Begins with a slash; may have a query.</param>
    /// <param name="request">The request in whose answer it stands:
    /// without <c>PublicBaseUrl</c> its host is used, if a setting names it.</param>
    public string Url(string path, HttpRequest? request = null) =>
        (baseUrl ?? (request is not null && IsNamed(request.Host) ? Origin(request) : Listening())) + path;

    /// <summary>Whether an <c>Origin</c> is this service's own.</summary>
    public bool IsOwn(StringValues origin, HttpRequest request) => origin == baseUrl || origin == Origin(request);

    private static string Origin(HttpRequest request) => $"{request.Scheme}://{request.Host.ToUriComponent()}";

    private bool IsNamed(HostString host) => host.HasValue && HostString.MatchesAny(host.ToUriComponent(), named);

    private string Listening() =>
        server
            .Features.Get<IServerAddressesFeature>()
            ?.Addresses.FirstOrDefault()
            ?.Replace("[::]", "localhost", StringComparison.Ordinal)
            .TrimEnd('/')
        ?? "";

    private static Uri Read(string text) =>
        !Uri.TryCreate(text, UriKind.Absolute, out var url)
        || url.Scheme is not ("http" or "https")
        || url.Query.Length + url.Fragment.Length + url.UserInfo.Length > 0
            ? throw new StartException($"{BaseSetting} must be an address such as https://appointments.example.org, not '{text}'.")
        : url.AbsolutePath == "/" ? url
        : throw new StartException(
            $"{BaseSetting} must have no path, as '{text}' has: links begin at the root, so the service needs a host name of its own."
        );
}

/// <summary>Refuses requests for a host that is not this service.</summary>
public static class AllowedHosts
{
    public static void UseAllowedHosts(this WebApplication app)
    {
        var address = app.Services.GetRequiredService<PublicAddress>();
        app.Use(
            (http, next) =>
                // Whoever watches over a process asks it by any address, and is told nothing that is private.
                address.Allows(http.Request.Host) || http.Request.Path.StartsWithSegments("/health", StringComparison.Ordinal)
                    ? next(http)
                    : Problem
                        .Of(
                            RequestErrors.Of(
                                "Host",
                                "is not a name of this service; the settings PublicBaseUrl and AllowedHosts say which are"
                            )
                        )
                        .ExecuteAsync(http)
        );
    }
}
