using Microsoft.EntityFrameworkCore;
using Scheduler.Api.Access;
using Scheduler.Data;
using Scheduler.Data.Databases;
using Scheduler.Data.Model;

namespace Scheduler.Api.Mail;

/// <summary>Reads what was sent about appointments.</summary>
public sealed class FindMessages(SchedulerDbContext db)
{
    /// <summary>
    /// The first <paramref name="count"/> messages about an appointment, the oldest first,
    /// those after one where <paramref name="after"/> is its id.
    /// </summary>
    public Task<List<Message>> ListAsync(Guid appointmentId, Guid? after, int count, CancellationToken cancellationToken) =>
        db
            .Messages.AsNoTracking()
            .Where(m =>
                m.AppointmentId == appointmentId
                && !Message.AboutOthers.Contains(m.Kind)
                && (after == null || m.Id.CompareTo(after.Value) > 0)
            )
            .OrderBy(m => m.Id)
            .Take(count)
            .ToListAsync(cancellationToken);
}

/// <summary>Sends a message again.</summary>
public sealed class RetryMessage(WriteQueue writes, MailSignal signal, OperationContext context)
{
    /// <summary>At once, whatever became of it.</summary>
    public async Task<Outcome<Message>> RunAsync(Guid id, CancellationToken cancellationToken)
    {
        var nowUtc = context.Now();
        var message = await writes.RunAsync(
            async db =>
            {
                await db
                    .Messages.Where(m => m.Id == id && !Message.AboutOthers.Contains(m.Kind))
                    .ExecuteUpdateAsync(set =>
                        set.SetProperty(m => m.Status, MessageStatus.Pending)
                            .SetProperty(m => m.NextAttemptUtc, nowUtc)
                            .SetProperty(m => m.Tries, 0)
                    );
                return await db.Messages.AsNoTracking().FirstOrDefaultAsync(m => m.Id == id && !Message.AboutOthers.Contains(m.Kind));
            },
            cancellationToken
        );
        signal.Wake();
        return message is null ? Refusal.NotFound("message", id.ToString()) : message;
    }
}
