using Scheduler.Api.Web;
using Scheduler.Api.Web.Parts;

namespace Scheduler.Api.Http;

/// <summary>The pages that the <c>type</c> of each problem names, in the reader's language.</summary>
public static class ProblemPages
{
    public static void MapProblemPages(this IEndpointRouteBuilder app)
    {
        var pages = app.MapGroup("")
            .AddEndpointFilter(PageGuard.RunAsync)
            .AddEndpointFilter(Web.Booking.ClientLanguage.RunAsync)
            .ExcludeFromDescription();
        pages.MapGet("/problems", () => Page(null));
        pages.MapGet(
            "/problems/{slug}",
            (string slug) =>
                ProblemCatalog.All.FirstOrDefault(d => d.Slug == slug) is { } description
                    ? Page(description)
                    : Problem.Of(Refusal.NotFound("problem type", slug))
        );
    }

    private static IResult Page(ProblemDescription? problem) =>
        Pages.Of<ProblemPage>(new(StringComparer.Ordinal) { [nameof(ProblemPage.Problem)] = problem });
}
