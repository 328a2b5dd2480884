using Scheduler.Api.Http;

namespace Scheduler.Api.Access;

/// <summary>Notes from which network address a request comes, for the audit.</summary>
public static class ActorAddress
{
    public static void UseActorAddresses(this WebApplication app) =>
        app.Use(
            (http, next) =>
            {
                http.RequestServices.GetRequiredService<OperationContext>().Address = http.Connection.RemoteIpAddress is { } address
                    ? CallerAddress.Plain(address).ToString()
                    : null;
                return next(http);
            }
        );
}
