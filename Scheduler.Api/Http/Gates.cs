using Microsoft.Extensions.Primitives;
using Scheduler.Api.Access;

namespace Scheduler.Api.Http;

/// <summary>Who an endpoint is for; each group of routes has one.</summary>
public enum Gate
{
    /// <summary>Whoever asks, and for what tells nothing: health, styles, the API's description.</summary>
    Anyone,

    /// <summary>The pages of whoever books: no account is needed.</summary>
    Public,

    /// <summary>The pages of whoever works here.</summary>
    Office,

    /// <summary>The JSON API.</summary>
    Api,
}

/// <summary>Decides whose a request is, and whether it may pass, before anything is done for it.</summary>
public static class Gates
{
    /// <summary>A group of routes behind a gate.</summary>
    public static RouteGroupBuilder MapGate(this IEndpointRouteBuilder app, Gate gate) => app.MapGroup("").Behind(gate);

    public static TBuilder Behind<TBuilder>(this TBuilder builder, Gate gate)
        where TBuilder : IEndpointConventionBuilder =>
        builder.WithMetadata(new Metadata(gate));

    /// <summary>Null for what routing answers by itself, such as an unknown path.</summary>
    public static Gate? Of(Endpoint? endpoint) => endpoint?.Metadata.GetMetadata<Metadata>()?.Gate;

    public static void UseGates(this WebApplication app)
    {
        var address = app.Services.GetRequiredService<PublicAddress>();
        app.Use((http, next) =>
        {
            var endpoint = http.GetEndpoint();
            if (Of(endpoint) is not { } gate)
            {
                return endpoint is RouteEndpoint route ? throw new InvalidOperationException($"'{route.RoutePattern.RawText}' stands behind no gate.") : next(http);
            }

            if (gate != Gate.Anyone && IsUnsafe(http.Request) && !IsFromHere(http.Request, address))
            {
                return Errors.AnswerAsync(http, new Refusal(RefusalType.Forbidden, "The request was sent by a page of another site."));
            }

            // As long as there are no accounts, the side on which a request comes in says who acts.
            http.RequestServices.GetRequiredService<OperationContext>().Actor = gate == Gate.Public ? Actor.Public : Actor.Open;
            return next(http);
        });
    }

    private sealed record Metadata(Gate Gate);

    private static bool IsUnsafe(HttpRequest request) =>
        !HttpMethods.IsGet(request.Method) && !HttpMethods.IsHead(request.Method) && !HttpMethods.IsOptions(request.Method);

    /// <summary>Whether a request was sent by a page of this site: the browser says so, or names the origin, or is none.</summary>
    private static bool IsFromHere(HttpRequest request, PublicAddress address)
    {
        var site = request.Headers["Sec-Fetch-Site"];
        if (!StringValues.IsNullOrEmpty(site))
        {
            return site == "same-origin" || site == "none";
        }

        var origin = request.Headers.Origin;
        return StringValues.IsNullOrEmpty(origin) || address.IsOwn(origin, request);
    }
}
