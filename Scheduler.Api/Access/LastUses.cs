using System.Threading.Channels;
using Microsoft.EntityFrameworkCore;
using Scheduler.Data;
using Scheduler.Data.Databases;
using Scheduler.Data.Model;

namespace Scheduler.Api.Access;

/// <summary>Notes when keys and sessions were last used, beside the requests that use them and not more often than anybody wants to know.</summary>
public sealed class LastUses(WriteQueue writes, OutageLog outages, ILogger<LastUses> log) : BackgroundService
{
    /// <summary>How exact it is.</summary>
    public static readonly TimeSpan Precision = TimeSpan.FromMinutes(5);

    private readonly Channel<Func<SchedulerDbContext, Task<int>>> noted = Channel.CreateBounded<Func<SchedulerDbContext, Task<int>>>(
        new BoundedChannelOptions(100) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true }
    );

    public void Tell(ApiKey key, DateTime nowUtc)
    {
        var (id, recentUtc) = (key.Id, nowUtc - Precision);
        if (key.LastUsedUtc is not { } last || last <= recentUtc)
        {
            noted.Writer.TryWrite(db =>
                db.ApiKeys.Where(k => k.Id == id && (k.LastUsedUtc == null || k.LastUsedUtc <= recentUtc))
                    .ExecuteUpdateAsync(set => set.SetProperty(k => k.LastUsedUtc, nowUtc), CancellationToken.None)
            );
        }
    }

    public void Tell(AccountSession session, DateTime nowUtc)
    {
        var (id, recentUtc) = (session.Id, nowUtc - Precision);
        if (session.LastUsedUtc <= recentUtc)
        {
            noted.Writer.TryWrite(db =>
                db.AccountSessions.Where(s => s.Id == id && s.LastUsedUtc <= recentUtc)
                    .ExecuteUpdateAsync(set => set.SetProperty(s => s.LastUsedUtc, nowUtc), CancellationToken.None)
            );
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var note in noted.Reader.ReadAllAsync(stoppingToken))
        {
            try
            {
                await writes.RunAsync(note, stoppingToken);
            }
#pragma warning disable CA1031 // The next use is noted again.
            catch (Exception e) when (OutageLog.IsOutage(e))
            {
                outages.Tell(e);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                log.LogWarning("A last use was not noted: {Reason}", e.GetBaseException().Message);
            }
#pragma warning restore CA1031
        }
    }
}
