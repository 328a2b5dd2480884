namespace Scheduler.Api.Access;

/// <summary>Marks what strangers may reach: the public pages.</summary>
public sealed class PublicSide;

/// <summary>Says who acts, before any operation runs. As long as there are no accounts, it is the side of the service on which a request comes in.</summary>
public static class Actors
{
    public static void UseActors(this WebApplication app) => app.Use((http, next) =>
    {
        var isPublic = http.GetEndpoint()?.Metadata.GetMetadata<PublicSide>() is not null;
        http.RequestServices.GetRequiredService<OperationContext>().Actor = isPublic ? Actor.Public : Actor.Open;
        return next(http);
    });
}
