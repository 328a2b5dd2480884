using Scheduler.Data.Model;

namespace Scheduler.Api.Access;

/// <summary>Signs an account out everywhere: within a second no session of it counts in any instance.</summary>
public sealed class EndSessions(AccountWrites writes)
{
    public Task<Outcome<Account>> RunAsync(string id, CancellationToken cancellationToken) =>
        writes.ChangeAsync<Account>(id, (_, account) => Task.FromResult<Outcome<Account>>(account), cancellationToken);
}
