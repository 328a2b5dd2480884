using System.Net;
using Microsoft.Extensions.Primitives;
using Scheduler.Api.Access;
using Scheduler.Data.Model;

namespace Scheduler.Api.Http;

/// <summary>Finds out who sends a request: a key, a session, or whoever is at this computer as long as the service is open.</summary>
public sealed class Callers(KeyRing keys, OpenDoor door)
{
    private const string Bearer = "Bearer";

    /// <summary>The key that a request claims to have; null without one. A page of another site cannot make a browser send it.</summary>
    public static string? KeyOf(HttpRequest request) =>
        request.Headers.Authorization is [{ } text]
        && text.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase)
        && (text.Length == Bearer.Length || text[Bearer.Length] == ' ')
            ? text[Bearer.Length..].Trim()
            : null;

    public async ValueTask<Outcome<Actor>> FindAsync(HttpContext http, Gate gate)
    {
        if (gate is Gate.Anyone or Gate.Public)
        {
            return Actor.Public;
        }

        if (gate == Gate.Api && KeyOf(http.Request) is { } text)
        {
            return await keys.FindAsync(text, http.RequestAborted) is { } sent ? Of(sent, http) : UnknownKey;
        }

        if (await Sessions.FindAsync(http) is { } account)
        {
            return account;
        }

        var isOpen = await door.IsOpenAsync(http.RequestAborted);
        return isOpen && IsOfThisComputer(http) ? Actor.Open : NotKnown(isOpen);
    }

    /// <summary>Whether the service is open, and the request comes from whoever it is open to.</summary>
    public async ValueTask<bool> IsOpenToAsync(HttpContext http) => IsOfThisComputer(http) && await door.IsOpenAsync(http.RequestAborted);

    private static Refusal UnknownKey => new(RefusalType.Unauthenticated, "The key is unknown, expired or revoked.");

    /// <summary>A public key counts in the pages that it was made for, and outside of browsers.</summary>
    private static Outcome<Actor> Of(SentKey sent, HttpContext http)
    {
        var (key, origin) = (sent.Key, http.Request.Headers.Origin);
        var role = RoleWords.Stored(key.Role);
        var actor = new Actor(ActorKind.Key, key.Id)
        {
            Role = role,
            Name = key.Name,
            ProviderId = key.ProviderId,
        };
        // Also where it is refused: then it is known to whom.
        http.Features.Set(actor);
        if (!sent.Opens)
        {
            return UnknownKey;
        }

        if (role == Role.Public && !StringValues.IsNullOrEmpty(origin))
        {
            if (!key.Origins.Contains(origin.ToString()))
            {
                return new Refusal(RefusalType.Forbidden, "The key was not made for pages of this origin.");
            }

            Origins.Allow(http.Response, origin.ToString());
        }

        return actor;
    }

    private static Refusal NotKnown(bool isOpen) =>
        new(
            RefusalType.Unauthenticated,
            isOpen
                ? "This service has no accounts yet, and answers this computer alone: by a name such as localhost and without a proxy. "
                    + "Make a first account or key on it, with 'dotnet Scheduler.Api.dll accounts create' or 'keys create'."
                : "Send 'Authorization: Bearer' with a key, or sign in at /sign-in."
        );

    /// <summary>
    /// Whether a request came to a loopback address, under a name of this computer, and through nobody who says that it forwards.
    /// </summary>
    /// <remarks>The name ends what a page of a stranger can do whose own name was made to lead here.</remarks>
    private static bool IsOfThisComputer(HttpContext http) =>
        CallerAddress.IsLocal(http) && IsLoopback(http.Request.Host) && !IsForwarded(http.Request.Headers);

    private static bool IsLoopback(HostString host) =>
        host.Host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || host.Host.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host.Host, out var address) && IPAddress.IsLoopback(address));

    private static bool IsForwarded(IHeaderDictionary headers)
    {
        foreach (var (name, _) in headers)
        {
            // X-Original-* is what is left of X-Forwarded-* once it has been believed.
            if (
                name.StartsWith("X-Forwarded-", StringComparison.OrdinalIgnoreCase)
                || name.StartsWith("X-Original-", StringComparison.OrdinalIgnoreCase)
                || name.Equals("Forwarded", StringComparison.OrdinalIgnoreCase)
                || name.Equals("Via", StringComparison.OrdinalIgnoreCase)
            )
            {
                return true;
            }
        }

        return false;
    }
}
