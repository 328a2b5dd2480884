using System.ComponentModel.DataAnnotations;

namespace Scheduler.Api.Access;

/// <summary>Settings under <c>Public</c>: what strangers may take of the office. 0 means no limit.</summary>
public sealed class PublicOptions
{
    public const string Section = "Public";

    /// <summary>How many bookings one network address may begin on the public pages in 24 hours, whatever becomes of them.</summary>
    [Range(0, 100_000)]
    public int BookingsPerAddressPerDay { get; set; } = 20;

    /// <summary>How many appointments booked on the public pages one e-mail address may have ahead.</summary>
    [Range(0, 100_000)]
    public int LiveBookingsPerEmail { get; set; } = 10;

    /// <summary>How many pages with free times one network address may read in a minute, of each instance.</summary>
    [Range(0, 1_000_000)]
    public int ReadsPerAddressPerMinute { get; set; } = 300;

    /// <summary>How often one network address may ask for a link to its appointments, or to a new password, in an hour, of each instance.</summary>
    [Range(0, 100_000)]
    public int LinkRequestsPerAddressPerHour { get; set; } = 10;

    /// <summary>How many mails with such a link one e-mail address is sent in 24 hours, whoever asks.</summary>
    [Range(0, 100_000)]
    public int LinkMailsPerEmailPerDay { get; set; } = 5;

    /// <summary>
    /// Sites that may show the booking page inside their own pages: origins such as <c>https://practice.example</c>, parted by
    /// blanks or commas.
    /// </summary>
    [RegularExpression(
        @"\s*(https?://[A-Za-z0-9.-]+(:\d{1,5})?([\s,]+|$))*",
        ErrorMessage = "Public:EmbedOrigins must be origins such as https://practice.example, parted by blanks."
    )]
    public string EmbedOrigins { get; set; } = "";

    /// <summary>The same, as <c>frame-ancestors</c> takes them.</summary>
    public string FrameAncestors =>
        string.Join(' ', EmbedOrigins.Split([' ', ',', '\t', '\n'], StringSplitOptions.RemoveEmptyEntries)) is { Length: > 0 } origins
            ? origins
            : "'none'";
}
