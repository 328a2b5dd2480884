using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Scheduler.Data.Model;

namespace Scheduler.Api.Webhooks;

/// <summary>Secrets of webhooks, and what they sign (Standard Webhooks).</summary>
internal static class WebhookSecret
{
    private const string Prefix = "whsec_";
    private const int Bytes = 32;

    /// <summary>How long the former secret signs beside a new one.</summary>
    public static readonly TimeSpan Overlap = TimeSpan.FromHours(24);

    public static string New() => Prefix + Convert.ToBase64String(RandomNumberGenerator.GetBytes(Bytes));

    /// <summary>The value of <c>webhook-signature</c>: a signature for each secret that counts now, the present one's first.</summary>
    /// <param name="id">The value of <c>webhook-id</c>.</param>
    /// <param name="seconds">The value of <c>webhook-timestamp</c>: Unix seconds.</param>
    public static string Sign(Webhook webhook, string id, long seconds, byte[] body, DateTime nowUtc)
    {
        byte[] signed = [.. Encoding.UTF8.GetBytes($"{id}.{seconds.ToString(CultureInfo.InvariantCulture)}."), .. body];
        var present = Signature(webhook.Secret, signed);
        return webhook.FormerSecret is { } former && nowUtc < webhook.FormerSecretUntilUtc
            ? $"{present} {Signature(former, signed)}"
            : present;
    }

    private static string Signature(string secret, byte[] signed) =>
        $"v1,{Convert.ToBase64String(HMACSHA256.HashData(Convert.FromBase64String(secret[Prefix.Length..]), signed))}";
}
