using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Microsoft.EntityFrameworkCore;
using Scheduler.Api.Http;
using Scheduler.Data;
using Scheduler.Data.Databases;

namespace Scheduler.Api.Jobs;

/// <summary>Runs every job, each under a lease of its own. Nothing that is promised depends on when a job runs.</summary>
public sealed class Worker : BackgroundService
{
    public const string MeterName = "Scheduler.Jobs";

    private readonly IEnumerable<Job> jobs;
    private readonly IDbContextFactory<SchedulerDbContext> contexts;
    private readonly Leases leases;
    private readonly TimeProvider clock;
    private readonly ILogger<Worker> log;
    private readonly OutageLog outages;
    private readonly ConcurrentDictionary<string, double> lags = new(StringComparer.Ordinal);

    public Worker(
        IEnumerable<Job> jobs,
        IDbContextFactory<SchedulerDbContext> contexts,
        WriteQueue writes,
        TimeProvider clock,
        IMeterFactory meters,
        OutageLog outages,
        ILogger<Worker> log
    )
    {
        this.jobs = jobs;
        this.contexts = contexts;
        this.clock = clock;
        this.log = log;
        this.outages = outages;
        leases = new Leases(writes, clock);
        meters
            .Create(MeterName)
            .CreateObservableGauge(
                "scheduler.job.lag",
                () => lags.Select(lag => new Measurement<double>(lag.Value, new KeyValuePair<string, object?>("job", lag.Key))),
                "s",
                "How long the oldest piece of work of a job has been due."
            );
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(jobs.Select(job => RepeatAsync(job, stoppingToken)));

    private async Task RepeatAsync(Job job, CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(job.Interval);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await RoundAsync(job, stoppingToken);
            }
#pragma warning disable CA1031 // A round that fails is tried again at the next tick; the process must not end for it.
            catch (Exception e) when (OutageLog.IsOutage(e))
            {
                outages.Tell(e);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                log.LogError(e, "The job {Job} failed and is tried again in {Seconds} s", job.Name, job.Interval.TotalSeconds);
            }
#pragma warning restore CA1031
        }
    }

    /// <summary>Does all the work that is due, as long as this instance has the lease.</summary>
    private async Task RoundAsync(Job job, CancellationToken cancellationToken)
    {
        var done = 0;
        while (await DueAsync(job, cancellationToken) && await leases.TakeAsync(job.Name, cancellationToken))
        {
            var batch = await job.RunAsync(clock.Now(), cancellationToken);
            done += batch;
            if (batch == 0)
            {
                break;
            }
        }

        if (done > 0)
        {
            log.LogInformation("The job {Job} did {Count} pieces of work", job.Name, done);
        }
    }

    private async Task<bool> DueAsync(Job job, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var nowUtc = clock.Now();
        var sinceUtc = await job.DueSinceAsync(db, nowUtc, cancellationToken);
        lags[job.Name] = sinceUtc is { } since ? Math.Max(0, (nowUtc - since).TotalSeconds) : 0;
        return sinceUtc is not null;
    }
}
