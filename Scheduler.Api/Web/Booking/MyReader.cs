using Microsoft.EntityFrameworkCore;
using Scheduler.Api.Access;
using Scheduler.Api.Appointments;
using Scheduler.Api.Scheduling;
using Scheduler.Data;
using Scheduler.Data.Model;

namespace Scheduler.Api.Web.Booking;

/// <summary>An appointment in the list of all that an e-mail address has.</summary>
/// <param name="Url">Its own page's address, with its key.</param>
public sealed record MyAppointment(Appointment Appointment, AppointmentType Type, string? With, Viewer Viewer, string Url);

/// <summary>Reads what the link in a mail opens.</summary>
internal sealed class MyReader(SchedulerDbContext db, MyLinks links, ManageLinks manage, PageLanguage language, OperationContext context)
{
    /// <summary>The address to which the key was sent; null where it opens nothing, or nothing any more.</summary>
    public async Task<string?> AddressOfAsync(string? key, CancellationToken cancellationToken)
    {
        if (
            links.Read(key) is not { } id
            || await db
                .Messages.AsNoTracking()
                .FirstOrDefaultAsync(m => m.Id == id && m.Kind == MessageKind.MyAppointments, cancellationToken)
                is not { } message
        )
        {
            return null;
        }

        // It may be opened before it is stored that the server has taken it.
        var nowUtc = context.Now();
        return nowUtc < (message.SentUtc ?? nowUtc) + MyLinks.Lifetime ? message.Address : null;
    }

    public async Task<IReadOnlyList<MyAppointment>> ReadAsync(string address, CancellationToken cancellationToken)
    {
        var ahead = await AppointmentsOfEmail.AheadAsync(db, address, context.Now(), cancellationToken);
        if (ahead.Count > 0)
        {
            language.Continue(AppointmentsOfEmail.LanguageOf(ahead));
        }

        var appointments = ahead.ConvertAll(a => a.Appointment);
        var types = await db.TypesOfAsync(appointments, cancellationToken);
        var providers = await db.ProvidersOfAsync(appointments, cancellationToken);
        return ahead.ConvertAll(a =>
            Of(a, types[a.Appointment.AppointmentTypeId], [.. a.Appointment.ProviderIds.Select(id => providers[id])])
        );
    }

    private MyAppointment Of(AppointmentOfEmail found, AppointmentType type, List<Provider> providers) =>
        new(
            found.Appointment,
            type,
            providers.Count == 0 ? null : string.Join(", ", providers.Select(Names.Of)),
            Viewer.Of(
                language.Locale,
                found.Page?.TimeZone ?? found.Client.TimeZone,
                providers.Count > 0 ? ZoneRules.Get(providers[0].TimeZone) : context.Office
            ),
            manage.PathOf(found.Appointment)
        );
}
