using Microsoft.AspNetCore.HostFiltering;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Scheduler.Api.Access;
using Scheduler.Api.Appointments;
using Scheduler.Api.Audit;
using Scheduler.Api.Clients;
using Scheduler.Api.Events;
using Scheduler.Api.Http;
using Scheduler.Api.Jobs;
using Scheduler.Api.Mail;
using Scheduler.Api.Office;
using Scheduler.Api.Scheduling;
using Scheduler.Api.Webhooks;
using Scheduler.Data;
using Scheduler.Data.Databases;

namespace Scheduler.Api;

/// <summary>Puts the service together.</summary>
public static class Startup
{
    /// <returns>The exit code: that of <paramref name="run"/>, or 1 for a start that cannot succeed.</returns>
    public static async Task<int> RunAsync(Func<Task<int>> run)
    {
        try
        {
            return await run();
        }
        catch (Exception e) when (StartFailure.Reason(e) is { } reason)
        {
            await Console.Error.WriteLineAsync($"Scheduler cannot start: {reason}");
            return 1;
        }
    }

    public static void AddAddresses(this WebApplicationBuilder builder)
    {
        builder.AddListenAddresses();
        var proxies = new ProxyNetworks(builder.Configuration);
        builder.Services.AddSingleton(proxies);
        builder.Services.AddSingleton<PublicAddress>();
        // The framework's own filter answers with a page of its own: PublicAddress decides.
        builder.Services.Configure<HostFilteringOptions>(options => options.AllowedHosts = ["*"]);
    }

    /// <summary>Believes proxies, if any are named.</summary>
    public static void UseProxies(this WebApplication app)
    {
        var proxies = app.Services.GetRequiredService<ProxyNetworks>();
        if (proxies.Any)
        {
            app.UseForwardedHeaders(proxies.Forwarding());
        }
    }

    public static void AddDatabase(this WebApplicationBuilder builder)
    {
        var options = DatabaseSettings.Read(builder.Configuration);
        builder.Services.AddSchedulerDatabase(options);
        // Not ready is an answer; the framework would log it as an error each time it is asked.
        builder.Logging.AddFilter("Microsoft.Extensions.Diagnostics.HealthChecks", LogLevel.None);
        if (options.Provider == DatabaseProvider.Postgres)
        {
            builder.Services.AddHostedService<DatabaseUpkeep>();
            builder.Services.AddHealthChecks().AddCheck<PostgresHealth>("postgres", tags: ["ready"]);
            if (options.StandbyConnectionString is not null)
            {
                builder.Services.AddHostedService<StandbyUpkeep>();
            }
        }
    }

    public static void AddScheduling(this WebApplicationBuilder builder)
    {
        builder
            .Services.AddOptions<SchedulingOptions>()
            .BindConfiguration(SchedulingOptions.Section)
            .ValidateDataAnnotations()
            .Validate(
                options => string.IsNullOrEmpty(options.TimeZone) || options.FixedZone is not null,
                "Scheduling:TimeZone must be the name of an IANA time zone such as Europe/Berlin."
            )
            .ValidateOnStart();
        builder.Services.AddOptions<PublicOptions>().BindConfiguration(PublicOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        builder
            .Services.AddOptions<AppointmentOptions>()
            .BindConfiguration(AppointmentOptions.Section)
            .ValidateDataAnnotations()
            .ValidateOnStart();
        builder.Services.AddScoped<OperationContext>();
        builder.Services.AddSingleton<DatabaseSecret>();
        builder.Services.AddSingleton<ManageLinks>();
        builder.Services.AddSingleton<MyLinks>();
        builder.Services.AddSingleton<PasswordLinks>();
        builder.Services.AddSingleton<Invitations>();
        builder.Services.AddSingleton<OfficeZone>();
        builder.Services.AddSingleton<KnownTypes>();
        builder.Services.AddSingleton<RecentUsers>();
        builder.Services.AddSingleton<Jobs.Rush>();
        builder.Services.AddSingleton<OfficeProfile>();
        builder.Services.AddSingleton<SearchGate>();
        builder.Services.AddSingleton<Choosers>();
        builder.AddOperations();
        builder.AddAudit();
        builder.AddEvents();
        builder.AddWebhooks();
        builder.AddMail();
        builder.AddJobs();
    }

    private static void AddAudit(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<AuditOptions>().BindConfiguration(AuditOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddSingleton<CopyEvents>();
        builder.Services.AddSingleton<AuditRefusals>();
        builder.Services.AddHostedService(services => services.GetRequiredService<AuditRefusals>());
        builder.Services.AddSingleton<Job, SealAudit>();
        builder.Services.AddSingleton<Job, TrimAudit>();
    }

    private static void AddEvents(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<EventOptions>().BindConfiguration(EventOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddSingleton<EventFeed>();
        builder.Services.AddSingleton<EventWatch>();
        builder.Services.AddHostedService(services => services.GetRequiredService<EventWatch>());
    }

    private static void AddJobs(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<Job, ExpireHolds>();
        builder.Services.AddSingleton<Job, ForgetReleasedHolds>();
        builder.Services.AddSingleton<Job, ForgetAddresses>();
        builder.Services.AddSingleton<Job, ForgetAppointments>();
        builder.Services.AddSingleton<Job, CompareWallClocks>();
        builder.Services.AddSingleton<Job, ForgetEvents>();
        builder.Services.AddSingleton<Job, ForgetIdempotencyKeys>();
        builder.Services.AddHostedService<Worker>();
    }

    public static void AddHttp(this WebApplicationBuilder builder)
    {
        builder.AddServerLimits();
        // It writes whole addresses, and one may have the key of a manage link.
        builder.Logging.AddFilter("Microsoft.AspNetCore.Hosting.Diagnostics", level => level >= LogLevel.Warning);
        builder.AddRateLimits();
        builder.Services.ConfigureHttpJsonOptions(options => Json.Configure(options.SerializerOptions));
        builder.Services.Configure<RouteHandlerOptions>(options => options.ThrowOnBadRequest = true);
        builder.Services.AddHealthChecks().AddCheck<DatabaseHealth>("database", tags: ["ready"]);
    }

    /// <summary>Checks the settings, then the database: a start that fails for a setting must not have migrated anything.</summary>
    public static async Task PrepareDatabaseAsync(this WebApplication app)
    {
        await OpenDatabaseAsync(app.Services);
        await app.Services.GetRequiredService<OfficeZone>().AgreeAsync();
    }

    /// <summary>The same for whoever does not serve from it.</summary>
    /// <returns>How many migrations were applied.</returns>
    public static async Task<int> OpenDatabaseAsync(IServiceProvider services)
    {
        CheckSettings(services);
        if (services.GetService<PostgresWatch>() is { } watch)
        {
            await watch.BeginAsync();
        }

        await using var db = await services.GetRequiredService<IDbContextFactory<SchedulerDbContext>>().CreateDbContextAsync();
        var applied = await DatabaseStart.PrepareAsync(
            db,
            services.GetRequiredService<WriteQueue>(),
            services.GetRequiredService<DatabaseOptions>()
        );
        await services.GetRequiredService<DatabaseSecret>().LoadAsync();
        return applied;
    }

    /// <summary>Reads the settings that are only read when they are needed.</summary>
    public static void CheckSettings(IServiceProvider services)
    {
        _ = services.GetRequiredService<IOptions<SchedulingOptions>>().Value;
        _ = services.GetRequiredService<IOptions<ServerLimitOptions>>().Value;
        _ = services.GetRequiredService<IOptions<RateLimitOptions>>().Value;
        _ = services.GetRequiredService<IOptions<PublicOptions>>().Value;
        _ = services.GetRequiredService<IOptions<AccessOptions>>().Value;
        _ = services.GetRequiredService<PublicAddress>();
    }
}
