using System.Globalization;
using Scheduler.Api.Access;
using Scheduler.Api.Appointments;
using Scheduler.Api.Http;

namespace Scheduler.Api.Web.Desk;

/// <summary>A month with how many appointments each day has.</summary>
public sealed record MonthModel(DateOnly Month, DateOnly Today, IReadOnlyDictionary<DateOnly, int> Counts)
{
    /// <summary>The Monday of the first row.</summary>
    public DateOnly First => Week.WeekLinks.MondayOf(Month);

    public int Most => Counts.Values.Append(1).Max();
}

/// <summary>The overview from which any day of a month is one press away.</summary>
internal static class MonthPages
{
    public static void MapMonth(this IEndpointRouteBuilder app) => app.MapPage("/month", ShowAsync).Needs(Permission.ReadAppointments);

    private static async Task<IResult> ShowAsync(string? month, HttpContext http, CountDays count, OperationContext context)
    {
        var today = context.Office.DateOf(context.Now());
        var first = Read(month) ?? new DateOnly(today.Year, today.Month, 1);
        return Pages.Show<MonthPage>(new MonthModel(first, today, await count.RunAsync(first, first.AddMonths(1), http.RequestAborted)));
    }

    private static DateOnly? Read(string? month) =>
        DateOnly.TryParseExact(month, "yyyy-MM", CultureInfo.InvariantCulture, DateTimeStyles.None, out var first)
        && first.Year is > 1900 and < 2200
            ? first
            : null;
}
