using Scheduler.Api.Access;
using Scheduler.Data.Databases;
using Scheduler.Data.Hot;

namespace Scheduler.Api.Audit;

/// <summary>Tells of something that stores nothing else, such as a read.</summary>
public sealed class WriteAudit(WriteQueue writes, OperationContext context)
{
    public Task RunAsync(string action, string subjectKind, string subjectId, CancellationToken cancellationToken) =>
        writes.RunAsync(
            async db =>
            {
                await db.InsertRowsAsync(NewRow.Of(AuditRow.Of(action, subjectKind, subjectId, context.Actor, context.Now())));
                return true;
            },
            cancellationToken
        );
}
