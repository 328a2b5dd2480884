using Scheduler.Data.Model;

namespace Scheduler.Api.Web;

/// <summary>What a refusal says to people: names in place of ids, and times of the zone that the page shows.</summary>
internal static class RefusalWords
{
    /// <param name="providers">Those whom the refusal may mean.</param>
    public static string Of(Refusal refusal, Viewer viewer, IEnumerable<Provider> providers)
    {
        var who =
            refusal.Members.GetValueOrDefault("providerId") is string id && providers.FirstOrDefault(p => p.Id == id) is { } provider
                ? Names.Of(provider)
                : null;
        return refusal.Type switch
        {
            RefusalType.SlotTaken =>
                $"{(who is null ? "That time is already taken" : $"{who} is already booked at that time")}.{Free(refusal, viewer)}",
            RefusalType.OutsideAvailability => who is null
                ? "Nobody who offers this is open for all of that time."
                : $"{who} is not open for all of that time, or does not offer this.",
            RefusalType.OffGrid => $"Appointments of this kind begin at fixed times.{Nearest(refusal, viewer)}",
            RefusalType.TooSoon => $"That is too soon.{At(refusal, "earliest", "The earliest time is", viewer)}",
            RefusalType.TooFarAhead => $"That is too far ahead.{At(refusal, "latest", "The latest time is", viewer)}",
            RefusalType.DailyLimitReached => refusal.Members.GetValueOrDefault("date") is DateOnly date
                ? $"This client already has an appointment on {Viewer.DayName(date)}."
                : "This client already has an appointment on that day.",
            RefusalType.TooEarly => "That can be said from the day of the appointment on.",
            RefusalType.ProviderRequired => "This kind of appointment is with somebody: choose a provider.",
            RefusalType.ProviderNotAllowed => "This kind of appointment is with nobody in particular: choose no provider.",
            RefusalType.HoldExpired => "The hold has run out, and its time is free again.",
            RefusalType.PreconditionFailed => "Somebody else has changed this appointment since you opened it. Look at it again.",
            RefusalType.NotFound => "It is no longer there.",
            _ => refusal.Detail,
        };
    }

    private static string Free(Refusal refusal, Viewer viewer) =>
        refusal.Members.GetValueOrDefault("alternatives") is IReadOnlyList<DateTime> { Count: > 0 } free
            ? $" Free near it: {string.Join("; ", free.Select(viewer.Moment))}."
            : "";

    private static string Nearest(Refusal refusal, Viewer viewer) =>
        refusal.Members.GetValueOrDefault("nearest") is DateTime[] { Length: 2 } nearest
            ? $" The nearest are {viewer.Moment(nearest[0])} and {viewer.Moment(nearest[1])}."
            : "";

    private static string At(Refusal refusal, string member, string words, Viewer viewer) =>
        refusal.Members.GetValueOrDefault(member) is DateTime utc ? $" {words} {viewer.Moment(utc)}." : "";
}
