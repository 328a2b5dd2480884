using Microsoft.AspNetCore.Http.Extensions;

namespace Scheduler.Api.Web.Booking;

/// <summary>Takes the key of a manage link out of the address on the first visit: the browser keeps it, and asks again without.</summary>
internal static class LinkExchange
{
    private const string Parameter = LinkCookie.Field;

    public static async ValueTask<object?> RunAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        if (
            HttpMethods.IsPost(http.Request.Method)
            || !http.Request.Query.ContainsKey(Parameter)
            || !Guid.TryParse(http.Request.RouteValues["id"] as string, out var id)
        )
        {
            return await next(context);
        }

        if (await http.RequestServices.GetRequiredService<OwnAppointments>().FindAsync(id, http, null) is null)
        {
            return Pages.NotFoundSaying(OwnAppointments.WrongLink);
        }

        var rest = new QueryBuilder(
            http.Request.Query.Where(parameter => parameter.Key != Parameter)
                .SelectMany(p => p.Value, (p, value) => KeyValuePair.Create(p.Key, value ?? ""))
        );
        return Pages.SeeOther($"{http.Request.Path.ToUriComponent().ToLowerInvariant()}{rest}");
    }
}
