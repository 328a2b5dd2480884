using System.Collections.Concurrent;

namespace Scheduler.Api.Access;

/// <summary>
/// Slows down whoever guesses passwords: an address is refused for a while,
/// an account only answers later, so that nobody locks its owner out.
/// </summary>
/// <remarks>Counted in each instance by itself, in a bounded space: what is forgotten first is the oldest.</remarks>
public sealed class SignInLimits(TimeProvider clock)
{
    /// <summary>Failures of one address in a window before it is refused for the rest of the window.</summary>
    public const int FailuresPerAddress = 10;

    private const int MostCounted = 100_000;
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan StepPerFailure = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<string, Failures> failures = new(StringComparer.Ordinal);

    /// <summary>How long an address must wait; null when it need not.</summary>
    public TimeSpan? Refused(string address)
    {
        var (count, endsUtc) = Read($"address {address}");
        return count >= FailuresPerAddress ? endsUtc - clock.GetUtcNow().UtcDateTime : null;
    }

    /// <summary>
    /// How long an answer about this account waits, whether the account exists or not, and whether the password is right or not.
    /// </summary>
    public TimeSpan Wait(string account)
    {
        var wait = StepPerFailure * Read($"account {account}").Count;
        return wait < LongestWait ? wait : LongestWait;
    }

    public void Failed(string address, string account)
    {
        FailedFrom(address);
        FailedFor(account);
    }

    /// <summary>Nobody knows whose account was meant.</summary>
    public void FailedFrom(string address) => Count($"address {address}");

    /// <summary>Whoever guesses has signed in already: there is an account to slow down, and no address to refuse.</summary>
    public void FailedFor(string account) => Count($"account {account}");

    /// <summary>Whoever knows the password has not guessed it.</summary>
    public void Succeeded(string address) => failures.TryRemove($"address {address}", out _);

    private (int Count, DateTime EndsUtc) Read(string key) =>
        failures.TryGetValue(key, out var known) && known.EndsUtc > clock.GetUtcNow().UtcDateTime
            ? (known.Count, known.EndsUtc)
            : (0, default);

    private void Count(string key)
    {
        var nowUtc = clock.GetUtcNow().UtcDateTime;
        if (failures.Count >= MostCounted)
        {
            foreach (var old in failures.OrderBy(f => f.Value.EndsUtc).Take(MostCounted / 10).Select(f => f.Key).ToList())
            {
                failures.TryRemove(old, out _);
            }
        }

        failures.AddOrUpdate(
            key,
            _ => new Failures(1, nowUtc + Window),
            (_, known) => known.EndsUtc > nowUtc ? known with { Count = known.Count + 1 } : new Failures(1, nowUtc + Window)
        );
    }

    private sealed record Failures(int Count, DateTime EndsUtc);
}
