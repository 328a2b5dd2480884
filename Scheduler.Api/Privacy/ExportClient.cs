using Microsoft.EntityFrameworkCore;
using Scheduler.Api.Access;
using Scheduler.Api.Audit;
using Scheduler.Api.Events;
using Scheduler.Api.Http;
using Scheduler.Data;
using Scheduler.Data.Databases;
using Scheduler.Data.Hot;
using Scheduler.Data.Model;

namespace Scheduler.Api.Privacy;

/// <summary>All that is kept about a client.</summary>
/// <param name="Audit">Of the client and of its appointments, oldest first.</param>
public sealed record ClientRecords(
    Client Client,
    IReadOnlyList<Appointment> Appointments,
    IReadOnlyList<AuditEntry> Audit,
    DateTime NowUtc
);

/// <summary>Reads all that is kept about a client; the audit tells of it.</summary>
public sealed class ExportClient(SchedulerDbContext db, WriteQueue writes, CopyEvents copy, OperationContext context)
{
    private const int Batch = 500;

    public async Task<Outcome<ClientRecords>> RunAsync(string id, CancellationToken cancellationToken)
    {
        if (
            !RequestErrors.IsId(id)
            || await db.Clients.AsNoTracking().FirstOrDefaultAsync(c => c.Id == id, cancellationToken) is not { } client
        )
        {
            return Refusal.NotFound("client", id);
        }

        var nowUtc = context.Now();
        await copy.AllAsync(cancellationToken);
        await writes.RunAsync(
            async db =>
            {
                await db.InsertRowsAsync(
                    NewRow.Of(AuditRow.Of(AuditActions.ClientExported, EventSubjects.Client, id, context.Actor, nowUtc))
                );
                return true;
            },
            cancellationToken
        );
        var appointments = await db
            .Appointments.AsNoTracking()
            .Where(a => a.UserId == id)
            .OrderBy(a => a.StartUtc)
            .ThenBy(a => a.Id)
            .ToListAsync(cancellationToken);
        // Who was merged into the client is told of with it.
        var into = $"\"into\":\"{id}\"";
        var whose = await db
            .Audit.Where(e => e.Action == EventTypes.ClientMerged && e.Detail!.Contains(into))
            .Select(e => e.SubjectId)
            .ToListAsync(cancellationToken);
        whose.Add(id);
        var audit = await db
            .Audit.AsNoTracking()
            .Where(e => whose.Contains(e.SubjectId) && e.SubjectKind == EventSubjects.Client)
            .ToListAsync(cancellationToken);
        foreach (var ids in appointments.Select(a => a.Id.ToString()).Chunk(Batch))
        {
            audit.AddRange(
                await db
                    .Audit.AsNoTracking()
                    .Where(e => ids.Contains(e.SubjectId) && e.SubjectKind == EventSubjects.Appointment)
                    .ToListAsync(cancellationToken)
            );
        }

        return new ClientRecords(client, appointments, audit.OrderBy(e => e.AtUtc).ThenBy(e => e.Id).ToList(), nowUtc);
    }
}
