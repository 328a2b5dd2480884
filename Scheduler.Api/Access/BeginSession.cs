using Microsoft.EntityFrameworkCore;
using Scheduler.Api.Audit;
using Scheduler.Api.Events;
using Scheduler.Data;
using Scheduler.Data.Databases;
using Scheduler.Data.Model;

namespace Scheduler.Api.Access;

/// <summary>Begins a session of an account; the audit tells of each sign-in in its transaction.</summary>
public sealed class BeginSession(WriteQueue writes, OperationContext context)
{
    /// <summary>Sessions that an account has at once: the oldest ends for one more.</summary>
    private const int MostAtOnce = 50;

    /// <param name="by">
    /// With what somebody signed in, such as <c>password</c>; null where a session goes on after a change of its account.
    /// </param>
    /// <param name="device">See <see cref="AccountSession.Device"/>.</param>
    public Task<AccountSession> RunAsync(Account account, string? by, string? device, CancellationToken cancellationToken)
    {
        var nowUtc = context.Now();
        var session = new AccountSession
        {
            Id = Ids.New(nowUtc).ToString(),
            AccountId = account.Id,
            BeganUtc = nowUtc,
            LastUsedUtc = nowUtc,
            Device = device,
        };
        return writes.RunAsync(db => StoreAsync(db, session, by), cancellationToken);
    }

    private async Task<AccountSession> StoreAsync(SchedulerDbContext db, AccountSession session, string? by)
    {
        var old = await db
            .AccountSessions.Where(s => s.AccountId == session.AccountId)
            .OrderByDescending(s => s.BeganUtc)
            .Skip(MostAtOnce - 1)
            .Select(s => s.Id)
            .ToListAsync();
        if (old.Count > 0)
        {
            await db.AccountSessions.Where(s => old.Contains(s.Id)).ExecuteDeleteAsync();
        }

        db.Add(session);
        if (by is not null)
        {
            var actor = new Actor(ActorKind.Account, session.AccountId) { Address = context.Address };
            db.Add(
                AuditRow.Of(
                    AuditActions.SignedIn,
                    EventSubjects.Account,
                    session.AccountId,
                    actor,
                    session.BeganUtc,
                    $$"""{"by":"{{by}}"}"""
                )
            );
        }

        await db.SaveChangesAsync(CancellationToken.None);
        return session;
    }
}
