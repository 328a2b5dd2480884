using Scheduler.Data.Model;

namespace Scheduler.Api.Web.Office;

/// <summary>What the policy of an appointment type means, in sentences.</summary>
internal static class PolicyWords
{
    public static IReadOnlyList<string> Of(AppointmentType type)
    {
        var length =
            type.MinMinutes == type.MaxMinutes
                ? $"Takes {Viewer.Length(type.MinMinutes)}"
                : $"Takes {Viewer.Length(type.MinMinutes)} to {Viewer.Length(type.MaxMinutes)}, "
                    + $"in steps of {Viewer.Length(type.StepMinutes)}";
        var notice = type.NoticeMinutes switch
        {
            null => "at any time, also in the past",
            0 => "not in the past",
            { } minutes => $"at least {Viewer.Length(minutes)} ahead",
        };
        var horizon = type.HorizonDays is { } days ? $", at most {Viewer.Count(days, "day")} ahead" : "";
        var until = type.ChangeUntilMinutes == 0 ? "until it begins" : $"up to {Viewer.Length(type.ChangeUntilMinutes)} before";
        return
        [
            $"{length}; starts every {Viewer.Length(type.GridMinutes)}, {notice}{horizon}.",
            type.HoldSeconds is { } seconds ? $"Held for {Hold(seconds)} until confirmed." : "Confirmed at once.",
            (type.ProviderRequired ? "Needs a provider" : "Needs no provider: any number of people at once") + Buffers(type) + ".",
            type.DailyLimit switch
            {
                DailyLimit.None => "A client may have any number of them a day.",
                DailyLimit.StartDate => "A client may have one appointment a day; the day it starts on counts.",
                DailyLimit.EveryDate => "A client may have one appointment a day; every day it touches counts.",
            },
            type.Online
                ? $"Offered on the booking page; whoever booked there may move or cancel it {until}."
                : "Not offered on the booking page.",
            .. Reminders(type),
        ];
    }

    private static IEnumerable<string> Reminders(AppointmentType type) =>
        type.ReminderMinutes.Count == 0
            ? []
            : [$"Clients with an e-mail address are reminded {string.Join(" and ", type.ReminderMinutes.Select(Viewer.Length))} before."];

    private static string Hold(int seconds) => seconds % 60 == 0 ? Viewer.Length(seconds / 60) : Viewer.Count(seconds, "second");

    private static string Buffers(AppointmentType type) =>
        (type.BufferBeforeMinutes, type.BufferAfterMinutes) switch
        {
            (0, 0) => "",
            (var before, 0) => $", who is also kept free for {Viewer.Length(before)} before",
            (0, var after) => $", who is also kept free for {Viewer.Length(after)} after",
            (var before, var after) => $", who is also kept free for {Viewer.Length(before)} before and {Viewer.Length(after)} after",
        };
}
