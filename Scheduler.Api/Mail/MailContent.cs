using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Scheduler.Api.Access;
using Scheduler.Api.Appointments;
using Scheduler.Api.Http;
using Scheduler.Api.Languages;
using Scheduler.Api.Office;
using Scheduler.Api.Scheduling;
using Scheduler.Data;
using Scheduler.Data.Model;

namespace Scheduler.Api.Mail;

/// <summary>All that a mail is written from.</summary>
/// <param name="With">The names of the providers; null where there are none.</param>
/// <param name="Zone">Whose clock the reader goes by.</param>
/// <param name="Locale">In which language.</param>
/// <param name="Contact">How the practice is reached, a line each.</param>
internal sealed record MailContent(
    Message Message,
    Appointment Appointment,
    string TypeName,
    string? With,
    string ClientName,
    ZoneRules Zone,
    Locale Locale,
    string? ManageUrl,
    string Practice,
    IReadOnlyList<string> Contact
)
{
    /// <summary>
    /// Whether the address is no longer that of whom the appointment is for: it has passed to somebody else since, whose name and link
    /// are nobody else's.
    /// </summary>
    public bool IsSomebodyElses { get; init; }

    /// <summary>Of a mail to a former client: whether something about the appointment was sent there before.</summary>
    public bool WasTold { get; init; }
}

/// <summary>Reads what mails are written from, as it is now; their times stand in the messages.</summary>
public sealed class MailContents(
    ManageLinks links,
    PublicAddress address,
    IOptions<MailOptions> mail,
    OfficeZone office,
    OfficeProfile profile
)
{
    /// <summary>One for each message whose appointment is still there.</summary>
    internal async Task<List<MailContent>> ReadAsync(
        SchedulerDbContext db,
        IReadOnlyList<Message> messages,
        CancellationToken cancellationToken
    )
    {
        var settings = await profile.ReadAsync(cancellationToken);
        var ids = messages.Select(m => m.AppointmentId).Distinct().ToList();
        var appointments = await db
            .Appointments.AsNoTracking()
            .Where(a => ids.Contains(a.Id))
            .ToDictionaryAsync(a => a.Id, cancellationToken);
        var clientIds = appointments.Values.Select(a => a.UserId).Distinct(StringComparer.Ordinal).ToList();
        var clients = await db.Clients.AsNoTracking().Where(c => clientIds.Contains(c.Id)).ToDictionaryAsync(c => c.Id, cancellationToken);
        var formers = await FormerClient.ReadAsync(db, messages, cancellationToken);
        var types = await db.TypesOfAsync(appointments.Values, cancellationToken);
        var providers = await db.ProvidersOfAsync(appointments.Values, cancellationToken);
        var pages = await db
            .PageBookings.AsNoTracking()
            .Where(b => ids.Contains(b.AppointmentId))
            .ToDictionaryAsync(b => b.AppointmentId, cancellationToken);
        return
        [
            .. messages
                .Where(m => appointments.ContainsKey(m.AppointmentId))
                .Select(m =>
                {
                    var appointment = appointments[m.AppointmentId];
                    return Of(
                        m,
                        appointment,
                        types[appointment.AppointmentTypeId],
                        clients.GetValueOrDefault(appointment.UserId),
                        formers.GetValueOrDefault(m.Id),
                        pages.GetValueOrDefault(appointment.Id),
                        [.. appointment.ProviderIds.Select(id => providers[id])],
                        settings
                    );
                }),
        ];
    }

    private MailContent Of(
        Message message,
        Appointment appointment,
        AppointmentType type,
        Client? client,
        FormerClient? former,
        PageBooking? page,
        List<Provider> providers,
        OfficeSettings settings
    )
    {
        var (zone, language) = former is null
            ? (page?.TimeZone ?? client?.TimeZone, page?.Language ?? client?.Language)
            : (former.TimeZone, former.Language);
        var with = providers.Count == 0 ? null : string.Join(", ", providers.Select(NameOf));
        var name =
            client is not null && $"{client.FirstName} {client.LastName}".Trim() is { Length: > 0 } names ? names : appointment.UserId;
        return new MailContent(
            message,
            appointment,
            type.Name,
            with,
            name,
            Zone(message, zone, providers),
            OfficeLanguages.Of(settings).LocaleOf(message.ToProvider ? null : language),
            message.ToProvider || former is not null ? null : address.Url(links.PathOf(appointment)),
            PracticeOf(settings, mail.Value),
            [.. new[] { settings.Address, settings.Phone, settings.Email, settings.Website }.OfType<string>()]
        )
        {
            IsSomebodyElses = !message.ToProvider && !string.Equals(message.Address, client?.Email, StringComparison.OrdinalIgnoreCase),
            WasTold = former?.WasTold == true,
        };
    }

    /// <summary>Who writes: the practice's name, or else the sender's.</summary>
    internal static string PracticeOf(OfficeSettings settings, MailOptions mail) =>
        settings.PracticeName ?? (mail.Sender.DisplayName.Length > 0 ? mail.Sender.DisplayName : mail.Sender.Address);

    /// <param name="shown">The zone in which the client has seen the time.</param>
    private ZoneRules Zone(Message message, string? shown, List<Provider> providers)
    {
        var own = message.ToProvider
            ? providers.Find(p => string.Equals(p.Email, message.Address, StringComparison.OrdinalIgnoreCase))?.TimeZone
            : shown;
        var name = own ?? (providers.Count > 0 ? providers[0].TimeZone : null);
        return name is not null && ZoneRules.TryGet(name, out var zone) ? zone : office.Current;
    }

    private static string NameOf(Provider provider) => $"{provider.FirstName} {provider.LastName}".Trim();
}
