using System.Buffers;
using System.Text;
using System.Text.Json;
using Scheduler.Api.Access;
using Scheduler.Api.Http;
using Scheduler.Api.Jobs;
using Scheduler.Data.Databases;
using Scheduler.Data.Hot;

namespace Scheduler.Api.Audit;

/// <summary>Tells of what was refused, beside the requests: no answer waits for it, and <see cref="RefusalTally"/> bounds it.</summary>
public sealed class AuditRefusals(WriteQueue writes, TimeProvider clock, OutageLog outages, ILogger<AuditRefusals> log) : BackgroundService
{
    /// <summary>How often it looks whether repeats are to be told of.</summary>
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(10);

    private readonly RefusalTally tally = new();
    private readonly Wanted wanted = new();

    public void Tell(Refused refused)
    {
        tally.Count(refused, clock.Now());
        wanted.Wake();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (true)
            {
                await wanted.WaitAsync(Look, stoppingToken);
                await WriteAsync(tally.Take(clock.Now()));
            }
        }
        catch (OperationCanceledException)
        {
            await WriteAsync(tally.Take(clock.Now(), all: true));
        }
    }

    private async Task WriteAsync(List<RefusedTimes> taken)
    {
        if (taken.Count == 0)
        {
            return;
        }

        foreach (var (refused, times) in taken)
        {
            log.LogWarning(
                "{Action} of {ActorKind} {ActorId} on {SubjectKind} {SubjectId}, {Count} times",
                refused.Action,
                refused.Actor.Word,
                refused.Actor.Id,
                refused.SubjectKind,
                refused.SubjectId,
                times
            );
        }

        try
        {
            var nowUtc = clock.Now();
            await writes.RunAsync(
                async db =>
                {
                    await db.InsertRowsAsync(taken.ConvertAll(row => NewRow.Of(Entry(row, nowUtc))));
                    return true;
                },
                CancellationToken.None
            );
        }
#pragma warning disable CA1031 // The log has it; the next refusal is written again.
        catch (Exception e) when (OutageLog.IsOutage(e))
        {
            outages.Tell(e);
        }
        catch (Exception e)
        {
            log.LogWarning("Refusals were not written to the audit: {Reason}", e.GetBaseException().Message);
        }
#pragma warning restore CA1031
    }

    private static Data.Model.AuditEntry Entry(RefusedTimes row, DateTime nowUtc)
    {
        var bytes = new ArrayBufferWriter<byte>(128);
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartObject();
            json.WriteString("what", row.Refused.What);
            json.WriteNumber("times", row.Times);
            json.WriteEndObject();
        }

        var (refused, detail) = (row.Refused, Encoding.UTF8.GetString(bytes.WrittenSpan));
        return AuditRow.Of(refused.Action, refused.SubjectKind, refused.SubjectId, refused.Actor, nowUtc, detail);
    }

    private sealed class Wanted : Signal;
}
