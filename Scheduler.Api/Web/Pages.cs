using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http.HttpResults;
using Scheduler.Api.Web.Parts;

namespace Scheduler.Api.Web;

/// <summary>Components as answers.</summary>
internal static class Pages
{
    public static RazorComponentResult<TPage> Of<TPage>(Dictionary<string, object?> parameters, int status = StatusCodes.Status200OK)
        where TPage : IComponent => new(parameters) { StatusCode = status, PreventStreamingRendering = true };

    /// <summary>A page with one parameter, <c>Model</c>.</summary>
    public static RazorComponentResult<TPage> Show<TPage>(object model, int status = StatusCodes.Status200OK)
        where TPage : IComponent => Of<TPage>(new Dictionary<string, object?>(StringComparer.Ordinal) { ["Model"] = model }, status);

    public static IResult NotFound(
        string text = "There is no page at this address. Perhaps the link is old, or a letter of it is missing."
    ) =>
        Of<MessagePage>(
            new() { [nameof(MessagePage.Title)] = "Not found", [nameof(MessagePage.Text)] = text },
            StatusCodes.Status404NotFound
        );

    /// <summary>After a form that was done: the browser asks for the page that shows it.</summary>
    public static IResult SeeOther(string url) => new SeeOtherResult(url);

    /// <summary>To the page where one signs in, which leads back here.</summary>
    public static IResult SignIn(HttpContext http) =>
        SeeOther($"/sign-in?return={Uri.EscapeDataString(http.Request.Path + http.Request.QueryString)}");

    private sealed class SeeOtherResult(string url) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            httpContext.Response.StatusCode = StatusCodes.Status303SeeOther;
            httpContext.Response.Headers.Location = url;
            return Task.CompletedTask;
        }
    }
}
