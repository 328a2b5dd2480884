using System.Globalization;
using System.Text;
using Scheduler.Api.Http;

namespace Scheduler.Api.Reports;

/// <summary>A provider's week, or that of all appointments without provider.</summary>
/// <param name="ProviderId">The provider's id; null for appointments without provider.</param>
/// <param name="ProviderName">First and last name; null for appointments without provider.</param>
/// <param name="Week">The first day of the week; the first and the last week may be cut by the range that was asked for.</param>
/// <param name="Bookings">Confirmed appointments that start in it.</param>
/// <param name="Cancelled">Appointments of the week that were cancelled.</param>
/// <param name="NoShows">Those of the bookings to which nobody came.</param>
/// <param name="OpenMinutes">How many minutes the provider was open.</param>
/// <param name="BookedMinutes">How many of these minutes are booked.</param>
/// <param name="UsePercent">The share of the open minutes that is booked; null where the provider was never open.</param>
public sealed record ReportRowResponse(
    string? ProviderId,
    string? ProviderName,
    DateOnly Week,
    int Bookings,
    int Cancelled,
    int NoShows,
    int OpenMinutes,
    int BookedMinutes,
    int? UsePercent
);

/// <summary>What was booked, by provider and week.</summary>
/// <param name="From">The first day.</param>
/// <param name="To">The day after the last one.</param>
/// <param name="TimeZone">IANA name of the office zone, whose days these are.</param>
/// <param name="Items">By provider, then by week.</param>
public sealed record ReportResponse(DateOnly From, DateOnly To, string TimeZone, IReadOnlyList<ReportRowResponse> Items)
{
    public static ReportResponse Of(Report report) =>
        new(
            report.From,
            report.To,
            report.Zone.Id,
            [
                .. report.Rows.Select(r => new ReportRowResponse(
                    r.Provider?.Id,
                    r.Provider is { } p ? $"{p.FirstName} {p.LastName}".Trim() : null,
                    r.Week,
                    r.Bookings,
                    r.Cancelled,
                    r.NoShows,
                    r.OpenMinutes,
                    r.BookedMinutes,
                    r.UsePercent
                )),
            ]
        );

    /// <summary>The rows as RFC 4180 has them. A name that a spreadsheet would take for a formula is quoted by an apostrophe.</summary>
    public string Csv()
    {
        var text = new StringBuilder("provider,name,week,bookings,cancelled,no-shows,open minutes,booked minutes,use in percent\r\n");
        foreach (var r in Items)
        {
            var cells = new[]
            {
                r.ProviderId ?? "",
                r.ProviderName ?? "",
                Instants.FormatDate(r.Week),
                Number(r.Bookings),
                Number(r.Cancelled),
                Number(r.NoShows),
                Number(r.OpenMinutes),
                Number(r.BookedMinutes),
                r.UsePercent is { } use ? Number(use) : "",
            };
            text.AppendJoin(',', cells.Select(Cell)).Append("\r\n");
        }

        return text.ToString();

        static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
    }

    private static string Cell(string text)
    {
        text = text.Length > 0 && text[0] is '=' or '+' or '-' or '@' ? "'" + text : text;
        return text.AsSpan().ContainsAny("\",\r\n") ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;
    }
}
