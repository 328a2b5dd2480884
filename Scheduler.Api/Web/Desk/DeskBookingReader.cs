using System.Globalization;
using Scheduler.Api.Access;
using Scheduler.Api.AppointmentTypes;
using Scheduler.Api.Calendars;
using Scheduler.Api.Clients;
using Scheduler.Api.Http;
using Scheduler.Api.Providers;
using Scheduler.Api.Scheduling;
using Scheduler.Api.Slots;
using Scheduler.Api.Web.Office;
using Scheduler.Api.Web.Parts;
using Scheduler.Api.Web.Week;
using Scheduler.Data.Model;

namespace Scheduler.Api.Web.Desk;

/// <summary>What the page shows on which the office books for somebody.</summary>
/// <param name="Type">Null where there is none to book.</param>
/// <param name="Minutes">The length.</param>
/// <param name="Provider">Null: whoever is free.</param>
/// <param name="Providers">Those who offer the type.</param>
/// <param name="Times">The next that are free, from what was asked for on.</param>
/// <param name="Refused">The time that was asked for, where it is not among them; null when it is, or none was.</param>
/// <param name="Found">Clients to choose from; null as long as nobody was looked for.</param>
public sealed record DeskBookingModel(
    Viewer Viewer,
    IReadOnlyList<AppointmentType> Types,
    AppointmentType? Type,
    int Minutes,
    Provider? Provider,
    IReadOnlyList<Provider> Providers,
    IReadOnlyList<Slot> Times,
    RefusedTime? Refused,
    IReadOnlyList<Client>? Found,
    bool MayAddClients,
    FormState Form
)
{
    public Notice? Notice { get; init; }

    /// <summary>What those who were found have ahead, by client.</summary>
    public IReadOnlyDictionary<string, NextVisit> Ahead { get; init; } = new Dictionary<string, NextVisit>();

    /// <summary>The lengths to choose from.</summary>
    public IEnumerable<int> Lengths =>
        Type is not { } type
            ? []
            : Enumerable
                .Range(0, ((type.MaxMinutes - type.MinMinutes) / type.StepMinutes) + 1)
                .Select(i => type.MinMinutes + (i * type.StepMinutes));

    /// <summary>Who is free at a time, as far as it needs saying.</summary>
    public string With(Slot slot)
    {
        const int Named = 3;
        var names = slot.ProviderIds.Select(id => Providers.FirstOrDefault(p => p.Id == id)).OfType<Provider>().Select(Names.Of).ToList();
        return names.Count <= Named ? string.Join(", ", names) : $"{string.Join(", ", names.Take(Named))} and {names.Count - Named} more";
    }
}

/// <summary>Reads what can be booked at the front desk: any type, with anybody, the next free times first.</summary>
internal sealed class DeskBookingReader(
    FindAppointmentTypes types,
    FindProviders providers,
    FindNextTimes times,
    ExplainBooking explain,
    ClientSearch search,
    NextVisits visits,
    FindClient clients,
    OperationContext context
)
{
    private const int MaxProviders = 500;
    private const int MaxTimes = 12;
    private const int MaxFound = 8;

    /// <param name="form">What was asked for: type, minutes, provider, date, time, q, client.</param>
    public async Task<DeskBookingModel> ReadAsync(HttpContext http, FormState form)
    {
        var viewer = Viewer.Of(http, null, context.Office);
        var all = (await types.ByNameAsync(http.RequestAborted)).FindAll(t => !t.Archived);
        var everybody = (await providers.ByNameAsync(MaxProviders, http.RequestAborted))
            .Where(p => !p.Archived && context.Reaches(p.Id))
            .ToList();
        var wanted = Wanted(form, viewer);
        var provider = everybody.Find(p => p.Id == form["provider"]);
        var type =
            all.Find(t => t.Id == form["type"])
            ?? await SoonestAsync(all, provider is null ? everybody : [provider], wanted ?? context.Now(), http.RequestAborted)
            ?? all.Find(t => provider?.Offers(t) ?? t.ProviderRequired)
            ?? all.FirstOrDefault();
        var (found, client) = (await FoundAsync(form, http.RequestAborted), form.Text("client"));
        if (found is null && client is not null && await clients.RunAsync(client, http.RequestAborted) is { } chosen)
        {
            found = [chosen];
        }

        var ahead = await visits.OfAsync(http, found ?? [], http.RequestAborted);
        var mayAdd = Permission.ChangeClients.Of(context.Actor.Role) == Reach.All;
        if (type is null)
        {
            return new DeskBookingModel(viewer, all, null, 0, provider, [], [], null, found, mayAdd, form) { Ahead = ahead };
        }

        var offering = everybody.Where(p => p.Offers(type)).ToList();
        provider = offering.Find(p => p.Id == provider?.Id);
        var minutes = type.Policy()
            .LengthOf(int.TryParse(form["minutes"], NumberStyles.None, CultureInfo.InvariantCulture, out var length) ? length : null);
        var free = await times.RunAsync(
            new NextTimes(
                type,
                provider is null ? [.. offering.Select(p => p.Id)] : [provider.Id],
                minutes,
                wanted ?? context.Now(),
                MaxTimes
            ),
            http.RequestAborted
        );
        var refused =
            Asked(form, wanted) is { } start && !free.Any(s => s.StartUtc == start)
                ? await RefusedAsync(type, provider, minutes, start, found?.FirstOrDefault(c => c.Id == client), viewer, everybody, http)
                : null;
        return new DeskBookingModel(viewer, all, type, minutes, provider, offering, free, refused, found, mayAdd, form) { Ahead = ahead };
    }

    /// <summary>The instant that was asked for: a time of a date, or its beginning; null: none, so now.</summary>
    private static DateTime? Wanted(FormState form, Viewer viewer) =>
        WeekPages.Day(form["date"]) is not { } date ? null
        : LocalRange.TryParseTime(form["time"], asEnd: false, out var minute) ? viewer.Zone.ToUtc(date, minute)
        : viewer.Zone.ToUtc(date, 0);

    /// <summary>The one time that was asked for: on the way here, or by a form that was refused; null: whatever is free.</summary>
    private static DateTime? Asked(FormState form, DateTime? wanted) =>
        Instants.TryParse(form[BookAnyway.Start], out var startUtc) ? startUtc
        : form.Text("time") is null ? null
        : wanted;

    /// <summary>The type that can be booked the soonest.</summary>
    private async Task<AppointmentType?> SoonestAsync(
        List<AppointmentType> all,
        List<Provider> who,
        DateTime fromUtc,
        CancellationToken cancellationToken
    )
    {
        (AppointmentType? Type, DateTime StartUtc) best = (null, DateTime.MaxValue);
        foreach (var type in all.Where(t => best.StartUtc > fromUtc && who.Exists(p => p.Offers(t))))
        {
            var offering = who.Where(p => p.Offers(type)).Select(p => p.Id).ToList();
            var first = await times.RunAsync(new NextTimes(type, offering, null, fromUtc, 1) { Days = 7 }, cancellationToken);
            if (first is [var slot] && slot.StartUtc < best.StartUtc)
            {
                best = (type, slot.StartUtc);
            }
        }

        return best.Type;
    }

    private async Task<RefusedTime?> RefusedAsync(
        AppointmentType type,
        Provider? provider,
        int minutes,
        DateTime startUtc,
        Client? client,
        Viewer viewer,
        IReadOnlyList<Provider> everybody,
        HttpContext http
    )
    {
        IReadOnlyList<string> who =
            !type.ProviderRequired ? []
            : provider is null ? [Calendars.Booking.Any]
            : [provider.Id];
        var asked = new Calendars.Booking(client?.Id ?? "", type.Id, who, startUtc, minutes);
        var reasons = await explain.RunAsync(asked, http.RequestAborted);
        return reasons.Value is { } refusals ? BookAnyway.Of(startUtc, refusals, context, viewer, everybody) : null;
    }

    private async Task<IReadOnlyList<Client>?> FoundAsync(FormState form, CancellationToken cancellationToken) =>
        form.Text("q") is { Length: <= Limits.Name } text && !text.Any(char.IsControl)
            ? (await search.RunAsync(text, new("", ""), MaxFound, cancellationToken)).Value?.Clients ?? []
            : null;
}
