using System.Diagnostics;
using System.Globalization;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Mvc;

namespace Scheduler.Api.Http;

/// <summary>A refusal as an answer: RFC 9457, application/problem+json.</summary>
public sealed class Problem(Refusal refusal) : IResult, IStatusCodeHttpResult
{
    public const string ContentType = "application/problem+json";
    private static readonly TimeSpan SoonEnough = TimeSpan.FromSeconds(1);

    public int? StatusCode => ProblemCatalog.Describe(refusal.Type).Status;

    public Refusal Refusal => refusal;

    public static Problem Of(Refusal refusal) => new(refusal);

    public static void SetRetryAfter(HttpResponse response, TimeSpan wait) =>
        response.Headers.RetryAfter = WholeSeconds(wait).ToString(CultureInfo.InvariantCulture);

    /// <summary>Not too few, and at least one.</summary>
    public static int WholeSeconds(TimeSpan wait) => Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds));

    public Task ExecuteAsync(HttpContext httpContext)
    {
        var description = ProblemCatalog.Describe(refusal.Type);
        var details = new ProblemDetails
        {
            Type = "/problems/" + description.Slug,
            Title = description.Title,
            Status = description.Status,
            Detail = refusal.Detail,
            Instance = httpContext.Request.Path,
        };
        foreach (var (name, value) in refusal.Members)
        {
            details.Extensions[name] = value;
        }

        details.Extensions["traceId"] = Activity.Current?.Id ?? httpContext.TraceIdentifier;
        httpContext.Response.StatusCode = description.Status;
        if (description.Status is 503 or 429 && httpContext.Response.Headers.RetryAfter.Count == 0)
        {
            SetRetryAfter(httpContext.Response, refusal.RetryAfter ?? SoonEnough);
        }

        if (description.Status == StatusCodes.Status401Unauthorized)
        {
            httpContext.Response.Headers.WWWAuthenticate = "Bearer";
        }

        return httpContext.Response.WriteAsJsonAsync(details, Json.Options, ContentType);
    }
}

/// <summary>Names the problem types of an operation in the OpenAPI document.</summary>
public static class ProblemMetadata
{
    public sealed record Declared(IReadOnlyList<RefusalType> Types);

    /// <summary>Declares what the operation may refuse; every operation may answer 400, 404 for its path, 500 and 503 too.</summary>
    public static TBuilder Refuses<TBuilder>(this TBuilder builder, params RefusalType[] types)
        where TBuilder : IEndpointConventionBuilder
    {
        foreach (var status in types.Select(t => ProblemCatalog.Describe(t).Status).Distinct())
        {
            builder.WithMetadata(new ProducesResponseTypeMetadata(status, typeof(ProblemDetails), [Problem.ContentType]));
        }

        return builder.WithMetadata(new Declared(types));
    }
}
