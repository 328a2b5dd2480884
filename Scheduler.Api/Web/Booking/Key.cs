using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Scheduler.Api.Web.Booking;

/// <summary>The unguessable part of the link by which whoever booked without an account returns. Only its hash is stored.</summary>
internal static class Key
{
    private const int Bits = 128;

    public static string New() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(Bits / 8));

    public static byte[] Hash(string key) => SHA256.HashData(Encoding.UTF8.GetBytes(key));

    public static bool Opens(string? key, byte[]? hash) => key is { Length: > 0 and < 100 } && hash is not null && CryptographicOperations.FixedTimeEquals(Hash(key), hash);
}
