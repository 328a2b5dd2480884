using System.Threading.Channels;
using Microsoft.EntityFrameworkCore;
using Scheduler.Data.Databases;
using Scheduler.Data.Model;

namespace Scheduler.Api.Access;

/// <summary>Notes when keys were last used, beside the requests that use them and not more often than anybody wants to know.</summary>
public sealed class KeyUses(WriteQueue writes, OutageLog outages, ILogger<KeyUses> log) : BackgroundService
{
    private static readonly TimeSpan Precision = TimeSpan.FromMinutes(5);

    private readonly Channel<(string Id, DateTime AtUtc)> noted = Channel.CreateBounded<(string, DateTime)>(
        new BoundedChannelOptions(100) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true }
    );

    public void Tell(ApiKey key, DateTime nowUtc)
    {
        if (key.LastUsedUtc is not { } last || nowUtc - last >= Precision)
        {
            noted.Writer.TryWrite((key.Id, nowUtc));
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var (id, atUtc) in noted.Reader.ReadAllAsync(stoppingToken))
        {
            try
            {
                var recentUtc = atUtc - Precision;
                await writes.RunAsync(
                    db =>
                        db.ApiKeys.Where(k => k.Id == id && (k.LastUsedUtc == null || k.LastUsedUtc <= recentUtc))
                            .ExecuteUpdateAsync(set => set.SetProperty(k => k.LastUsedUtc, atUtc), CancellationToken.None),
                    stoppingToken
                );
            }
#pragma warning disable CA1031 // The next use is noted again.
            catch (Exception e) when (OutageLog.IsOutage(e))
            {
                outages.Tell(e);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                log.LogWarning("A key's last use was not noted: {Reason}", e.GetBaseException().Message);
            }
#pragma warning restore CA1031
        }
    }
}
