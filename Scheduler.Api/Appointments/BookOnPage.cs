using Microsoft.EntityFrameworkCore;
using Scheduler.Api.Access;
using Scheduler.Api.Calendars;
using Scheduler.Data;

namespace Scheduler.Api.Appointments;

/// <summary>Books what was chosen on a public page. The same form, sent twice, is one booking, however close the two are.</summary>
public sealed class BookOnPage(BookAppointment book, IDbContextFactory<SchedulerDbContext> contexts, OperationContext context)
{
    public async Task<Outcome<AppointmentState>> RunAsync(Booking booking, CancellationToken cancellationToken)
    {
        var outcome = await book.RunAsync(booking, cancellationToken);
        if (outcome.Refusal is null || booking.Visitor?.Page is not { } page)
        {
            return outcome;
        }

        // What stands in the way may be what the same form has booked a moment ago.
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await PageBookings.BookedAsync(db, page, context.Now(), cancellationToken) is { } booked ? booked : outcome;
    }
}
