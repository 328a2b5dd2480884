using Scheduler.Api.Access;
using Scheduler.Api.Calendars;
using Scheduler.Api.Http;

namespace Scheduler.Api.Web.Booking;

/// <summary>What is known of whoever books: the address they come from, kept only as a hash, and whom they can choose from.</summary>
internal sealed class Strangers(DatabaseSecret secret)
{
    /// <param name="word">The word of the page that was sent.</param>
    public Visitor Of(HttpContext http, BookingChoice choice, string? word) =>
        new(secret.Hash("address", CallerAddress.Of(http)), choice.Providers)
        {
            Page = new ShownPage(
                PageKey.Of(word, choice),
                choice.Viewer.Zone.Id,
                http.RequestServices.GetRequiredService<PageLanguage>().Kept,
                choice.Query.AnyProvider
            ),
        };
}
