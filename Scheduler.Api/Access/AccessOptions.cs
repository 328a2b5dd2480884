using System.ComponentModel.DataAnnotations;

namespace Scheduler.Api.Access;

/// <summary>Whether the service can be open to whoever is at the computer.</summary>
public enum AccessMode
{
    /// <summary>Open on this computer until there is a first account or key.</summary>
    Auto,

    /// <summary>Never open.</summary>
    Accounts,
}

/// <summary>Settings under <c>Access</c>.</summary>
public sealed class AccessOptions
{
    public const string Section = "Access";

    public AccessMode Mode { get; set; } = AccessMode.Auto;

    /// <summary>After how many minutes without a request a session ends.</summary>
    [Range(1, 24 * 60)]
    public int IdleMinutes { get; set; } = 30;

    /// <summary>After how many hours a session ends, whatever happens in it.</summary>
    [Range(1, 24 * 31)]
    public int SessionHours { get; set; } = 12;

    /// <summary>
    /// A PKCS #12 file with a certificate and its key, with which the keys that seal cookies are encrypted; none: they are not.
    /// </summary>
    public string? Certificate { get; set; }

    /// <summary>Of that file; null where it has none.</summary>
    public string? CertificatePassword { get; set; }
}
