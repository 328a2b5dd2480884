namespace Scheduler.Api.Access;

/// <summary>Notes from which network address a request comes, for the audit.</summary>
public static class ActorAddress
{
    public static void UseActorAddresses(this WebApplication app) => app.Use((http, next) =>
    {
        var address = http.Connection.RemoteIpAddress;
        http.RequestServices.GetRequiredService<OperationContext>().Address = (address is { IsIPv4MappedToIPv6: true } ? address.MapToIPv4() : address)?.ToString();
        return next(http);
    });
}
