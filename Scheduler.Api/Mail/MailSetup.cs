using Scheduler.Api.Jobs;

namespace Scheduler.Api.Mail;

/// <summary>What mails need.</summary>
public static class MailSetup
{
    public static void AddMail(this WebApplicationBuilder builder)
    {
        var options = new MailOptions();
        builder.Configuration.GetSection(MailOptions.Section).Bind(options);
        builder
            .Services.AddOptions<MailOptions>()
            .BindConfiguration(MailOptions.Section)
            .ValidateDataAnnotations()
            .Validate(o => o.WhyNot is null, options.WhyNot ?? "Mail is not set up.")
            .ValidateOnStart();
        builder.Services.AddSingleton<MailContents>();
        builder.Services.AddSingleton<WebhookLetters>();
        builder.Services.AddSingleton<MyLetters>();
        builder.Services.AddSingleton<AccountLetters>();
        builder.Services.AddSingleton<Letters>();
        builder.Services.AddSingleton<MailSignal>();
        builder.Services.AddSingleton<QueueMails>();
        builder.Services.AddSingleton<QueueReminders>();
        builder.Services.AddSingleton<SendMails>();
        builder.Services.AddHostedService<MailSender>();
        builder.Services.AddScoped<FindMessages>();
        builder.Services.AddScoped<RetryMessage>();
        builder.Services.AddScoped<SendLink>();
        builder.Services.AddSingleton<Job, ForgetMessages>();
    }
}
