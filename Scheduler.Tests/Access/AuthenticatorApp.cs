using System.Security.Cryptography;

namespace Scheduler.Tests.Access;

/// <summary>What an authenticator app shows (RFC 6238, with the usual six digits and thirty seconds), by the clock of the service.</summary>
internal static class AuthenticatorApp
{
    public static string Code(this TestApp app, string base32, int stepsAgo = 0)
    {
        var bits = string.Concat(
            base32.Select(c => Convert.ToString("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".IndexOf(char.ToUpperInvariant(c)), 2).PadLeft(5, '0'))
        );
        var key = Enumerable.Range(0, bits.Length / 8).Select(i => Convert.ToByte(bits.Substring(i * 8, 8), 2)).ToArray();
        var step = BitConverter.GetBytes((app.Clock.GetUtcNow().ToUnixTimeSeconds() / 30) - stepsAgo);
        Array.Reverse(step);
#pragma warning disable CA5350 // The standard's own.
        var hash = HMACSHA1.HashData(key, step);
#pragma warning restore CA5350
        var offset = hash[^1] & 15;
        var number = ((hash[offset] & 127) << 24) | (hash[offset + 1] << 16) | (hash[offset + 2] << 8) | hash[offset + 3];
        return (number % 1_000_000).ToString("000000");
    }
}
