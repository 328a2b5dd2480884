using Scheduler.Api.Access;
using Scheduler.Api.Appointments;
using Scheduler.Api.Calendars;
using Scheduler.Api.Web.Parts;
using Scheduler.Data.Model;

namespace Scheduler.Api.Web.Booking;

/// <summary>A time that is held while its holder writes down who they are. The server's clock decides how long.</summary>
internal static class HeldPages
{
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
            return Pages.NotFound(OwnAppointments.WrongLink);
        }

        var nowUtc = context.Now();
        return found.Appointment.StatusAt(nowUtc) switch
        {
            AppointmentStatus.Held => Pages.Show<DetailsPage>(Details(found, tz, new FormState(), nowUtc)),
            AppointmentStatus.Expired => await ExpiredAsync(http, reader, found, tz),
            AppointmentStatus.Confirmed or AppointmentStatus.Cancelled => Pages.SeeOther(OwnLinks.Appointment(id, tz)),
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
        OperationContext context
    )
    {
        if (await own.FindAsync(id, http, tz) is not { } found)
        {
            return Pages.NotFound(OwnAppointments.WrongLink);
        }

        var nowUtc = context.Now();
        var form = await FormState.ReadAsync(http);
        NamedClient.Check(form);
        QuestionForm.Check(form, found.Type);
        if (found.Appointment.StatusAt(nowUtc) == AppointmentStatus.Expired)
        {
            return await ExpiredAsync(http, reader, found, tz);
        }

        if (found.Appointment.StatusAt(nowUtc) == AppointmentStatus.Held)
        {
            if (form.Any)
            {
                return Pages.Show<DetailsPage>(Details(found, tz, form, nowUtc), StatusCodes.Status422UnprocessableEntity);
            }

            var outcome = await confirm.RunAsync(
                id,
                new HoldOwner(clients.Read(form, tz), form.Text("note"), QuestionForm.Read(form, found.Type)),
                null,
                http.RequestAborted
            );
            if (outcome.Refusal is { Type: RefusalType.HoldExpired })
            {
                return await ExpiredAsync(http, reader, found, tz);
            }

            if (outcome.Refusal is { Type: RefusalType.SlotTaken } taken)
            {
                // As for a time that somebody else has taken: it is no longer held, and not on offer.
                await cancel.ReleaseAsync(id, http.RequestAborted);
                return await OtherTimes.ShowAsync(http, reader, Choose(found, tz), taken, without: found.Appointment.StartUtc);
            }

            if (outcome.Refusal is { } refusal)
            {
                return Pages.Show<DetailsPage>(
                    Details(found, tz, form, nowUtc) with
                    {
                        Notice = Refused.Words(refusal),
                    },
                    Refused.Status(refusal)
                );
            }
        }

        return Pages.SeeOther(OwnLinks.Appointment(id, tz, "booked"));
    }

    private static async Task<IResult> ReleaseAsync(Guid id, string? tz, HttpContext http, OwnAppointments own, CancelAppointment cancel)
    {
        if (await own.FindAsync(id, http, tz) is not { } found)
        {
            return Pages.NotFound(OwnAppointments.WrongLink);
        }

        // A confirmed one is given back on its own page, where that is asked about.
        var outcome = await cancel.ReleaseAsync(id, http.RequestAborted);
        return outcome.Refusal?.Members.GetValueOrDefault("state") is "confirmed"
            ? Pages.SeeOther(OwnLinks.Appointment(id, tz))
            : Pages.SeeOther(Choose(found, tz).Url());
    }

    private static async Task<IResult> ExpiredAsync(HttpContext http, BookingReader reader, OwnAppointment found, string? tz) =>
        await OtherTimes.ShowAsync(http, reader, Choose(found, tz), new Refusal(RefusalType.HoldExpired, "The hold ran out."));

    private static BookingQuery Choose(OwnAppointment found, string? tz)
    {
        var provider = found.ProviderOrAny;
        var day = found.Viewer.Zone.DateOf(found.Appointment.StartUtc);
        return new BookingQuery(
            provider,
            found.Type.Id,
            (int)(found.Appointment.EndUtc - found.Appointment.StartUtc).TotalMinutes,
            BookingQuery.FirstOf(day),
            day,
            tz,
            $"/book/{Uri.EscapeDataString(provider)}"
        );
    }

    private static DetailsModel Details(OwnAppointment found, string? tz, FormState form, DateTime nowUtc) =>
        new(
            found.Type,
            found.With,
            found.Viewer,
            found.Appointment.StartUtc,
            found.Appointment.EndUtc,
            form,
            OwnLinks.Held(found.Appointment.Id, tz),
            null,
            found.Appointment.HoldExpiresUtc,
            nowUtc
        )
        {
            Release = OwnLinks.Held(found.Appointment.Id, tz, "/release"),
        };
}
