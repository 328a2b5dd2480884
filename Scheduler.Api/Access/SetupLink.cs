using System.Security.Cryptography;
using System.Text;
using Scheduler.Api.Http;

namespace Scheduler.Api.Access;

/// <summary>
/// Lets whoever sees this process's output make the first account: once, within an hour of the start, and while nobody can sign in.
/// </summary>
public sealed class SetupLink(IServiceScopeFactory scopes, PublicAddress address, TimeProvider clock) : IHostedLifecycleService
{
    private static readonly TimeSpan Length = TimeSpan.FromHours(1);

    private readonly string token = AccountRules.NewToken();
    private DateTime endsUtc;

    public bool Opens(string? sent) =>
        sent is not null
        && clock.GetUtcNow().UtcDateTime < endsUtc
        && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(sent), Encoding.UTF8.GetBytes(token));

    /// <summary>Once it listens, so that the address is known.</summary>
    public async Task StartedAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        if (await scope.ServiceProvider.GetRequiredService<FindAccounts>().AnyAsync(cancellationToken))
        {
            return;
        }

        endsUtc = clock.GetUtcNow().UtcDateTime + Length;
        // Not the log: that is kept, and read by others.
        await Console.Out.WriteLineAsync(
            $"Nobody can sign in yet. Make the first account within an hour: {address.Url($"/setup?token={token}")}"
        );
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
