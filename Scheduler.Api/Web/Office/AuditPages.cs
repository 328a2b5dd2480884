using Scheduler.Api.Access;
using Scheduler.Api.Audit;
using Scheduler.Api.Http;
using Scheduler.Api.Web.Parts;
using Scheduler.Data.Model;

namespace Scheduler.Api.Web.Office;

/// <summary>A page of the audit, and what was asked for.</summary>
/// <param name="Next">The address of the next page; null on the last.</param>
public sealed record AuditModel(FormState Form, IReadOnlyList<AuditEntry> Rows, Viewer Viewer, string? Next);

/// <summary>Who did what.</summary>
internal static class AuditPages
{
    private const int PageSize = 50;
    private static readonly string[] Fields = ["subject", "actor", "action", "from", "to"];

    public static void MapAuditPage(this IEndpointRouteBuilder app) =>
        app.MapPage("/audit", ShowAsync).Needs(Permission.ReadAudit).MustBeNew();

    private static async Task<IResult> ShowAsync(HttpContext http, ReadAudit read, OperationContext context)
    {
        var asked = http.Request.Query;
        var form = new FormState(Array.ConvertAll(Fields, name => (name, (string?)asked[name].ToString().Trim())));
        var errors = new RequestErrors();
        var query = AuditParsing.Parse(
            form["subject"],
            form["actor"],
            form["action"],
            form["from"],
            form["to"],
            asked["cursor"] is [{ Length: > 0 } cursor] ? cursor : null,
            PageSize + 1,
            context.Office,
            errors
        );
        if (errors.Any)
        {
            form.Add(errors.Refusal, "subject");
        }

        var rows = errors.Any ? [] : await read.RunAsync(query, http.RequestAborted);
        var page = Paging.ToPage(rows, PageSize, e => e, AuditCursor.Key);
        var next = page.Next is null
            ? null
            : "/audit"
                + QueryString.Create([
                    .. Fields.Select(name => KeyValuePair.Create(name, (string?)form[name])),
                    KeyValuePair.Create("cursor", (string?)page.Next),
                ]);
        return Pages.Show<AuditPage>(
            new AuditModel(form, page.Items, Viewer.Of(http, null, context.Office), next),
            errors.Any ? StatusCodes.Status422UnprocessableEntity : StatusCodes.Status200OK
        );
    }
}
