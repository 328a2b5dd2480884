using System.Globalization;
using Scheduler.Api.Access;
using Scheduler.Api.Http;
using Scheduler.Api.Scheduling;
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

/// <summary>A webhook and its deliveries, the newest first.</summary>
/// <param name="Next">From which delivery the next page begins; null on the last.</param>
public sealed record WebhookModel(
    Webhook Webhook,
    IReadOnlyList<DeliveryLog> Deliveries,
    string? Status,
    Guid? Next,
    ZoneRules Office,
    FormState Form
)
{
    public Notice? Notice { get; init; }

    /// <summary>Such as 2026-11-23 09:00:05, by the office's clock.</summary>
    public string At(DateTime utc)
    {
        var (date, time) = Office.ToLocal(utc);
        return $"{Instants.FormatDate(date)} {time.ToString(@"hh\:mm\:ss", CultureInfo.InvariantCulture)}";
    }
}

/// <summary>Webhooks: see, add, change, remove; see what was delivered, and have it sent again.</summary>
internal static class WebhookPages
{
    private const int PageSize = 50;

    public static void MapWebhookPages(this IEndpointRouteBuilder pages)
    {
        var app = pages.MapGroup("").Needs(Permission.ManageWebhooks);
        app.MapPage("/webhooks", ListAsync);
        app.MapPage("/webhooks/new", () => Form(null, new FormState(("events", "*"), ("enabled", "on"))));
        app.MapPost("/webhooks/new", AddAsync);
        app.MapPage("/webhooks/{id:guid}", ShowAsync);
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
        app.MapPost("/webhooks/{id:guid}/test", TestAsync);
        app.MapPost("/webhooks/{id:guid}/replay", ReplayAsync);
        app.MapPost("/webhooks/{id:guid}/deliveries/{delivery:guid}/retry", RetryAsync);
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

    private static Task<IResult> ShowAsync(
        Guid id,
        string? status,
        Guid? before,
        string? done,
        FindWebhooks find,
        OperationContext context,
        CancellationToken cancellationToken
    ) => PageAsync(id, find, context, new FormState(), Done(done), StatusCodes.Status200OK, cancellationToken, status, before);

    private static async Task<IResult> TestAsync(Guid id, SendAgain send, FindWebhooks find, OperationContext context, HttpContext http)
    {
        var outcome = await send.TestAsync(id, http.RequestAborted);
        return await AnswerAsync(id, outcome.Refusal, "test", find, context, http);
    }

    private static async Task<IResult> RetryAsync(
        Guid id,
        Guid delivery,
        SendAgain send,
        FindWebhooks find,
        OperationContext context,
        HttpContext http
    )
    {
        var outcome = await send.RetryAsync(id, delivery, http.RequestAborted);
        return await AnswerAsync(id, outcome.Refusal, "retry", find, context, http);
    }

    private static async Task<IResult> ReplayAsync(Guid id, SendAgain send, FindWebhooks find, OperationContext context, HttpContext http)
    {
        var form = await FormState.ReadAsync(http);
        if (!long.TryParse(form["after"], NumberStyles.None, CultureInfo.InvariantCulture, out var after))
        {
            form.Add("after", "Write the number of an event; 0 for everything that is kept.");
            return await PageAsync(id, find, context, form, null, StatusCodes.Status422UnprocessableEntity, http.RequestAborted);
        }

        var outcome = await send.ReplayAsync(id, after, null, http.RequestAborted);
        return await AnswerAsync(id, outcome.Refusal, "replay", find, context, http);
    }

    private static async Task<IResult> AnswerAsync(
        Guid id,
        Refusal? refusal,
        string done,
        FindWebhooks find,
        OperationContext context,
        HttpContext http
    ) =>
        refusal is null ? Pages.SeeOther($"{OfficeLinks.Webhook(id)}?done={done}")
        : refusal.Type == RefusalType.NotFound ? NotFound()
        : await PageAsync(
            id,
            find,
            context,
            new FormState(),
            new Notice("Not sent", refusal.Detail),
            StatusCodes.Status409Conflict,
            http.RequestAborted
        );

    private static async Task<IResult> PageAsync(
        Guid id,
        FindWebhooks find,
        OperationContext context,
        FormState form,
        Notice? notice,
        int answer,
        CancellationToken cancellationToken,
        string? status = null,
        Guid? before = null
    )
    {
        if (await find.FindAsync(id, cancellationToken) is not { } webhook)
        {
            return NotFound();
        }

        var deliveries = await find.DeliveriesAsync(id, DeliveryWords.Parse(status), before, PageSize + 1, cancellationToken);
        Guid? next = deliveries.Count > PageSize ? deliveries[PageSize - 1].Delivery.Id : null;
        return Pages.Show<WebhookPage>(
            new WebhookModel(
                webhook,
                [.. deliveries.Take(PageSize)],
                DeliveryWords.Parse(status) is null ? null : status,
                next,
                context.Office,
                form
            )
            {
                Notice = notice,
            },
            answer
        );
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

    private static IResult NotFound() => Pages.NotFound("There is no such webhook.");

    private static string[] Types(FormState form) =>
        form["events"].Split([',', ' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static string[] Included(FormState form) => form["client"].Length > 0 ? [WebhookRules.Client] : [];

    private static Notice? Done(string? done) =>
        done switch
        {
            "test" => new Notice("A test is on its way", "Load this page again to see how it ended.", "ok"),
            "retry" => new Notice("It is sent again", "Load this page again to see how it ended.", "ok"),
            "replay" => new Notice("Everything since that event is sent again", "Load this page again to see how far it is.", "ok"),
            _ => null,
        };
}
