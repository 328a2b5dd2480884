using Scheduler.Data.Databases;

namespace Scheduler.Api.Access;

/// <summary>
/// The addresses that open all that an e-mail address has, for half an hour. Like a manage link each has a key that is derived from
/// the database's secret and stored nowhere; what it belongs to is the mail that carried it.
/// </summary>
public sealed class MyLinks(DatabaseSecret secret)
{
    /// <summary>For how long one opens anything, from when the mail was sent.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(30);

    private const string Purpose = "my-link";
    private const int GuidBytes = 16;

    /// <summary>Under which id the mails to an e-mail address are counted.</summary>
    public Guid SubjectOf(string email) => new(secret.Hash("my-address", BookingsOf.Stored(email)).AsSpan(0, GuidBytes));

    /// <param name="id">The mail's.</param>
    public string KeyOf(Guid id) => MailKey.Of(id, Proof(id));

    /// <returns>The mail that carried the key; null for a key that was not made here.</returns>
    public Guid? Read(string? key) => MailKey.IdOf(key) is { } id && MailKey.Is(key!, id, Proof(id)) ? id : null;

    private byte[] Proof(Guid id) => secret.Hash(Purpose, id.ToString("N"));
}
