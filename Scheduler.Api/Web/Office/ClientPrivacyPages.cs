using Scheduler.Api.Access;
using Scheduler.Api.Audit;
using Scheduler.Api.Clients;
using Scheduler.Api.Http;
using Scheduler.Api.Privacy;
using Scheduler.Api.Web.Parts;

namespace Scheduler.Api.Web.Office;

/// <summary>What is done to a client as a whole: taken along as a file, made one with another, forgotten.</summary>
internal static class ClientPrivacyPages
{
    public static void MapClientPrivacy(this IEndpointRouteBuilder app)
    {
        app.MapPage("/clients/{id}/export", ExportAsync).Needs(Permission.ExportClients).MustBeNew();
        app.MapPost("/clients/{id}/merge", MergeAsync).Needs(Permission.ChangeClients);
        app.MapPost("/clients/{id}/erase", EraseAsync).Needs(Permission.EraseClients);
    }

    private static async Task<IResult> ExportAsync(string id, ExportClient export, HttpContext http)
    {
        var outcome = await export.RunAsync(id, http.RequestAborted);
        if (outcome.Value is not { } records)
        {
            return NotFound();
        }

        http.Response.Headers.ContentDisposition = "attachment; filename=\"client.json\"";
        return Results.Json(ClientExportResponse.Of(records), Json.Options);
    }

    private static async Task<IResult> MergeAsync(
        string id,
        HttpContext http,
        MergeClients merge,
        FindClient find,
        ReadClientHistory history,
        WriteAudit audit,
        OperationContext context
    )
    {
        var form = await FormState.ReadAsync(http);
        var outcome = await merge.RunAsync(id, form["into"].Split('/')[^1], http.RequestAborted);
        if (outcome.Value is { } stays)
        {
            return Pages.SeeOther(OfficeLinks.Client(stays.Id));
        }

        form.Add(outcome.Refusal!, "into");
        return await ClientPages.PageAsync(id, http, find, history, audit, context, form);
    }

    private static async Task<IResult> EraseAsync(string id, HttpContext http, EraseClient erase)
    {
        var form = await FormState.ReadAsync(http);
        return (await erase.RunAsync(id, form.Text("reason"), http.RequestAborted)).Refusal is null
            ? Pages.SeeOther(OfficeLinks.Client(id))
            : NotFound();
    }

    private static IResult NotFound() => Pages.NotFound("There is no such client.");
}
