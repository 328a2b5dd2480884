using Microsoft.AspNetCore.Http.Extensions;
using Scheduler.Api.Http;
using Scheduler.Api.Web.Parts;

namespace Scheduler.Api.Web.Booking;

/// <summary>What the address of a booking page says. Dates are in the viewer's zone.</summary>
/// <param name="Provider">A provider's id, or <c>any</c>: any that is free, or none for a type without.</param>
/// <param name="Month">The first of the month that is shown.</param>
/// <param name="Path">Where the page lies, <c>/book/{provider}</c> unless an appointment is moved.</param>
/// <param name="IsMove">Whether an appointment is moved.</param>
public sealed record BookingQuery(
    string Provider,
    string? Type,
    int? Minutes,
    DateOnly? Month,
    DateOnly? Day,
    string? Tz,
    string Path,
    bool IsMove = false
)
{
    /// <summary>All the providers, where several are to meet; else none, and <see cref="Provider"/> says it.</summary>
    public IReadOnlyList<string> Others { get; init; } = [];

    public bool AnyProvider => Provider == Calendars.Booking.Any;

    public static BookingQuery Of(HttpContext http, string provider) =>
        Of(http, provider, $"/book/{Uri.EscapeDataString(provider)}", false);

    public static BookingQuery Of(HttpContext http, string provider, string path, bool isMove)
    {
        var query = http.Request.Query;
        return new BookingQuery(
            provider,
            query["type"],
            int.TryParse(query["minutes"], out var minutes) ? minutes : null,
            ParseMonth(query["month"]),
            ParseDay(query["day"]),
            Zones.Present(query["tz"]),
            path,
            isMove
        );
    }

    /// <summary>The same, where a form has more to say than the address: another length, zone or type.</summary>
    public BookingQuery Or(FormState form) =>
        this with
        {
            Type = form.Text("type") ?? Type,
            Minutes = int.TryParse(form["minutes"], out var minutes) ? minutes : Minutes,
            Month = ParseMonth(form["month"]) ?? Month,
            Day = ParseDay(form["day"]) ?? Day,
            Tz = Zones.Present(form.Text("tz")) ?? Tz,
        };

    /// <summary>The start that was chosen in a form; null for none that any page offers.</summary>
    public static DateTime? StartOf(FormState form) =>
        Instants.TryParse(form["start"], out var startUtc) && IsShown(DateOnly.FromDateTime(startUtc)) ? startUtc : null;

    /// <summary>The page on which a start of this type was chosen: with the length and the zone that the form says, or none.</summary>
    public BookingQuery ChosenWith(string typeId, FormState form) =>
        (this with { Type = typeId, Minutes = int.TryParse(form["minutes"], out var minutes) ? minutes : null }).In(form["tz"]);

    /// <summary>The address of the same page with another month or day.</summary>
    public string Url(DateOnly? month = null, DateOnly? day = null)
    {
        var query = new QueryBuilder(Others.Select(id => KeyValuePair.Create("provider", id)));
        Add("type", IsMove ? null : Type);
        Add("minutes", Minutes?.ToString());
        Add("month", (month ?? (day is null ? null : FirstOf(day.Value)))?.ToString("yyyy-MM"));
        Add("day", day is { } date ? Instants.FormatDate(date) : null);
        Add("tz", Tz);
        return Path + query;

        void Add(string name, string? value)
        {
            if (!string.IsNullOrEmpty(value))
            {
                query.Add(name, value);
            }
        }
    }

    /// <summary>The same page with another time zone.</summary>
    public BookingQuery In(string? zoneId) => this with { Tz = Zones.Present(zoneId) };

    /// <summary>The same page at a day.</summary>
    public BookingQuery At(DateOnly day) => this with { Day = day, Month = FirstOf(day) };

    public static DateOnly FirstOf(DateOnly date) => new(date.Year, date.Month, 1);

    private static DateOnly? ParseMonth(string? text) =>
        Instants.TryParseDate($"{text}-01", out var month) && IsShown(month) ? month : null;

    private static DateOnly? ParseDay(string? text) => Instants.TryParseDate(text, out var day) && IsShown(day) ? day : null;

    private static bool IsShown(DateOnly date) => date.Year is > 1900 and < 2200;
}
