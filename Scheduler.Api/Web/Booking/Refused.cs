using Scheduler.Api.Web.Parts;

namespace Scheduler.Api.Web.Booking;

/// <summary>What a refusal says to whoever books: kindly, in a sentence, and what to do next.</summary>
internal static class Refused
{
    public static Notice Words(Refusal refusal) =>
        refusal.Type switch
        {
            RefusalType.SlotTaken => new("That time has just been taken", "Nothing was booked. Please choose another time below."),
            RefusalType.HoldExpired => new("That time is no longer held for you", "Nothing was booked. You can choose a time again below."),
            RefusalType.TooSoon => new("That time is too soon", $"Nothing was booked. {refusal.Detail}"),
            RefusalType.TooManyHolds => new(
                "Too many times are held from your network",
                "Nothing was booked. Confirm or release a time that you hold; "
                    + $"otherwise one becomes free in {Minutes(refusal.RetryAfter)}. You can choose again below."
            ),
            RefusalType.TooManyRequests => new(
                "Too many appointments were booked",
                "Nothing was booked. From your network, or with this e-mail address, no more can be booked here for now. "
                    + $"Try again in {Hours(refusal.RetryAfter)}, or ask the office."
            ),
            RefusalType.WrongState => new("This appointment has changed", refusal.Detail),
            _ => new("That time cannot be booked", $"Nothing was booked. {refusal.Detail}"),
        };

    private static string Minutes(TimeSpan? wait) =>
        (int)Math.Ceiling(wait?.TotalMinutes ?? 0) is var minutes and > 1 ? $"{minutes} minutes" : "a minute";

    private static string Hours(TimeSpan? wait) =>
        (int)Math.Ceiling(wait?.TotalHours ?? 1) is var hours and > 1 ? $"{hours} hours" : "an hour";

    public static int Status(Refusal refusal) => Http.ProblemCatalog.Describe(refusal.Type).Status;
}
