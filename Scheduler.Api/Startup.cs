using Microsoft.AspNetCore.Connections;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Scheduler.Api.Appointments;
using Scheduler.Api.Availability;
using Scheduler.Api.Http;
using Scheduler.Api.Scheduling;
using Scheduler.Api.Slots;
using Scheduler.Data;
using Scheduler.Data.Databases;

namespace Scheduler.Api;

/// <summary>Puts the service together, and says in one line why it cannot start.</summary>
public static class Startup
{
    /// <returns>The exit code: 0, or 1 for a start that cannot succeed.</returns>
    public static async Task<int> RunAsync(Func<Task> run)
    {
        try
        {
            await run();
            return 0;
        }
        catch (Exception e) when (Reason(e) is { } reason)
        {
            await Console.Error.WriteLineAsync($"Scheduler cannot start: {reason}");
            return 1;
        }
    }

    public static void AddDatabase(this WebApplicationBuilder builder) =>
        builder.Services.AddSchedulerDatabase(DatabaseSettings.Read(builder.Configuration));

    public static void AddScheduling(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<SchedulingOptions>().BindConfiguration(SchedulingOptions.Section).ValidateDataAnnotations()
            .Validate(options => ZoneRules.TryGet(options.TimeZone, out _), "Scheduling:TimeZone must be the name of an IANA time zone such as Europe/Berlin.")
            .ValidateOnStart();
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddScoped<BookAppointment>();
        builder.Services.AddScoped<ChangeAppointment>();
        builder.Services.AddScoped<RescheduleAppointment>();
        builder.Services.AddScoped<ChangeHours>();
        builder.Services.AddScoped<ExplainBooking>();
        builder.Services.AddScoped<ListSlots>();
        builder.Services.AddHostedService<HoldSweeper>();
    }

    public static void AddHttp(this WebApplicationBuilder builder)
    {
        builder.AddServerLimits();
        builder.AddRateLimits();
        builder.Services.ConfigureHttpJsonOptions(options => Json.Configure(options.SerializerOptions));
        builder.Services.Configure<RouteHandlerOptions>(options => options.ThrowOnBadRequest = true);
        builder.Services.AddHostedService<IdempotencySweeper>();
        builder.Services.AddHealthChecks().AddCheck<DatabaseHealth>("database", tags: ["ready"]);
    }

    /// <summary>Checks the settings, then the database: a start that fails for a setting must not have migrated anything.</summary>
    public static async Task PrepareDatabaseAsync(this WebApplication app)
    {
        _ = app.Services.GetRequiredService<IOptions<SchedulingOptions>>().Value;
        await using var db = await app.Services.GetRequiredService<IDbContextFactory<SchedulerDbContext>>().CreateDbContextAsync();
        await DatabaseStart.PrepareAsync(db, app.Services.GetRequiredService<WriteQueue>(), app.Services.GetRequiredService<DatabaseOptions>());
    }

    private static string? Reason(Exception e) => e switch
    {
        StartException or OptionsValidationException => e.Message,
        IOException { InnerException: AddressInUseException inner } => $"{e.Message} {inner.Message}",
        _ => null,
    };
}
