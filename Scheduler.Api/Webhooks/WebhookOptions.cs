using System.ComponentModel.DataAnnotations;
using System.Globalization;

namespace Scheduler.Api.Webhooks;

/// <summary>Settings under <c>Webhooks</c>.</summary>
public sealed class WebhookOptions
{
    public const string Section = "Webhooks";

    /// <summary>No wait between two tries is longer: ten days.</summary>
    private const int LongestSeconds = 864_000;

    /// <summary>
    /// How many seconds after each failed try the next one comes, parted by commas; after the last of them a delivery has failed.
    /// </summary>
    [Required]
    public string RetrySeconds { get; set; } = "5,300,1800,7200,18000,36000,50400,72000,86400";

    /// <summary>How long a receiver has to answer.</summary>
    [Range(1, 60)]
    public int AnswerSeconds { get; set; } = 15;

    /// <summary>Whether a receiver may be reached without TLS.</summary>
    public bool AllowHttp { get; set; }

    /// <summary>Whether a receiver may stand in a private network, or on this machine.</summary>
    public bool AllowPrivateNetworks { get; set; }

    /// <summary>Whether <see cref="RetrySeconds"/> can be read.</summary>
    public bool HasRetries =>
        Array.TrueForAll(
            Parts,
            part => int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds <= LongestSeconds
        );

    /// <summary>The waits between tries.</summary>
    public IReadOnlyList<TimeSpan> Retries =>
        [.. Parts.Select(part => TimeSpan.FromSeconds(int.Parse(part, CultureInfo.InvariantCulture)))];

    private string[] Parts => RetrySeconds.Split(',', StringSplitOptions.TrimEntries);
}
