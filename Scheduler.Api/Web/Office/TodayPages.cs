using Scheduler.Api.Access;
using Scheduler.Api.Appointments;
using Scheduler.Api.Http;
using Scheduler.Api.Providers;
using Scheduler.Data.Model;

namespace Scheduler.Api.Web.Office;

/// <summary>The office's day: who has whom, and when. Without a provider: those who come to nobody in particular.</summary>
public sealed record TodayModel(
    Viewer Viewer,
    DateOnly Date,
    DateOnly Today,
    IReadOnlyList<(Provider? Provider, IReadOnlyList<TodayEntry> Entries)> Groups,
    int Providers
);

/// <summary>An appointment of the day.</summary>
public sealed record TodayEntry(Appointment Appointment, string Name, string Type, AppointmentStatus Status, bool IsPast);

/// <summary>The first page: today by provider.</summary>
internal static class TodayPages
{
    private const int MaxProviders = 500;

    public static void MapOffice(this IEndpointRouteBuilder app) => app.MapPage("/", ShowAsync).Needs(Permission.ReadAppointments);

    private static async Task<IResult> ShowAsync(string? date, HttpContext http, ReadDay day, FindProviders find, OperationContext context)
    {
        var nowUtc = context.Now();
        var today = context.Office.DateOf(nowUtc);
        var shown = Week.WeekPages.Day(date) ?? today;
        var providers = await find.ByNameAsync(MaxProviders, http.RequestAborted);
        var entries = (await day.RunAsync(shown, providers.ConvertAll(p => p.Id), http.RequestAborted)).ToLookup(
            e => e.ProviderId,
            e => new TodayEntry(
                e.State.Appointment,
                Names.Of(e.Client, e.Client.Id),
                e.TypeName,
                e.State.Status,
                e.State.Appointment.EndUtc <= nowUtc
            )
        );
        var groups = providers
            .Select(p => ((Provider?)p, (IReadOnlyList<TodayEntry>)entries[p.Id].ToList()))
            .Append((null, entries[null].ToList()))
            .Where(g => g.Item2.Count > 0)
            .ToList();
        return Pages.Show<TodayPage>(new TodayModel(Viewer.Of(http, null, context.Office), shown, today, groups, providers.Count));
    }
}
