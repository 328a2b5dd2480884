using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Scheduler.Api.Jobs;
using Scheduler.Data;

namespace Scheduler.Tests.Support;

/// <content>What the service does by itself, and what it says of it.</content>
public sealed partial class TestApp
{
    /// <summary>The service's own parts, for what no request reaches.</summary>
    public IServiceProvider Services => factory.Services;

    /// <summary>Reads every event from here on, or those that fit.</summary>
    /// <param name="query">Parts of the query as they stand in a URL.</param>
    public Feed Follow(string query = "") => new(this, query);

    /// <summary>Does all the work of one job that is due, as the worker would. Returns how many pieces it did.</summary>
    public Task<int> RunAsync<T>()
        where T : Job => RunAsync(factory.Services.GetServices<Job>().OfType<T>().Single());

    /// <inheritdoc cref="RunAsync{T}"/>
    public async Task<int> RunAsync(Job job)
    {
        await using var db = await factory.Services.GetRequiredService<IDbContextFactory<SchedulerDbContext>>().CreateDbContextAsync();
        var nowUtc = Clock.GetUtcNow().UtcDateTime;
        var done = 0;
        while (await job.DueSinceAsync(db, nowUtc, CancellationToken.None) is not null)
        {
            var batch = await job.RunAsync(nowUtc, CancellationToken.None);
            done += batch;
            if (batch == 0)
            {
                break;
            }
        }

        return done;
    }
}
