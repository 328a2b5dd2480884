using Scheduler.Api.Http;
using Scheduler.Data.Model;

namespace Scheduler.Api.AppointmentTypes;

internal static class ProviderWords
{
    public const string None = "none";
    public const string Required = "required";

    public static string Of(bool required) => required ? Required : None;

    public static void Check(RequestErrors errors, string value)
    {
        if (value is not (None or Required))
        {
            errors.Add("provider", "must be 'none' or 'required'");
        }
    }
}

internal static class DailyLimitWords
{
    private static readonly (DailyLimit Limit, string Word)[] Words =
    [
        (DailyLimit.None, "none"),
        (DailyLimit.StartDate, "start-date"),
        (DailyLimit.EveryDate, "every-date"),
    ];

    public static string Of(DailyLimit limit) => Words.First(w => w.Limit == limit).Word;

    public static DailyLimit Parse(RequestErrors errors, string value)
    {
        foreach (var (limit, word) in Words)
        {
            if (word == value)
            {
                return limit;
            }
        }

        errors.Add("dailyLimit", "must be 'none', 'start-date' or 'every-date'");
        return DailyLimit.None;
    }
}
