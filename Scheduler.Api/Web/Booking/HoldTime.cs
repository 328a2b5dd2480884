using Scheduler.Api.Access;
using Scheduler.Api.Appointments;
using Scheduler.Api.Web.Parts;
using Scheduler.Data.Model;

namespace Scheduler.Api.Web.Booking;

/// <summary>Holds a chosen time for whoever has chosen it, and leads to the form of details.</summary>
internal sealed class HoldTime(
    BookOnPage book,
    BookingReader reader,
    OwnAppointments own,
    BrowserBookings browser,
    Strangers strangers,
    ManageLinks links,
    PageLanguage language,
    OperationContext context
)
{
    public async Task<IResult> RunAsync(HttpContext http, BookingChoice choice, FormState form)
    {
        if (choice.Policy.HoldSeconds is null)
        {
            // What was typed before stands in this answer alone: no address has it.
            return form.HasDetails
                ? Pages.Show<DetailsPage>(DetailsPages.Details(choice, form, language, context.Now()))
                : Pages.SeeOther(http, BookingPages.DetailsOf(choice));
        }

        var zone = choice.Viewer.Zone.Id;
        var live = await browser.LiveAsync(http);
        if (live.FirstOrDefault(choice.Is) is { } same)
        {
            // It is one's own, and so not taken by somebody else.
            LinkCookie.Set(http, same.Id, links.KeyOf(same));
            return Pages.SeeOther(
                http,
                same.Status == AppointmentStatus.Held ? OwnLinks.Held(same.Id, zone) : OwnLinks.Appointment(same.Id, zone, "booked")
            );
        }

        if (form.FromPage is not null)
        {
            await browser.MakeRoomAsync(live, form.Text("instead"), http.RequestAborted);
        }

        var outcome = await book.RunAsync(
            choice.Booking(HoldingClient.Id, null) with
            {
                Visitor = strangers.Of(http, choice, form.Text(PageKey.Field)),
            },
            http.RequestAborted
        );
        if (outcome.Value is not { } held)
        {
            return await OtherTimes.ShowAsync(http, reader, choice.Query, outcome.Refusal!, without: choice.StartUtc, typed: form.FromPage);
        }

        if (form.FromPage is not null)
        {
            browser.Remember(http, held.Appointment, live);
        }

        var (id, key) = (held.Appointment.Id, links.KeyOf(held.Appointment));
        var framed = Frame.Holds(http.Request);
        if ((framed || form.HasDetails) && await own.FindAsync(id, http, zone, key) is { } found)
        {
            // What was typed before stands in this answer alone, and so does the key where no cookie comes back: no address has them.
            return Pages.Show<DetailsPage>(HeldPages.Details(found, form, context.Now(), framed ? key : null));
        }

        LinkCookie.Set(http, id, key);
        return Pages.SeeOther(http, OwnLinks.Held(id, zone));
    }
}
