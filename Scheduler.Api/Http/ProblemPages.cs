using Scheduler.Api.Web;
using Scheduler.Api.Web.Parts;

namespace Scheduler.Api.Http;

/// <summary>The pages that the <c>type</c> of each problem names.</summary>
public static class ProblemPages
{
    public static void MapProblemPages(this IEndpointRouteBuilder app)
    {
        app.MapGet("/problems", () => Page(null)).ExcludeFromDescription();
        app.MapGet(
                "/problems/{slug}",
                (string slug) =>
                    ProblemCatalog.All.FirstOrDefault(d => d.Slug == slug) is { } description
                        ? Page(description)
                        : Problem.Of(Refusal.NotFound("problem type", slug))
            )
            .ExcludeFromDescription();
    }

    private static IResult Page(ProblemDescription? problem) =>
        Pages.Of<ProblemPage>(new(StringComparer.Ordinal) { [nameof(ProblemPage.Problem)] = problem });
}
