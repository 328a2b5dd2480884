using Microsoft.AspNetCore.Http.HttpResults;
using Scheduler.Api.Access;
using Scheduler.Api.Http;

namespace Scheduler.Api.Audit;

/// <summary>Reading who did what.</summary>
public static class AuditEndpoints
{
    public static void MapAudit(this IEndpointRouteBuilder app) =>
        app.MapGet("/api/audit", ListAsync)
            .Needs(Permission.ReadAudit)
            .WithTags("Audit")
            .WithName("ListAudit")
            .WithSummary("Read who did what, newest first")
            .Refuses(RefusalType.InvalidRequest);

    private static async Task<Results<Ok<Page<AuditResponse>>, Problem>> ListAsync(
        ReadAudit read,
        OperationContext context,
        string? subject,
        string? actor,
        string? action,
        string? from,
        string? to,
        string? cursor,
        int? limit,
        CancellationToken cancellationToken
    )
    {
        var errors = new RequestErrors();
        var size = Paging.Limit(limit, errors);
        var query = AuditParsing.Parse(subject, actor, action, from, to, cursor, size + 1, context.Office, errors);
        return errors.Any
            ? Problem.Of(errors.Refusal)
            : TypedResults.Ok(Paging.ToPage(await read.RunAsync(query, cancellationToken), size, AuditResponse.Of, AuditCursor.Key));
    }
}
