using Scheduler.Api.Access;
using Scheduler.Api.Http;
using Scheduler.Api.Reports;
using Scheduler.Api.Web.Parts;

namespace Scheduler.Api.Web.Office;

/// <summary>What was booked, in numbers.</summary>
/// <param name="Csv">Where the same is a file.</param>
public sealed record ReportModel(FormState Form, Report? Report, string Csv);

/// <summary>Reports: what was booked, by provider and week.</summary>
internal static class ReportPages
{
    public static void MapReportPage(this IEndpointRouteBuilder app) =>
        app.MapPage("/reports", ShowAsync).Needs(Permission.ReadAppointments);

    private static async Task<IResult> ShowAsync(string? from, string? to, ReadReport read, HttpContext http)
    {
        var errors = new RequestErrors();
        var (first, end) = ReportParsing.Range(from, to, errors);
        var report = errors.Any ? null : await read.RunAsync(first, end, http.RequestAborted);
        var form = new FormState(
            ("from", report is null ? from : Instants.FormatDate(report.From)),
            ("to", report is null ? to : Instants.FormatDate(report.To))
        );
        if (errors.Any)
        {
            form.Add(errors.Refusal, "from");
        }

        return Pages.Show<ReportPage>(
            new ReportModel(
                form,
                report,
                $"/api/reports.csv?from={Uri.EscapeDataString(form["from"])}&to={Uri.EscapeDataString(form["to"])}"
            ),
            errors.Any ? StatusCodes.Status422UnprocessableEntity : StatusCodes.Status200OK
        );
    }
}
