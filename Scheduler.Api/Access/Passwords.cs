using Microsoft.AspNetCore.Identity;
using Scheduler.Api.Http;
using Scheduler.Data.Databases;
using Scheduler.Data.Model;

namespace Scheduler.Api.Access;

/// <summary>What a password may be, and its hash: slow on purpose, so never inside of a write, and few at once.</summary>
public sealed class Passwords(IPasswordHasher<Account> hasher) : IDisposable
{
    public const int MinLength = 12;

    /// <summary>Longer ones would only make the hash slow.</summary>
    public const int MaxLength = 200;

    private const int AtOnce = 2;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>The commonest passwords that are long enough to be chosen at all.</summary>
    private static readonly HashSet<string> Common = new(ReadCommon(), StringComparer.OrdinalIgnoreCase);

    private readonly SemaphoreSlim turns = new(AtOnce);
    private readonly Lazy<string> nobodys = new(() => hasher.HashPassword(null!, Guid.CreateVersion7().ToString()));

    /// <summary>12 characters at least, of any kind, and none that everybody tries first (NIST SP 800-63B, 3.1.1).</summary>
    public static void Check(string field, string? password, RequestErrors errors)
    {
        if (password is null || password.Length is < MinLength or > MaxLength)
        {
            errors.Add(field, $"must have {MinLength} to {MaxLength} characters");
        }
        else if (Common.Contains(password) || password.Distinct().Count() < 4)
        {
            errors.Add(field, "is one of those that are tried first: choose another");
        }
    }

    public Task<string> HashAsync(string password, CancellationToken cancellationToken) =>
        InTurnAsync(() => hasher.HashPassword(null!, password), cancellationToken);

    /// <summary>Whether this is the account's password. Without an account it takes as long, and is false.</summary>
    public Task<bool> IsOfAsync(Account? account, string password, CancellationToken cancellationToken) =>
        InTurnAsync(
            () =>
                hasher.VerifyHashedPassword(null!, account?.PasswordHash ?? nobodys.Value, password) != PasswordVerificationResult.Failed
                && account?.PasswordHash is not null,
            cancellationToken
        );

    public void Dispose() => turns.Dispose();

    private async Task<T> InTurnAsync<T>(Func<T> work, CancellationToken cancellationToken)
    {
        if (!await turns.WaitAsync(Patience, cancellationToken))
        {
            throw new WriteQueueUnavailableException("Too many passwords are being checked.");
        }

        try
        {
            return await Task.Run(work, cancellationToken);
        }
        finally
        {
            turns.Release();
        }
    }

    private static IEnumerable<string> ReadCommon()
    {
        using var lines = new StreamReader(typeof(Passwords).Assembly.GetManifestResourceStream("common-passwords.txt")!);
        while (lines.ReadLine() is { } line)
        {
            yield return line;
        }
    }
}
