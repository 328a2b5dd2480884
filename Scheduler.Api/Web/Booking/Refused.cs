using Scheduler.Api.Web.Parts;

namespace Scheduler.Api.Web.Booking;

/// <summary>What a refusal says to whoever books: kindly, in a sentence, and what to do next.</summary>
internal static class Refused
{
    /// <param name="moving">Whether an appointment was to be moved, which stays.</param>
    public static Notice Words(Refusal refusal, PageLanguage language, bool moving = false)
    {
        var (title, next) = refusal.Type switch
        {
            RefusalType.SlotTaken => (language["Refused.Taken"], language["Refused.Another"]),
            RefusalType.HoldExpired => (language["Refused.Lapsed"], language["Refused.ChooseAgain"]),
            RefusalType.TooSoon => (language["Refused.TooSoon"], language["Refused.Later"]),
            RefusalType.TooFarAhead => (language["Refused.TooFar"], language["Refused.Earlier"]),
            RefusalType.TooManyHolds => (
                language["Refused.Holds"],
                language["Refused.HoldsText", language.Count("Minutes", AtLeastOne(refusal.RetryAfter?.TotalMinutes))]
            ),
            RefusalType.TooManyRequests => (
                language["Refused.Many"],
                language["Refused.ManyText", language.Count("Hours", AtLeastOne(refusal.RetryAfter?.TotalHours))]
            ),
            RefusalType.WrongState => (language["Refused.Changed"], language["Refused.OpenAgain"]),
            // The office has changed what it offers since the page was shown; its reasons name ids and instants.
            _ => (language["Refused.NotOffered"], language["Refused.Another"]),
        };
        return new Notice(title, $"{language[moving ? "Refused.Stays" : "Refused.Nothing"]} {next}");
    }

    public static int Status(Refusal refusal) => Http.ProblemCatalog.Describe(refusal.Type).Status;

    private static int AtLeastOne(double? units) => Math.Max(1, (int)Math.Ceiling(units ?? 1));
}
