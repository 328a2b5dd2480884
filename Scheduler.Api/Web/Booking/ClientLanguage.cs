namespace Scheduler.Api.Web.Booking;

/// <summary>Chooses the language of the pages of whoever books; an endpoint filter.</summary>
internal static class ClientLanguage
{
    public static ValueTask<object?> RunAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        http.RequestServices.GetRequiredService<PageLanguage>().Choose(http);
        http.Response.Headers.Vary = "Accept-Language";
        return next(context);
    }
}
