using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using Scheduler.Api.Http;
using Scheduler.Api.Mail;
using Scheduler.Data.Databases;
using Scheduler.Data.Model;

namespace Scheduler.Api.Access;

/// <summary>What a password may be, and its hash: slow on purpose, so never inside of a write, and few at once.</summary>
public sealed class Passwords(IPasswordHasher<Account> hasher, IOptions<MailOptions> mail) : IDisposable
{
    public const int MinLength = 12;

    /// <summary>Longer ones would only make the hash slow.</summary>
    public const int MaxLength = 200;

    /// <summary>What is wrong with one of the commonest.</summary>
    public const string TriedFirst = "is one of those that are tried first: choose another";

    /// <summary>What is wrong with one that whoever knows its holder would try.</summary>
    public const string MadeOfNames = "is made of your name, your e-mail address or the name of the practice: choose another";

    private const int ShortestWord = 3;

    /// <summary>What a password has at least beside words that everybody knows.</summary>
    private const int LeastOfItsOwn = 8;

    private const int AtOnce = 2;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>The commonest passwords. Most are too short to be chosen; what stands between digits is looked up, too.</summary>
    private static readonly HashSet<string> Common = new(ReadCommon(), StringComparer.OrdinalIgnoreCase);

    private static readonly char[] Separators = [' ', '.', '@', '-', '_', '+', ',', '\''];

    private readonly SemaphoreSlim turns = new(AtOnce);
    private readonly Lazy<string> nobodys = new(() => hasher.HashPassword(null!, Guid.CreateVersion7().ToString()));

    /// <summary>
    /// 12 characters at least, of any kind; none that everybody tries first, and none that is made of what everybody knows of its holder
    /// (NIST SP 800-63B-4, 3.1.1.2).
    /// </summary>
    /// <param name="name">The account's.</param>
    /// <param name="email">The account's.</param>
    public void Check(string field, string? password, string name, string? email, RequestErrors errors)
    {
        if (password is null || password.Length is < MinLength or > MaxLength)
        {
            errors.Add(field, $"must have {MinLength} to {MaxLength} characters");
        }
        else if (IsCommon(password))
        {
            errors.Add(field, TriedFirst);
        }
        else if (IsMadeOf(password, $"{name} {email} {mail.Value.Sender.DisplayName} scheduler"))
        {
            errors.Add(field, MadeOfNames);
        }
    }

    /// <summary>One of the list, also with digits and signs around it or twice in a row; or hardly more than a character.</summary>
    private static bool IsCommon(string password)
    {
        var core = password.Trim([.. password.Where(c => !char.IsLetter(c))]);
        var half = password[..(password.Length / 2)];
        return Common.Contains(password)
            || Common.Contains(core)
            || (password == half + half && Common.Contains(half))
            || password.Distinct().Count() < 4;
    }

    /// <summary>Whether little is left of a password without these words.</summary>
    private static bool IsMadeOf(string password, string words)
    {
        var left = password;
        foreach (var word in words.Split(Separators, StringSplitOptions.RemoveEmptyEntries).Where(w => w.Length >= ShortestWord))
        {
            left = left.Replace(word, "", StringComparison.OrdinalIgnoreCase);
        }

        return left.Length < password.Length && left.Length < LeastOfItsOwn;
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
            if (!line.StartsWith("# ", StringComparison.Ordinal))
            {
                yield return line;
            }
        }
    }
}
