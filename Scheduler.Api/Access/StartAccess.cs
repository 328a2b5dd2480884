using Scheduler.Api.Http;

namespace Scheduler.Api.Access;

/// <summary>Who may do what: options, keys, and the operations on them.</summary>
public static class StartAccess
{
    public static void AddAccess(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<AccessOptions>().BindConfiguration(AccessOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddSingleton<OpenDoor>();
        builder.Services.AddSingleton<KeyRing>();
        builder.Services.AddSingleton<KeyUses>();
        builder.Services.AddHostedService(services => services.GetRequiredService<KeyUses>());
        builder.Services.AddSingleton<Callers>();
        builder.Services.AddScoped<CreateKey>();
        builder.Services.AddScoped<FindKeys>();
        builder.Services.AddScoped<RevokeKey>();
    }
}
