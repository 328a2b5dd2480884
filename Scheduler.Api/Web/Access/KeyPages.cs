using System.Globalization;
using Scheduler.Api.Access;
using Scheduler.Api.Http;
using Scheduler.Api.Providers;
using Scheduler.Api.Web.Parts;
using Scheduler.Data.Model;

namespace Scheduler.Api.Web.Access;

/// <summary>The keys that exist for whoever looks, and the form that makes one.</summary>
/// <param name="Roles">Those of which whoever looks may make keys.</param>
/// <param name="Made">The text of the key that was just made, shown once.</param>
public sealed record KeysModel(
    IReadOnlyList<ApiKey> Keys,
    IReadOnlyList<Provider> Providers,
    IReadOnlyList<string> Roles,
    FormState Form,
    string? Made,
    Notice? Notice,
    Viewer Viewer,
    DateTime NowUtc
);

/// <summary>Keys: see, make, revoke.</summary>
internal static class KeyPages
{
    private const int Most = 500;
    private const int MaxDays = 36_500;

    public static void MapKeyPages(this IEndpointRouteBuilder pages)
    {
        var app = pages.MapGroup("/keys").Needs(Permission.ManageKeys);
        app.MapPage("", ShowAsync);
        app.MapPost("", MakeAsync);
        app.MapPost("/{id}/revoke", RevokeAsync);
    }

    private static Task<IResult> ShowAsync(string? done, HttpContext http) =>
        KeysAsync(
            http,
            notice: done == "revoked" ? new Notice("Revoked", "The key opens nothing any longer, and never will again.", "ok") : null
        );

    private static async Task<IResult> MakeAsync(HttpContext http, CreateKey create, OperationContext context)
    {
        var form = await FormState.ReadAsync(http);
        var days = form.Number("days") ?? 365;
        if (days is < 1 or > MaxDays)
        {
            form.Add("days", $"Write a number of days from 1 to {MaxDays}.");
        }

        var origins = form["origins"].Split([' ', ',', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries);
        if (!form.Any)
        {
            var outcome = await create.RunAsync(
                new KeyDetails(form["name"], form["role"], form.Text("providerId"), context.Now().AddDays(days), origins),
                http.RequestAborted
            );
            if (outcome.Value is { } created)
            {
                return await KeysAsync(http, made: created.Text.ToString());
            }

            form.Add(outcome.Refusal!, "name");
        }

        return await KeysAsync(http, form, status: StatusCodes.Status422UnprocessableEntity);
    }

    private static async Task<IResult> RevokeAsync(string id, HttpContext http, RevokeKey revoke) =>
        await revoke.RunAsync(id, http.RequestAborted) is null
            ? Pages.SeeOther("/keys?done=revoked")
            : Pages.NotFound("There is no such key.");

    private static async Task<IResult> KeysAsync(
        HttpContext http,
        FormState? form = null,
        string? made = null,
        Notice? notice = null,
        int status = StatusCodes.Status200OK
    )
    {
        var services = http.RequestServices;
        var context = services.GetRequiredService<OperationContext>();
        return Pages.Show<KeysPage>(
            new KeysModel(
                await services.GetRequiredService<FindKeys>().RunAsync(null, Most, http.RequestAborted),
                await services.GetRequiredService<FindProviders>().ByNameAsync(Most, http.RequestAborted),
                KeyRules.Handled(context.Actor),
                form ?? new FormState(("role", "reception"), ("days", 365.ToString(CultureInfo.InvariantCulture))),
                made,
                notice,
                Viewer.Of(http, null, context.Office),
                context.Now()
            ),
            status
        );
    }
}
