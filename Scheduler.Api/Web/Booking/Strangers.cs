using Scheduler.Api.Access;
using Scheduler.Api.Calendars;
using Scheduler.Api.Http;

namespace Scheduler.Api.Web.Booking;

/// <summary>What is known of whoever books: the address they come from, kept only as a hash, and whom they can choose from.</summary>
internal sealed class Strangers(DatabaseSecret secret)
{
    public Visitor Of(HttpContext http, BookingChoice choice) => new(secret.Hash("address", CallerAddress.Of(http)), choice.Providers);
}
