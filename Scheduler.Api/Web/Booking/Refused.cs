using Scheduler.Api.Web.Parts;

namespace Scheduler.Api.Web.Booking;

/// <summary>What a refusal says to whoever books: kindly, in a sentence, and what to do next.</summary>
internal static class Refused
{
    public static Notice Words(Refusal refusal) => refusal.Type switch
    {
        RefusalType.SlotTaken => new("That time has just been taken", "Nothing was booked. Please choose another time below."),
        RefusalType.HoldExpired => new("That time is no longer held for you", "Nothing was booked. You can choose a time again below."),
        RefusalType.DailyLimitReached => new("You already have an appointment on that day", "Nothing was booked. Please choose another day."),
        RefusalType.TooSoon => new("That time is too soon", $"Nothing was booked. {refusal.Detail}"),
        RefusalType.TooManyHolds => new(
            "Too many times are held from your network",
            $"Nothing was booked. Confirm or release a time that you hold; otherwise one becomes free in {Minutes(refusal.RetryAfter)}. You can choose again below."),
        RefusalType.WrongState => new("This appointment has changed", refusal.Detail),
        _ => new("That time cannot be booked", $"Nothing was booked. {refusal.Detail}"),
    };

    private static string Minutes(TimeSpan? wait) => (int)Math.Ceiling(wait?.TotalMinutes ?? 0) is var minutes and > 1 ? $"{minutes} minutes" : "a minute";

    public static int Status(Refusal refusal) => Http.ProblemCatalog.Describe(refusal.Type).Status;
}
