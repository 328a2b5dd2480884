using Scheduler.Api.Http;
using Scheduler.Api.Web.Parts;

namespace Scheduler.Api.Web;

/// <summary>Refusals for people: a page where a program gets a problem.</summary>
internal static class ErrorPages
{
    /// <summary>What answers programs, also when a browser asks.</summary>
    private static readonly string[] NoPages = ["/api", "/openapi", "/health", "/problems", "/swagger", "/live"];

    /// <summary>The pages of whoever books.</summary>
    private static readonly string[] ClientPaths = ["/book", "/meet", "/appointments"];

    /// <summary>Whether a page is the answer: on the pages always, at an unknown address where a browser asks.</summary>
    public static bool AreFor(HttpContext http, Endpoint? endpoint) =>
        !Array.Exists(NoPages, prefix => http.Request.Path.StartsWithSegments(prefix, StringComparison.OrdinalIgnoreCase))
        && (
            Gates.Of(endpoint) is Gate.Public or Gate.Office
            || http.Request.Headers.Accept.ToString().Contains("text/html", StringComparison.Ordinal)
        );

    public static Task AnswerAsync(HttpContext http, Refusal refusal)
    {
        PageGuard.SetHeaders(http);
        var (status, isChange) = (ProblemCatalog.Describe(refusal.Type).Status, HttpMethods.IsPost(http.Request.Method));
        if (status is StatusCodes.Status503ServiceUnavailable or StatusCodes.Status429TooManyRequests)
        {
            Problem.SetRetryAfter(http.Response, refusal.RetryAfter ?? TimeSpan.FromSeconds(1));
        }

        var isClient = ClientPaths.Any(path => http.Request.Path.StartsWithSegments(path, StringComparison.OrdinalIgnoreCase));
        if (isClient)
        {
            http.RequestServices.GetRequiredService<PageLanguage>().Choose(http);
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
            { Type: RefusalType.Forbidden } => Say("Error.Form", "Error.FormText"),
            { Type: RefusalType.Unavailable } when refusal.Members.ContainsKey("outcome") => Say("Error.Perhaps", "Error.PerhapsText"),
            { Type: RefusalType.Unavailable } when isChange => Say("Error.Busy", "Error.BusyText"),
            { Type: RefusalType.Unavailable } => Say("Error.Away", "Error.AwayText"),
            { Type: RefusalType.TooManyRequests } when isClient => Say("Error.Many", "Error.ManyText"),
            { Type: RefusalType.TooManyRequests } => Page("Too many requests", $"{refusal.Detail} Wait a moment, then try again."),
            { Type: RefusalType.InternalError } => Say("Error.Failed", "Error.FailedText"),
            _ when isClient => Say("Error.Unread", "Error.UnreadText"),
            _ => Page("Not understood", refusal.Detail),
        };
        return page.ExecuteAsync(http);

        IResult Say(string title, string text) =>
            Pages.Of<MessagePage>(new() { [nameof(MessagePage.TitleKey)] = title, [nameof(MessagePage.TextKey)] = text }, status);

        IResult Page(string title, string text) =>
            Pages.Of<MessagePage>(new() { [nameof(MessagePage.Title)] = title, [nameof(MessagePage.Text)] = text }, status);
    }
}
