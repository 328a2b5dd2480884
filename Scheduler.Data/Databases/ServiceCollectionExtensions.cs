using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Scheduler.Data.Databases;

/// <summary>Registers contexts and the write queue of the chosen database.</summary>
public static class ServiceCollectionExtensions
{
    public static IServiceCollection AddSchedulerDatabase(this IServiceCollection services, DatabaseOptions options)
    {
        services.AddSingleton(options);
        services.AddPooledDbContextFactory<SchedulerDbContext>(builder => SchedulerDatabase.Configure(builder, options), poolSize: 256);
        services.AddScoped(provider => provider.GetRequiredService<IDbContextFactory<SchedulerDbContext>>().CreateDbContext());
        if (options.Provider == DatabaseProvider.Sqlite)
        {
            services.AddSingleton<SqliteFileGuard>();
            services.AddSingleton<WriteQueue, SqliteWriteQueue>();
        }
        else
        {
            services.AddSingleton<WriteQueue, PostgresWriteQueue>();
        }

        return services;
    }
}
