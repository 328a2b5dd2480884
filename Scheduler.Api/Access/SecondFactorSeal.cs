using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;

namespace Scheduler.Api.Access;

/// <summary>
/// Seals what a second factor is checked with, the app's secret and the recovery codes, with the keys that seal sessions:
/// where these are encrypted with a certificate, the database alone gives nobody a code.
/// </summary>
public sealed class SecondFactorSeal(IDataProtectionProvider provider, ILogger<SecondFactorSeal> log)
{
    /// <summary>No secret and no code begins so: what does not is of a time when they were stored as they are.</summary>
    private const string Mark = "sealed:";

    private readonly IDataProtector protector = provider.CreateProtector("second-factor");

    /// <summary>
    /// To be called before a transaction in which something is sealed: a key that is made now is written through the same door, and
    /// would wait for that transaction.
    /// </summary>
    public void Ready() => protector.Protect([]);

    public static bool IsSealed(string value) => value.StartsWith(Mark, StringComparison.Ordinal);

    public string Seal(string value) => Mark + protector.Protect(value);

    /// <returns>Null for what cannot be opened, as with another certificate: no code is right then, until an owner resets the account.</returns>
    public string? Open(string value)
    {
        if (!IsSealed(value))
        {
            return value;
        }

        try
        {
            return protector.Unprotect(value[Mark.Length..]);
        }
        catch (CryptographicException e)
        {
            log.LogWarning("A second factor cannot be read with the present keys: {Reason}", e.Message);
            return null;
        }
    }
}
