using Scheduler.Api.Access;
using Scheduler.Api.Calendars;
using Scheduler.Api.Http;
using Scheduler.Api.Scheduling;
using Scheduler.Data;
using Scheduler.Data.Hot;
using Scheduler.Data.Model;

namespace Scheduler.Api.Slots;

/// <summary>Which slots to list.</summary>
/// <param name="ProviderIds">Null: every provider that offers the type.</param>
/// <param name="Window">From and to, dates or instants; which instants the dates are depends on the zone.</param>
/// <param name="TimeZone">Where the dates are; by default in the zone of the one provider asked for, else in the office's.</param>
/// <param name="After">The last start of the page before.</param>
public sealed record SlotQuery(
    string AppointmentType,
    IReadOnlyList<string>? ProviderIds,
    QueryWindow Window,
    int? Minutes,
    ZoneRules? TimeZone,
    DateTime? After,
    int Limit
);

/// <summary>
/// Lists what can be booked: in one round trip where providers are named, and in two where the type must say first whether it takes any.
/// </summary>
public sealed class ListSlots(SchedulerDbContext db, OperationContext context)
{
    private const int DefaultDays = 7;

    /// <returns>The slots in the order of their starts, one more than the limit where there are more.</returns>
    public async Task<Outcome<IReadOnlyList<Slot>>> RunAsync(SlotQuery query, CancellationToken cancellationToken)
    {
        var errors = new RequestErrors();
        var nowUtc = context.Now();
        if (query.Window.InAnyZone(nowUtc, DefaultDays, errors) is not { } anyZone)
        {
            return errors.Refusal;
        }

        var reach = SlotEngine.Reach(Rest(anyZone) ?? anyZone, query.Minutes ?? Limits.Minutes);
        var found = await db.ReadCalendarsAsync(
            new CalendarQuery(query.ProviderIds ?? [], reach.StartUtc, reach.EndUtc, nowUtc) { TypeId = query.AppointmentType },
            cancellationToken
        );
        if (found.Type is not { } type || (context.OnlineOnly && !type.IsPublic))
        {
            return Refusal.NotFound("appointment type", query.AppointmentType);
        }

        var engine = new SlotEngine(db, type, query.Minutes, context.Office, nowUtc) { OnlineOnly = context.OnlineOnly };
        if (!engine.Policy.AllowsLength(engine.Minutes))
        {
            return new Refusal(RefusalType.WrongDuration, $"'{type.Id}' is not booked for {engine.Minutes} minutes.");
        }

        if (!engine.Policy.ProviderRequired && query.ProviderIds is not null)
        {
            return new Refusal(RefusalType.ProviderNotAllowed, $"'{type.Id}' is booked without a provider.");
        }

        engine.ClosedDays = found.ClosedDays;
        var loaded = engine.Existing(LoadedProvider.Of(found.Calendars));
        var zone = query.TimeZone ?? (query.ProviderIds is [_] && loaded is [var only] ? only.Zone : context.Office);
        if (query.Window.In(zone, nowUtc, DefaultDays, errors) is not { } window)
        {
            return errors.Refusal;
        }

        if (query.ProviderIds?.FirstOrDefault(id => loaded.All(p => p.Provider.Id != id)) is { } unknown)
        {
            return Refusal.NotFound("provider", unknown);
        }

        if (Rest(window) is not { } rest)
        {
            return Array.Empty<Slot>();
        }

        if (engine.Policy.ProviderRequired && query.ProviderIds is null)
        {
            loaded = await engine.LoadAsync(null, rest, cancellationToken);
        }

        return engine.Slots(loaded, rest).Take(query.Limit + 1).ToArray();

        TimeRange? Rest(TimeRange range) =>
            query.After is { } after && after >= range.StartUtc ? TimeRange.Between(after.AddTicks(1), range.EndUtc) : range;
    }
}
