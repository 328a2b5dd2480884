using Microsoft.EntityFrameworkCore;
using Scheduler.Api.Audit;
using Scheduler.Api.Events;
using Scheduler.Api.Http;
using Scheduler.Data;
using Scheduler.Data.Model;

namespace Scheduler.Api.Access;

/// <summary>Asks whoever has signed in for the present password again, before what a found browser must not do.</summary>
public sealed class PresentPassword(
    SchedulerDbContext db,
    Passwords passwords,
    SignInLimits limits,
    AuditRefusals refusals,
    OperationContext context
)
{
    /// <param name="field">The field in which it was typed.</param>
    public async Task<Outcome<Account>> CheckAsync(string field, string typed, CancellationToken cancellationToken)
    {
        var id = context.Actor.Id ?? "";
        await Task.Delay(limits.Wait($"present {id}"), cancellationToken);
        var account = await db.Accounts.AsNoTracking().FirstOrDefaultAsync(a => a.Id == id, cancellationToken);
        if (typed.Length <= Passwords.MaxLength && await passwords.IsOfAsync(account, typed, cancellationToken))
        {
            return account!;
        }

        limits.FailedFor($"present {id}");
        refusals.Tell(new Refused(AuditActions.SignInFailed, EventSubjects.Account, id, context.Actor, "present password"));
        return RequestErrors.Of(field, "is not your present password");
    }
}
