using System.Globalization;
using Scheduler.Api.Access;
using Scheduler.Api.Http;
using Scheduler.Api.Scheduling;
using Scheduler.Api.Web.Parts;
using Scheduler.Api.Webhooks;
using Scheduler.Data.Model;

namespace Scheduler.Api.Web.Office;

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

/// <summary>What was delivered to a webhook: see it, have it sent again, send a test.</summary>
internal static class DeliveryPages
{
    private const int PageSize = 50;

    public static void MapDeliveryPages(this IEndpointRouteBuilder app)
    {
        app.MapPage("/webhooks/{id:guid}", ShowAsync);
        app.MapPost("/webhooks/{id:guid}/test", TestAsync);
        app.MapPost("/webhooks/{id:guid}/replay", ReplayAsync);
        app.MapPost("/webhooks/{id:guid}/deliveries/{delivery:guid}/retry", RetryAsync);
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
        : refusal.Type == RefusalType.NotFound ? WebhookPages.NotFound()
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
            return WebhookPages.NotFound();
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

    private static Notice? Done(string? done) =>
        done switch
        {
            "test" => new Notice("A test is on its way", "Load this page again to see how it ended.", "ok"),
            "retry" => new Notice("It is sent again", "Load this page again to see how it ended.", "ok"),
            "replay" => new Notice("Everything since that event is sent again", "Load this page again to see how far it is.", "ok"),
            _ => null,
        };
}
