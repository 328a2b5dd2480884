using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Scheduler.Data.Databases;

/// <summary>Registers contexts, the write queue and the clock of the chosen database.</summary>
public static class ServiceCollectionExtensions
{
    public static IServiceCollection AddSchedulerDatabase(this IServiceCollection services, DatabaseOptions options)
    {
        services.AddSingleton(options);
        services.AddSingleton(new MachineClock(TimeProvider.System));
        services.AddSingleton<OutageLog>();
        services.AddPooledDbContextFactory<SchedulerDbContext>(
            (provider, builder) => SchedulerDatabase.Configure(builder, options, provider.GetService<KeptSqliteConnections>()),
            poolSize: 256
        );
        services.AddScoped<Reads>();
        services.AddScoped(provider => provider.GetRequiredService<Reads>().Open());
        if (options.Provider == DatabaseProvider.Sqlite)
        {
            services.AddSingleton<KeptSqliteConnections>();
            services.AddSingleton<SqliteFileGuard>();
            services.AddSingleton<WriteQueue, SqliteWriteQueue>();
            services.AddSingleton(provider => provider.GetRequiredService<MachineClock>().Time);
        }
        else
        {
            services.AddSingleton<WriteQueue, PostgresWriteQueue>();
            services.AddSingleton<PostgresWatch>();
            services.AddSingleton<PostgresReadiness>();
            services.AddSingleton<DatabaseClock>();
            services.AddSingleton<TimeProvider>(provider => provider.GetRequiredService<DatabaseClock>());
            if (options.StandbyConnectionString is not null)
            {
                services.AddSingleton<StandbyWatch>();
            }
        }

        return services;
    }
}
