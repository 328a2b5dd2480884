using System.Security.Cryptography;
using System.Text;

namespace Scheduler.Api.Access;

/// <summary>
/// A key as it is shown once and sent with each request: <c>sk_ID_SECRET</c>, and <c>pk_ID_SECRET</c> for one that may stand in a web page.
/// </summary>
public sealed record KeyText(string Id, string Secret, bool IsPublic)
{
    private const string SecretPrefix = "sk_";
    private const string PublicPrefix = "pk_";
    private const int IdBytes = 8;

    /// <summary>256 bits: nobody guesses them, so one round of a hash keeps them.</summary>
    private const int SecretBytes = 32;

    public static KeyText Make(bool isPublic) =>
        new(
            Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(IdBytes)),
            Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(SecretBytes)),
            isPublic
        );

    /// <summary>Null for a text that is no key.</summary>
    public static KeyText? Read(string text)
    {
        var isPublic = text.StartsWith(PublicPrefix, StringComparison.Ordinal);
        return
            text.Length == SecretPrefix.Length + (2 * IdBytes) + 1 + (2 * SecretBytes)
            && (isPublic || text.StartsWith(SecretPrefix, StringComparison.Ordinal))
            && text.Split('_') is [_, { Length: 2 * IdBytes } id, var secret]
            && id.All(char.IsAsciiHexDigitLower)
            ? new KeyText(id, secret, isPublic)
            : null;
    }

    public byte[] SecretHash => SHA256.HashData(Encoding.UTF8.GetBytes(Secret));

    public bool IsOf(byte[] secretHash) => CryptographicOperations.FixedTimeEquals(SecretHash, secretHash);

    public override string ToString() => $"{(IsPublic ? PublicPrefix : SecretPrefix)}{Id}_{Secret}";
}
