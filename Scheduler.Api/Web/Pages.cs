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

    /// <param name="text">In English, for the office; null: that there is no such page, in the page's language.</param>
    public static IResult NotFound(string? text = null) =>
        Of<MessagePage>(new() { [nameof(MessagePage.Text)] = text }, StatusCodes.Status404NotFound);

    /// <summary>The same for clients.</summary>
    /// <param name="key">The name of the text that says more.</param>
    public static IResult NotFoundSaying(string key) =>
        Of<MessagePage>(new() { [nameof(MessagePage.TextKey)] = key }, StatusCodes.Status404NotFound);

    /// <summary>After a form that was done: the browser asks for the page that shows it.</summary>
    public static IResult SeeOther(string url) => new SeeOtherResult(url);

    /// <summary>The same, in the language of the form.</summary>
    public static IResult SeeOther(HttpContext http, string url) =>
        SeeOther(http.RequestServices.GetRequiredService<PageLanguage>().Url(url));

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
