using Scheduler.Api.Access;
using Scheduler.Api.Appointments;
using Scheduler.Api.Calendars;
using Scheduler.Api.Http;
using Scheduler.Api.Web.Parts;
using Scheduler.Data.Model;

namespace Scheduler.Api.Web.Booking;

/// <summary>A time that is held while its holder writes down who they are. The server's clock decides how long.</summary>
internal static class HeldPages
{
    /// <summary>The field by which a script says that it sends the form because the time is over.</summary>
    private const string Lapsed = "lapsed";

    public static void MapHeld(this IEndpointRouteBuilder app)
    {
        app.MapPage("/book/held/{id:guid}", ShowAsync).AddEndpointFilter(LinkExchange.RunAsync);
        app.MapPost("/book/held/{id:guid}", ConfirmAsync);
        app.MapPost("/book/held/{id:guid}/release", ReleaseAsync);
    }

    private static async Task<IResult> ShowAsync(
        Guid id,
        string? tz,
        HttpContext http,
        OwnAppointments own,
        BookingReader reader,
        OperationContext context
    )
    {
        if (await own.FindAsync(id, http, tz) is not { } found)
        {
            return Pages.NotFoundSaying(OwnAppointments.WrongLink);
        }

        var nowUtc = context.Now();
        return found.Appointment.StatusAt(nowUtc) switch
        {
            AppointmentStatus.Held => Pages.Show<DetailsPage>(Details(found, new FormState(), nowUtc)),
            AppointmentStatus.Expired => await ExpiredAsync(http, reader, found),
            // A hold that was given back, here or in another tab, was never an appointment.
            AppointmentStatus.Cancelled when found.Appointment.ConfirmedUtc is null => await ExpiredAsync(http, reader, found),
            AppointmentStatus.Confirmed or AppointmentStatus.Cancelled => Pages.SeeOther(
                http,
                OwnLinks.Appointment(id, found.Viewer.Zone.Id)
            ),
        };
    }

    private static async Task<IResult> ConfirmAsync(
        Guid id,
        string? tz,
        HttpContext http,
        OwnAppointments own,
        BookingReader reader,
        ConfirmAppointment confirm,
        CancelAppointment cancel,
        NamedClient clients,
        ManageLinks links,
        PublicAddress address,
        PageLanguage language,
        OperationContext context
    )
    {
        if (await own.FindAsync(id, http, tz) is not { } found)
        {
            return Pages.NotFoundSaying(OwnAppointments.WrongLink);
        }

        var nowUtc = context.Now();
        var key = Frame.Holds(http.Request) ? links.KeyOf(found.Appointment) : null;
        var form = await FormState.ReadAsync(http);
        var status = found.Appointment.StatusAt(nowUtc);
        if (status == AppointmentStatus.Expired || (status == AppointmentStatus.Cancelled && found.Appointment.ConfirmedUtc is null))
        {
            return await ExpiredAsync(http, reader, found, form);
        }

        if (status == AppointmentStatus.Held)
        {
            if (form.Text(Lapsed) is not null)
            {
                // Nobody pressed the button: the browser's clock is ahead of the server's, which decides.
                return Pages.Show<DetailsPage>(Details(found, form, nowUtc, key));
            }

            NamedClient.Check(form, language);
            QuestionForm.Check(form, found.Type, language);
            if (form.Any)
            {
                return Pages.Show<DetailsPage>(Details(found, form, nowUtc, key), StatusCodes.Status422UnprocessableEntity);
            }

            var owner = new HoldOwner(clients.Read(form, found.Viewer.Zone.Id), form.Text("note"), QuestionForm.Read(form, found.Type));
            var outcome = await confirm.RunAsync(id, owner, null, http.RequestAborted);
            if (outcome.Refusal is { Type: RefusalType.HoldExpired or RefusalType.WrongState })
            {
                return await ExpiredAsync(http, reader, found, form);
            }

            if (outcome.Refusal is { Type: RefusalType.SlotTaken } taken)
            {
                // As for a time that somebody else has taken: it is no longer held, and not on offer.
                await cancel.ReleaseAsync(id, http.RequestAborted);
                return await OtherTimes.ShowAsync(http, reader, Choose(found), taken, without: found.Appointment.StartUtc, typed: form);
            }

            if (outcome.Refusal is { } refusal)
            {
                return Pages.Show<DetailsPage>(
                    Details(found, form, nowUtc, key) with
                    {
                        Notice = Refused.Words(refusal, language),
                    },
                    Refused.Status(refusal)
                );
            }
        }

        return key is not null && await own.FindAsync(id, http, found.Viewer.Zone.Id, key) is { } booked
            ? Pages.Show<OwnPage>(
                new OwnModel(booked, address.Url(links.PathOf(booked.Appointment), http.Request), "booked", nowUtc) { IsFramed = true }
            )
            : Pages.SeeOther(http, OwnLinks.Appointment(id, found.Viewer.Zone.Id, "booked"));
    }

    private static async Task<IResult> ReleaseAsync(
        Guid id,
        string? tz,
        HttpContext http,
        OwnAppointments own,
        CancelAppointment cancel,
        BookingReader reader
    )
    {
        if (await own.FindAsync(id, http, tz) is not { } found)
        {
            return Pages.NotFoundSaying(OwnAppointments.WrongLink);
        }

        // A confirmed one is given back on its own page, where that is asked about.
        var outcome = await cancel.ReleaseAsync(id, http.RequestAborted);
        if (outcome.Refusal?.Members.GetValueOrDefault("state") is "confirmed")
        {
            return Pages.SeeOther(http, OwnLinks.Appointment(id, found.Viewer.Zone.Id));
        }

        var (choose, form) = (Choose(found), await FormState.ReadAsync(http));
        return form.HasDetails
            ? await OtherTimes.KeepAsync(http, reader, choose, form)
            : Pages.SeeOther(http, choose.Url(choose.Month, choose.Day));
    }

    private static async Task<IResult> ExpiredAsync(
        HttpContext http,
        BookingReader reader,
        OwnAppointment found,
        FormState? typed = null
    ) => await OtherTimes.ShowAsync(http, reader, Choose(found), new Refusal(RefusalType.HoldExpired, "The hold ran out."), typed: typed);

    /// <summary>Where another time is chosen: the same day, with the same choice of providers.</summary>
    private static BookingQuery Choose(OwnAppointment found)
    {
        var several = found.Appointment.ProviderIds.Count > 1;
        var provider = found.Page is { AnyProvider: true } ? Calendars.Booking.Any : found.ProviderOrAny;
        return new BookingQuery(
            provider,
            found.Type.Id,
            (int)(found.Appointment.EndUtc - found.Appointment.StartUtc).TotalMinutes,
            null,
            null,
            found.Viewer.Zone.Id,
            several ? MeetPages.Path : $"/book/{Uri.EscapeDataString(provider)}"
        )
        {
            Others = several ? found.Appointment.ProviderIds : [],
        }.At(found.Viewer.Zone.DateOf(found.Appointment.StartUtc));
    }

    /// <summary>The form for a held time.</summary>
    /// <param name="key">Its key, where no cookie may have it.</param>
    public static DetailsModel Details(OwnAppointment found, FormState form, DateTime nowUtc, string? key = null) =>
        new(
            found.Type,
            found.With,
            found.Viewer,
            found.Appointment.StartUtc,
            found.Appointment.EndUtc,
            form,
            OwnLinks.Held(found.Appointment.Id, found.Viewer.Zone.Id),
            OwnLinks.Held(found.Appointment.Id, found.Viewer.Zone.Id, "/release"),
            found.Appointment.HoldExpiresUtc,
            nowUtc
        )
        {
            Key = key,
        };
}
