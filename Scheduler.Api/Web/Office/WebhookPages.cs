using Scheduler.Api.Access;
using Scheduler.Api.Http;
using Scheduler.Api.Web.Parts;
using Scheduler.Api.Webhooks;
using Scheduler.Data.Model;

namespace Scheduler.Api.Web.Office;

/// <summary>The webhooks, and how many deliveries of each wait or have failed.</summary>
public sealed record WebhooksModel(IReadOnlyList<Webhook> Webhooks, IReadOnlyDictionary<Guid, (int Pending, int Failed)> Counts);

/// <summary>The form of a webhook.</summary>
/// <param name="Id">Null for a new one.</param>
public sealed record WebhookFormModel(Guid? Id, FormState Form);

/// <summary>A webhook's secret, shown this once.</summary>
public sealed record WebhookSecretModel(Guid Id, string Secret, bool IsNew);

/// <summary>Webhooks: see, add, change, remove.</summary>
internal static class WebhookPages
{
    public static void MapWebhookPages(this IEndpointRouteBuilder pages)
    {
        var app = pages.MapGroup("").Needs(Permission.ManageWebhooks);
        app.MapPage("/webhooks", ListAsync);
        app.MapPage("/webhooks/new", () => Form(null, new FormState(("events", "*"), ("enabled", "on"))));
        app.MapPost("/webhooks/new", AddAsync);
        app.MapDeliveryPages();
        app.MapPage("/webhooks/{id:guid}/edit", EditAsync);
        app.MapPost("/webhooks/{id:guid}/edit", SaveAsync);
        app.MapPost(
            "/webhooks/{id:guid}/delete",
            async (Guid id, DeleteWebhook delete, HttpContext http) =>
                await delete.RunAsync(id, http.RequestAborted) is null ? Pages.SeeOther("/webhooks") : NotFound()
        );
        app.MapPost(
            "/webhooks/{id:guid}/rotate-secret",
            async (Guid id, ChangeWebhook change, HttpContext http) =>
                (await change.RotateSecretAsync(id, http.RequestAborted)).Value is { } webhook ? Secret(webhook, isNew: false) : NotFound()
        );
    }

    private static async Task<IResult> ListAsync(FindWebhooks find, CancellationToken cancellationToken) =>
        Pages.Show<WebhooksPage>(
            new WebhooksModel(
                await find.ListAsync(null, WebhookRules.MaxWebhooks, cancellationToken),
                await find.CountsAsync(cancellationToken)
            )
        );

    private static async Task<IResult> AddAsync(CreateWebhook create, HttpContext http)
    {
        var form = await FormState.ReadAsync(http);
        var outcome = await create.RunAsync(
            new WebhookDetails(form["url"], Types(form), Included(form), form.Text("description"), form["enabled"].Length > 0),
            http.RequestAborted
        );
        return outcome.Value is { } webhook ? Secret(webhook, isNew: true) : Refused(null, form, outcome.Refusal!);
    }

    private static async Task<IResult> EditAsync(Guid id, FindWebhooks find, CancellationToken cancellationToken) =>
        await find.FindAsync(id, cancellationToken) is not { } webhook
            ? NotFound()
            : Form(
                id,
                new FormState(
                    ("url", webhook.Url),
                    ("events", string.Join(", ", webhook.Events)),
                    ("client", webhook.Include.Contains(WebhookRules.Client) ? "on" : ""),
                    ("description", webhook.Description),
                    ("enabled", webhook.Enabled ? "on" : ""),
                    (FormState.Version, $"{webhook.Version}")
                )
            );

    private static async Task<IResult> SaveAsync(Guid id, ChangeWebhook change, HttpContext http)
    {
        var form = await FormState.ReadAsync(http);
        var changes = new WebhookChanges
        {
            Url = form["url"],
            Events = new Field<IReadOnlyList<string>>(Types(form), true),
            Include = new Field<IReadOnlyList<string>>(Included(form), true),
            Description = form.Text("description"),
            Enabled = form["enabled"].Length > 0,
        };
        var outcome = await change.RunAsync(id, changes, form.Precondition, http.RequestAborted);
        return outcome.Refusal is not { } refusal ? Pages.SeeOther(OfficeLinks.Webhook(id))
            : refusal.Type == RefusalType.NotFound ? NotFound()
            : Refused(id, form, refusal);
    }

    private static IResult Refused(Guid? id, FormState form, Refusal refusal)
    {
        form.Add(refusal, "events");
        return Form(id, form, StatusCodes.Status422UnprocessableEntity);
    }

    private static IResult Form(Guid? id, FormState form, int status = StatusCodes.Status200OK) =>
        Pages.Show<WebhookFormPage>(new WebhookFormModel(id, form), status);

    private static IResult Secret(Webhook webhook, bool isNew) =>
        Pages.Show<WebhookSecretPage>(new WebhookSecretModel(webhook.Id, webhook.Secret, isNew));

    internal static IResult NotFound() => Pages.NotFound("There is no such webhook.");

    private static string[] Types(FormState form) =>
        form["events"].Split([',', ' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static string[] Included(FormState form) => form["client"].Length > 0 ? [WebhookRules.Client] : [];
}
