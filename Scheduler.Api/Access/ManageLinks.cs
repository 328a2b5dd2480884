using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Scheduler.Data.Model;

namespace Scheduler.Api.Access;

/// <summary>
/// The unguessable address that opens one appointment. Its key is derived from the appointment and the database's secret:
/// nothing is stored of it, any later message can carry it, and another generation ends it.
/// </summary>
public sealed class ManageLinks(DatabaseSecret secret)
{
    private const string Purpose = "manage-link";
    private const int KeyBytes = 16;

    /// <summary>The key that opens the appointment now.</summary>
    public string KeyOf(Appointment appointment) =>
        Base64Url.EncodeToString(
            secret
                .Hash(Purpose, string.Create(CultureInfo.InvariantCulture, $"{appointment.Id:N} {appointment.LinkGeneration}"))
                .AsSpan(0, KeyBytes)
        );

    /// <summary>The address below that of the service.</summary>
    public string PathOf(Appointment appointment) => $"/appointments/{appointment.Id}?key={KeyOf(appointment)}";

    /// <summary>Whether <paramref name="key"/> is the appointment's; the time that takes tells nothing about it.</summary>
    public bool Opens(string? key, Appointment appointment) =>
        key is { Length: > 0 and < 100 }
        && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(key), Encoding.UTF8.GetBytes(KeyOf(appointment)));
}
