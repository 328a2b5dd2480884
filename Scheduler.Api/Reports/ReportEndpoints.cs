using Microsoft.AspNetCore.Http.HttpResults;
using Scheduler.Api.Access;
using Scheduler.Api.Http;

namespace Scheduler.Api.Reports;

/// <summary>What was booked, in numbers.</summary>
public static class ReportEndpoints
{
    private const string Csv = "text/csv";

    public static void MapReports(this IEndpointRouteBuilder app)
    {
        app.MapGet("/api/reports", GetAsync)
            .WithTags("Office")
            .Needs(Permission.ReadAppointments)
            .MayBeOld()
            .WithName("GetReport")
            .WithSummary("Count what was booked, by provider and week")
            .Refuses(RefusalType.InvalidRequest);
        app.MapGet("/api/reports.csv", CsvAsync).Needs(Permission.ReadAppointments).ExcludeFromDescription();
    }

    private static async Task<Results<Ok<ReportResponse>, ContentHttpResult, Problem>> GetAsync(
        ReadReport read,
        string? from,
        string? to,
        HttpContext http,
        CancellationToken cancellationToken
    )
    {
        var errors = new RequestErrors();
        var (first, end) = ReportParsing.Range(from, to, errors);
        if (errors.Any)
        {
            return Problem.Of(errors.Refusal);
        }

        var report = ReportResponse.Of(await read.RunAsync(first, end, cancellationToken));
        http.Response.Headers.Vary = "Accept";
        return http.Request.Headers.Accept.ToString().Contains(Csv, StringComparison.OrdinalIgnoreCase)
            ? TypedResults.Text(report.Csv(), Csv)
            : TypedResults.Ok(report);
    }

    private static async Task<Results<ContentHttpResult, Problem>> CsvAsync(
        ReadReport read,
        string? from,
        string? to,
        CancellationToken cancellationToken
    )
    {
        var errors = new RequestErrors();
        var (first, end) = ReportParsing.Range(from, to, errors);
        return errors.Any
            ? Problem.Of(errors.Refusal)
            : TypedResults.Text(ReportResponse.Of(await read.RunAsync(first, end, cancellationToken)).Csv(), Csv);
    }
}
