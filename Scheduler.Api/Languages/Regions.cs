namespace Scheduler.Api.Languages;

/// <summary>What differs by region and not by language, from the week and time data of Unicode's CLDR.</summary>
internal static class Regions
{
    private static readonly HashSet<string> FromSunday = Set(
        "AG AS BD BR BS BT BW BZ CA CO DM DO ET GT GU HK HN ID IL IN JM JP KE KH KR LA MH MM MO MT MX MZ NI NP PA PE PH PK PR PT "
            + "PY SA SG SV TH TT TW UM US VE VI WS YE ZA ZW"
    );

    private static readonly HashSet<string> FromSaturday = Set("AF BH DJ DZ EG IQ IR JO KW LY OM QA SD SY");

    private static readonly HashSet<string> TwelveHours = Set(
        "AE AU BD BH CA CO DZ EG GR HK IN IQ JO KR KW LB LY MR MY NZ OM PH PK PR PS QA SA SD SG SO SY TN TW US VE YE"
    );

    public static DayOfWeek FirstDay(string region) =>
        FromSunday.Contains(region) ? DayOfWeek.Sunday
        : FromSaturday.Contains(region) ? DayOfWeek.Saturday
        : DayOfWeek.Monday;

    public static bool HasTwelveHours(string region) => TwelveHours.Contains(region);

    private static HashSet<string> Set(string regions) => new(regions.Split(' '), StringComparer.OrdinalIgnoreCase);
}
