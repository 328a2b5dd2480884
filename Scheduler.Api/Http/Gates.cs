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
        where TBuilder : IEndpointConventionBuilder => builder.WithMetadata(new Metadata(gate));

    /// <summary>Says what an endpoint is for, and so whom it lets in.</summary>
    public static TBuilder Needs<TBuilder>(this TBuilder builder, Permission permission)
        where TBuilder : IEndpointConventionBuilder => builder.WithMetadata(permission);

    /// <summary>Null for what routing answers by itself, such as an unknown path.</summary>
    public static Gate? Of(Endpoint? endpoint) => endpoint?.Metadata.GetMetadata<Metadata>()?.Gate;

    public static void UseGates(this WebApplication app)
    {
        var address = app.Services.GetRequiredService<PublicAddress>();
        var callers = app.Services.GetRequiredService<Callers>();
        app.Use(
            async (http, next) =>
            {
                var endpoint = http.GetEndpoint();
                if (Of(endpoint) is not { } gate)
                {
                    await (
                        endpoint is RouteEndpoint route
                            ? throw new InvalidOperationException($"'{route.RoutePattern.RawText}' stands behind no gate.")
                            : next(http)
                    );
                    return;
                }

                var hasKey = gate == Gate.Api && Callers.KeyOf(http.Request) is not null;
                if (gate != Gate.Anyone && !hasKey && Methods.IsUnsafe(http.Request) && !IsFromHere(http.Request, address))
                {
                    await Errors.AnswerAsync(http, new Refusal(RefusalType.Forbidden, "The request was sent by a page of another site."));
                    return;
                }

                var caller = await callers.FindAsync(http, gate);
                if (
                    (caller.Refusal ?? CheckSender(caller.Value!, http.Request, address) ?? Check(caller.Value!, endpoint!, gate)) is
                    { } refusal
                )
                {
                    await Errors.AnswerAsync(http, refusal);
                    return;
                }

                http.RequestServices.GetRequiredService<OperationContext>().Actor = caller.Value!;
                await next(http);
            }
        );
    }

    /// <summary>A browser adds the session to what any page sends: a change must say that it was sent by one of ours.</summary>
    private static Refusal? CheckSender(Actor actor, HttpRequest request, PublicAddress address) =>
        actor.Kind != ActorKind.Account
        || !Methods.IsUnsafe(request)
        || request.Headers["Sec-Fetch-Site"] == "same-origin"
        || (
            StringValues.IsNullOrEmpty(request.Headers["Sec-Fetch-Site"])
            && request.Headers.Origin.Count == 1
            && address.IsOwn(request.Headers.Origin, request)
        )
            ? null
            : new Refusal(
                RefusalType.Forbidden,
                "With a session, a change must be sent by a page of this site: with 'Sec-Fetch-Site: same-origin', or with its 'Origin'."
            );

    /// <summary>Whether an endpoint is for this actor. One that does not say what it is for is for nobody.</summary>
    private static Refusal? Check(Actor actor, Endpoint endpoint, Gate gate) =>
        gate is Gate.Anyone or Gate.Public ? null
        : endpoint.Metadata.GetMetadata<Permission>() is { } permission ? permission.Check(actor)
        : throw new InvalidOperationException($"'{endpoint.DisplayName}' does not say what it needs.");

    private sealed record Metadata(Gate Gate);

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
