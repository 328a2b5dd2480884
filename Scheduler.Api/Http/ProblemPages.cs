using System.Net;
using System.Text;

namespace Scheduler.Api.Http;

/// <summary>The pages that the <c>type</c> of each problem names.</summary>
public static class ProblemPages
{
    public static void MapProblemPages(this IEndpointRouteBuilder app)
    {
        app.MapGet("/problems", () => Page("Problem types", List())).ExcludeFromDescription();
        app.MapGet(
                "/problems/{slug}",
                (string slug) =>
                    ProblemCatalog.All.FirstOrDefault(d => d.Slug == slug) is { } description
                        ? Page(description.Title, Explain(description))
                        : Problem.Of(Refusal.NotFound("problem type", slug))
            )
            .ExcludeFromDescription();
    }

    private static string List()
    {
        var html = new StringBuilder("<ul>");
        foreach (var description in ProblemCatalog.All)
        {
            html.Append($"<li><a href=\"/problems/{description.Slug}\"><code>{description.Slug}</code></a> ")
                .Append($"{description.Status} — {Encode(description.Title)}</li>");
        }

        return html.Append("</ul>").ToString();
    }

    private static string Explain(ProblemDescription d) =>
        $"""
            <p><code>{d.Slug}</code>, status {d.Status}</p>
            <h2>What happened</h2><p>{Encode(d.Meaning)}</p>
            <h2>What to do</h2><p>{Encode(d.Remedy)}</p>
            <p><a href="/problems">All problem types</a></p>
            """;

    private static IResult Page(string title, string body) =>
        Results.Content(
            $$"""
            <!doctype html>
            <html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>{{Encode(
                title
            )}}</title>
            <style>:root{color-scheme:light dark}
            body{font:16px/1.5 system-ui,sans-serif;max-width:40rem;margin:2rem auto;padding:0 1rem}
            h1{font-size:24px}h2{font-size:17px}</style></head>
            <body><main><h1>{{Encode(title)}}</h1>{{body}}</main></body></html>
            """,
            "text/html; charset=utf-8"
        );

    private static string Encode(string text) => WebUtility.HtmlEncode(text);
}
