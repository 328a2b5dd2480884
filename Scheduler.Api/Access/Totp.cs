using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Scheduler.Api.Access;

/// <summary>Codes of an authenticator app (RFC 6238): six digits of an HMAC-SHA-1 over the number of 30-second steps since 1970.</summary>
/// <remarks>The framework's own check does not say whose step a code is, so that nobody could refuse it a second time.</remarks>
internal static class Totp
{
    private const string Base32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private const int StepSeconds = 30;
    private const int Digits = 6;

    /// <summary>How many steps a phone's clock may be off, either way.</summary>
    private const int Drift = 1;

    /// <summary>The step whose code this is, of those around an instant; null where it is of none.</summary>
    /// <param name="secret">In base 32, as it was given to the app.</param>
    public static long? StepOf(string? secret, string code, DateTime nowUtc)
    {
        if (string.IsNullOrEmpty(secret))
        {
            return null;
        }

        var (key, sent) = (Decode(secret), Encoding.UTF8.GetBytes(code));
        var present = (nowUtc - DateTime.UnixEpoch).Ticks / (StepSeconds * TimeSpan.TicksPerSecond);
        long? found = null;
        // All of them, so that the time it takes tells nothing.
        for (var step = present - Drift; step <= present + Drift; step++)
        {
            if (CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(CodeOf(key, step)), sent))
            {
                found ??= step;
            }
        }

        return found;
    }

    private static string CodeOf(byte[] key, long step)
    {
        Span<byte> counter = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(counter, step);
#pragma warning disable CA5350 // What every authenticator app computes; an HMAC does not fall with collisions of its hash.
        var hash = HMACSHA1.HashData(key, counter);
#pragma warning restore CA5350
        var number = BinaryPrimitives.ReadUInt32BigEndian(hash.AsSpan(hash[^1] & 0xf)) & 0x7fff_ffff;
        return (number % 1_000_000).ToString(CultureInfo.InvariantCulture).PadLeft(Digits, '0');
    }

    private static byte[] Decode(string text)
    {
        var bytes = new List<byte>(text.Length * 5 / 8);
        var (bits, count) = (0, 0);
        foreach (var value in text.TrimEnd('=').Select(c => Base32.IndexOf(char.ToUpperInvariant(c), StringComparison.Ordinal)))
        {
            (bits, count) = ((bits << 5) | value, count + 5);
            if (count >= 8)
            {
                count -= 8;
                bytes.Add((byte)(bits >> count));
                bits &= (1 << count) - 1;
            }
        }

        return [.. bytes];
    }
}
