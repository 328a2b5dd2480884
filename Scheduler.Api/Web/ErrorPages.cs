using Scheduler.Api.Http;
using Scheduler.Api.Web.Parts;

namespace Scheduler.Api.Web;

/// <summary>Refusals for people: a page where a program gets a problem.</summary>
internal static class ErrorPages
{
    /// <summary>What answers programs, also when a browser asks.</summary>
    private static readonly string[] NoPages = ["/api", "/openapi", "/health", "/problems", "/swagger", "/live"];

    /// <summary>Whether a page is the answer: on the pages always, at an unknown address where a browser asks.</summary>
    public static bool AreFor(HttpContext http, Endpoint? endpoint) =>
        !Array.Exists(NoPages, prefix => http.Request.Path.StartsWithSegments(prefix, StringComparison.OrdinalIgnoreCase))
        && (
            Gates.Of(endpoint) is Gate.Public or Gate.Office
            || http.Request.Headers.Accept.ToString().Contains("text/html", StringComparison.Ordinal)
        );

    public static Task AnswerAsync(HttpContext http, Refusal refusal)
    {
        PageGuard.SetHeaders(http.Response.Headers);
        var (status, isChange) = (ProblemCatalog.Describe(refusal.Type).Status, HttpMethods.IsPost(http.Request.Method));
        if (status is StatusCodes.Status503ServiceUnavailable or StatusCodes.Status429TooManyRequests)
        {
            Problem.SetRetryAfter(http.Response, refusal.RetryAfter ?? TimeSpan.FromSeconds(1));
        }

        var page = refusal switch
        {
            { Type: RefusalType.Unauthenticated } when !isChange => Pages.SignIn(http),
            { Type: RefusalType.Unauthenticated } => Page(
                "Sign in first",
                "Your session has ended, and nothing was changed. Sign in, and send the form again."
            ),
            { Type: RefusalType.Forbidden } when refusal.Members.ContainsKey("needs") => Page("Not allowed", refusal.Detail),
            { Type: RefusalType.NotFound } => Pages.NotFound(),
            { Type: RefusalType.Forbidden } => Page(
                "Not done",
                "This form was sent from another site. Open the page here and send it again."
            ),
            { Type: RefusalType.Unavailable } when refusal.Members.ContainsKey("outcome") => Page(
                "Perhaps saved",
                "The database was lost while your change was being saved: it may or may not have been. "
                    + "Look first whether it is there, and do it again only if it is not."
            ),
            { Type: RefusalType.Unavailable } when isChange => Page(
                "Not saved",
                "The service is busy, and nothing was changed. Go back and try again in a moment."
            ),
            { Type: RefusalType.Unavailable } => Page("Not available now", "The page cannot be shown at present. Try again in a moment."),
            { Type: RefusalType.TooManyRequests } => Page("Too many requests", $"{refusal.Detail} Wait a moment, then try again."),
            { Type: RefusalType.InternalError } => Page(
                "Something failed",
                "This should not have happened. Look first whether what you did was saved, before you do it again."
            ),
            _ => Page("Not understood", refusal.Detail),
        };
        return page.ExecuteAsync(http);

        IResult Page(string title, string text) =>
            Pages.Of<MessagePage>(new() { [nameof(MessagePage.Title)] = title, [nameof(MessagePage.Text)] = text }, status);
    }
}
