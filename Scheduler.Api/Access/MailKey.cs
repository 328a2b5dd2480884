using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Scheduler.Api.Access;

/// <summary>The key in the link of a mail: which mail that is, and a proof, derived with the database's secret and stored nowhere.</summary>
internal static class MailKey
{
    private const int IdBytes = 16;
    private const int ProofBytes = 16;

    /// <param name="id">The mail's.</param>
    /// <param name="proof">A hash of at least 16 bytes.</param>
    public static string Of(Guid id, byte[] proof) => Base64Url.EncodeToString([.. id.ToByteArray(), .. proof.AsSpan(0, ProofBytes)]);

    /// <returns>The mail of which the key says that it carried it, whether or not that is so; null for what is no key.</returns>
    public static Guid? IdOf(string? key)
    {
        Span<byte> bytes = stackalloc byte[IdBytes + ProofBytes];
        return
            key is { Length: > 0 and < 100 }
            && Base64Url.IsValid(key, out var length)
            && length == bytes.Length
            && Base64Url.DecodeFromChars(key, bytes) == bytes.Length
            ? new Guid(bytes[..IdBytes])
            : null;
    }

    /// <summary>Whether the key is that of the mail and the proof; the time that takes tells nothing about it.</summary>
    public static bool Is(string key, Guid id, byte[] proof) =>
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(key), Encoding.UTF8.GetBytes(Of(id, proof)));
}
