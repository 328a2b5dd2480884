using System.Text;
using Scheduler.Api.Access;
using Scheduler.Api.Appointments;
using Scheduler.Api.Http;
using Scheduler.Api.Web.Parts;
using Scheduler.Data.Model;

namespace Scheduler.Api.Web.Booking;

/// <summary>What whoever has an appointment's key can do with it: see it, take it into a calendar, move it, cancel it.</summary>
internal static class OwnPages
{
    public static void MapOwnAppointment(this IEndpointRouteBuilder app)
    {
        app.MapPage("/appointments/{id:guid}", ShowAsync).AddEndpointFilter(LinkExchange.RunAsync);
        app.MapPage("/appointments/{id:guid}/calendar.ics", CalendarAsync).AddEndpointFilter(LinkExchange.RunAsync);
        app.MapPage("/appointments/{id:guid}/move", ChooseAsync)
            .AddEndpointFilter(LinkExchange.RunAsync)
            .AddEndpointFilter(AddressLimit.RunAsync<PublicReads>);
        app.MapPost("/appointments/{id:guid}/move", MoveAsync);
        app.MapPost("/appointments/{id:guid}/cancel", CancelAsync);
    }

    private static async Task<IResult> ShowAsync(
        Guid id,
        string? tz,
        string? done,
        HttpContext http,
        OwnAppointments own,
        ManageLinks links,
        PublicAddress address,
        OperationContext context
    )
    {
        if (await own.FindAsync(id, http, tz) is not { } found)
        {
            return Pages.NotFoundSaying(OwnAppointments.WrongLink);
        }

        var nowUtc = context.Now();
        return found.Appointment.StatusAt(nowUtc) == AppointmentStatus.Held
            ? Pages.SeeOther(http, OwnLinks.Held(id, found.Viewer.Zone.Id))
            : Pages.Show<OwnPage>(new OwnModel(found, address.Url(links.PathOf(found.Appointment), http.Request), done, nowUtc));
    }

    private static async Task<IResult> CalendarAsync(
        Guid id,
        HttpContext http,
        OwnAppointments own,
        ManageLinks links,
        PublicAddress address,
        OperationContext context
    )
    {
        if (await own.FindAsync(id, http, null) is not { } found)
        {
            return Pages.NotFoundSaying(OwnAppointments.WrongLink);
        }

        var url = address.Url(links.PathOf(found.Appointment), http.Request);
        return Results.File(
            Encoding.UTF8.GetBytes(CalendarFile.Write(found, url, context.Now())),
            "text/calendar; charset=utf-8",
            "appointment.ics"
        );
    }

    private static async Task<IResult> ChooseAsync(
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

        return
            found.Appointment.Status == AppointmentStatus.Confirmed
            && found.IsChangeableAt(context.Now())
            && await reader.ReadAsync(http, Query(found, http), found.Appointment) is { } model
            ? Pages.Show<BookingPage>(model)
            : Pages.SeeOther(http, OwnLinks.Appointment(id, found.Viewer.Zone.Id));
    }

    private static async Task<IResult> MoveAsync(
        Guid id,
        HttpContext http,
        OwnAppointments own,
        BookingReader reader,
        PageBookings shown,
        PageLanguage language,
        RescheduleAppointment reschedule
    )
    {
        var form = await FormState.ReadAsync(http);
        var tz = form.Text("tz");
        if (await own.FindAsync(id, http, tz) is not { } found || !Instants.TryParse(form["start"], out var startUtc))
        {
            return Pages.NotFoundSaying(OwnAppointments.WrongLink);
        }

        // Before the move: the mail about it goes by this zone.
        await shown.ShowAsync(id, found.Viewer.Zone.Id, language.Kept, http.RequestAborted);
        var outcome = await reschedule.RunAsync(id, new Move(startUtc), null, http.RequestAborted);
        if (outcome.Refusal is not { } refusal)
        {
            return Pages.SeeOther(http, OwnLinks.Appointment(id, found.Viewer.Zone.Id, "moved"));
        }

        var day = found.Viewer.Zone.DateOf(startUtc);
        return refusal.Type is RefusalType.WrongState or RefusalType.TooLate
            ? Pages.SeeOther(http, OwnLinks.Appointment(id, found.Viewer.Zone.Id))
            : await OtherTimes.ShowAsync(
                http,
                reader,
                Query(found, http) with
                {
                    Day = day,
                    Month = BookingQuery.FirstOf(day),
                    Tz = found.Viewer.Zone.Id,
                },
                refusal,
                found.Appointment,
                startUtc
            );
    }

    private static async Task<IResult> CancelAsync(Guid id, string? tz, HttpContext http, OwnAppointments own, CancelAppointment cancel)
    {
        if (await own.FindAsync(id, http, tz) is not { } found)
        {
            return Pages.NotFoundSaying(OwnAppointments.WrongLink);
        }

        var reason = (await FormState.ReadAsync(http)).Text("reason");
        var outcome = await cancel.RunAsync(
            id,
            reason is { Length: > Limits.Note } ? reason[..Limits.Note] : reason,
            null,
            http.RequestAborted
        );
        return Pages.SeeOther(http, OwnLinks.Appointment(id, found.Viewer.Zone.Id, outcome.Refusal is null ? "cancelled" : null));
    }

    private static BookingQuery Query(OwnAppointment found, HttpContext http) =>
        BookingQuery.Of(http, found.ProviderOrAny, $"/appointments/{found.Appointment.Id}/move", true).In(found.Viewer.Zone.Id);
}
