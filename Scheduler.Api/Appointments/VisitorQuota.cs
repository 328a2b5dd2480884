using System.Net;
using Scheduler.Api.Access;
using Scheduler.Api.Calendars;
using Scheduler.Api.Http;
using Scheduler.Data.Databases;
using Scheduler.Data.Hot;
using Scheduler.Data.Model;

namespace Scheduler.Api.Appointments;

/// <summary>
/// How much strangers may book on the public pages and by a public key, held and confirmed alike: an address in a day, and an e-mail address ahead. Both are
/// counted under a lock, in the transaction that adds one.
/// </summary>
internal sealed record VisitorQuota(BookingsOf Bookings, PublicOptions Options)
{
    private static readonly TimeSpan Window = TimeSpan.FromDays(1);

    /// <summary>Does not say when the appointments of an e-mail address end: whoever typed it may be a stranger.</summary>
    private static readonly TimeSpan SomeTime = TimeSpan.FromHours(1);

    /// <param name="address">Null where the address has been counted before, as when a hold is confirmed.</param>
    public static VisitorQuota Of(byte[]? address, string? email, PublicOptions options) =>
        new(new BookingsOf(options.BookingsPerAddressPerDay > 0 ? address : null, email), options);

    /// <summary>Of a booking by the pages, or by a key that stands in a web page; null of all others, which are nobody's but the office's.</summary>
    public static VisitorQuota? Of(Visitor? visitor, OperationContext context, DatabaseSecret secret, PublicOptions options) =>
        visitor is not null ? Of(visitor.Address, visitor.Named?.Email, options)
        : !context.OnlineOnly ? null
        : Of(
            secret.Hash("address", CallerAddress.Of(IPAddress.TryParse(context.Address, out var address) ? address : null)),
            null,
            options
        );

    /// <summary>Whether one more would be too many.</summary>
    public Refusal? Check(LockedState locked, DateTime nowUtc) =>
        Bookings.Address is not null && locked.AddressBookings.Count >= Options.BookingsPerAddressPerDay
            ? TooMany(locked.AddressBookings.Min() - nowUtc)
        : Options.LiveBookingsPerEmail > 0 && locked.EmailBookings >= Options.LiveBookingsPerEmail ? TooMany(SomeTime)
        : null;

    /// <summary>The row by which <paramref name="appointment"/> is counted.</summary>
    public IEnumerable<NewRow> Rows(Appointment appointment) =>
        Bookings.Address is not { } address
            ? []
            :
            [
                NewRow.Of(
                    new AddressBooking
                    {
                        AppointmentId = appointment.Id,
                        Address = address,
                        UntilUtc = appointment.CreatedUtc + Window,
                    }
                ),
            ];

    private static Refusal TooMany(TimeSpan wait) =>
        new(RefusalType.TooManyRequests, "Too many appointments were booked from this address, or with this e-mail address.")
        {
            RetryAfter = wait,
        };
}
