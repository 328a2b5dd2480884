using Microsoft.EntityFrameworkCore;
using Scheduler.Api.Jobs;
using Scheduler.Data;
using Scheduler.Data.Databases;
using Scheduler.Data.Model;

namespace Scheduler.Api.Mail;

/// <summary>
/// Deletes mails that are about no appointment once they no longer count: the others go with their appointments. Nobody's address is
/// kept because it was typed into a form.
/// </summary>
public sealed class ForgetMessages(IDbContextFactory<SchedulerDbContext> contexts, WriteQueue writes) : Job
{
    private const int Batch = 500;

    /// <summary>
    /// How far it looks back: mails of appointments lie among them, and a service that stands still for longer makes none of these.
    /// </summary>
    private static readonly TimeSpan Reach = TimeSpan.FromDays(60);

    public override string Name => "forget-messages";

    public override TimeSpan Interval => TimeSpan.FromHours(1);

    public override Task<DateTime?> DueSinceAsync(SchedulerDbContext db, DateTime nowUtc, CancellationToken cancellationToken) =>
        Old(db, nowUtc).Select(m => (DateTime?)m.CreatedUtc).FirstOrDefaultAsync(cancellationToken);

    public override async Task<int> RunAsync(DateTime nowUtc, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var ids = await Old(db, nowUtc).Select(m => m.Id).Take(Batch).ToListAsync(cancellationToken);
        return ids.Count == 0
            ? 0
            : await writes.RunAsync(
                db => db.Messages.Where(m => ids.Contains(m.Id)).ExecuteDeleteAsync(CancellationToken.None),
                cancellationToken
            );
    }

    private static IQueryable<Message> Old(SchedulerDbContext db, DateTime nowUtc)
    {
        var (sinceUtc, untilUtc) = (nowUtc - Reach, nowUtc - SendLink.Window);
        return db
            .Messages.Where(m =>
                m.CreatedUtc > sinceUtc
                && m.CreatedUtc <= untilUtc
                && Message.AboutOthers.Contains(m.Kind)
                && m.Status != MessageStatus.Pending
            )
            .OrderBy(m => m.CreatedUtc);
    }
}
