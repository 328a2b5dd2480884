using Scheduler.Api.Jobs;

namespace Scheduler.Api.Webhooks;

/// <summary>What webhooks need.</summary>
public static class WebhookSetup
{
    public static void AddWebhooks(this WebApplicationBuilder builder)
    {
        builder
            .Services.AddOptions<WebhookOptions>()
            .BindConfiguration(WebhookOptions.Section)
            .ValidateDataAnnotations()
            .Validate(
                options => options.HasRetries,
                "Webhooks:RetrySeconds must be whole numbers of seconds, parted by commas, such as 5,300,1800; each at most 864000."
            )
            .ValidateOnStart();
        builder.Services.AddSingleton<ReceiverAddresses>();
        builder.Services.AddSingleton<WebhookRules>();
        builder.Services.AddSingleton<WebhookSignal>();
        builder.Services.AddSingleton<DispatchEvents>();
        builder.Services.AddSingleton<ClaimDeliveries>();
        builder.Services.AddSingleton<DeliveryTry>();
        builder.Services.AddSingleton<StoreTries>();
        builder.Services.AddSingleton<TellManagers>();
        builder.Services.AddHostedService<WebhookSender>();
        builder.Services.AddSingleton<Job, ForgetDeliveries>();
        foreach (
            var operation in new[]
            {
                typeof(CreateWebhook),
                typeof(ChangeWebhook),
                typeof(DeleteWebhook),
                typeof(FindWebhooks),
                typeof(SendAgain),
            }
        )
        {
            builder.Services.AddScoped(operation);
        }
    }
}
