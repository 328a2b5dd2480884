using Scheduler.Api.Access;
using Scheduler.Api.Appointments;
using Scheduler.Api.Http;
using Scheduler.Api.Web.Week;

namespace Scheduler.Api.Web.Desk;

/// <summary>The first page of the office: everybody's day, and the same day on paper.</summary>
internal static class DayPages
{
    public static void MapDay(this IEndpointRouteBuilder app)
    {
        app.MapPage("/", ShowAsync).Needs(Permission.ReadAppointments);
        app.MapDayAttendance();
        app.MapPage("/day/print", PrintAsync).Needs(Permission.ReadAppointments);
    }

    private static async Task<IResult> ShowAsync(string? date, string? done, HttpContext http, DayReader reader) =>
        Pages.Show<DayPage>(await reader.ReadAsync(http, WeekPages.Day(date)) with { Notice = WeekPages.Done(done) });

    private static async Task<IResult> PrintAsync(string? date, HttpContext http, ReadBoard read, OperationContext context)
    {
        var day = WeekPages.Day(date) ?? context.Office.DateOf(context.Now());
        return Pages.Show<DayPrintPage>(
            new DayPrintModel(Viewer.Of(http, null, context.Office), day, await read.RunAsync(day, http.RequestAborted))
        );
    }
}

/// <summary>A day on paper: a sheet for each provider, with how to reach whoever comes.</summary>
public sealed record DayPrintModel(Viewer Viewer, DateOnly Date, Board Board)
{
    /// <summary>Those who have appointments, by name, and in the end what is nobody's in particular.</summary>
    public IEnumerable<(string Name, IReadOnlyList<BoardEntry> Entries)> Sheets =>
        Board
            .Providers.Select(p => (Names.Of(p.Provider), Of(e => e.Appointment.ProviderIds.Contains(p.Provider.Id))))
            .OrderBy(sheet => sheet.Item1, StringComparer.OrdinalIgnoreCase)
            .Append(("Without a provider", Of(e => e.Appointment.ProviderIds.Count == 0)))
            .Where(sheet => sheet.Item2.Count > 0);

    public string TypeOf(BoardEntry entry) => Board.Types.First(t => t.Id == entry.Appointment.AppointmentTypeId).Name;

    private IReadOnlyList<BoardEntry> Of(Func<BoardEntry, bool> isIn) => [.. Board.Entries.Where(isIn)];
}

/// <summary>The addresses of the front desk's pages.</summary>
internal static class DeskLinks
{
    public static string Day(DateOnly date, string? done = null) =>
        $"/?date={Instants.FormatDate(date)}{(done is null ? "" : $"&done={done}")}";

    public static string Appointment(Guid id) => $"/day/appointments/{id}";

    /// <param name="time">Null: from now on.</param>
    public static string Book(DateOnly date, string? time, string? providerId) =>
        $"/day/book?date={Instants.FormatDate(date)}{(time is null ? "" : $"&time={time}")}"
        + $"{(providerId is null ? "" : $"&provider={Uri.EscapeDataString(providerId)}")}";

    public static string BookFor(string clientId) => $"/day/book?client={Uri.EscapeDataString(clientId)}";

    public static string Print(DateOnly date) => $"/day/print?date={Instants.FormatDate(date)}";

    public static string Month(DateOnly date) => $"/month?month={date:yyyy-MM}";
}
