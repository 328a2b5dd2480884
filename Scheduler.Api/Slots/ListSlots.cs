using Microsoft.Extensions.Options;
using Scheduler.Api.Calendars;
using Scheduler.Api.Http;
using Scheduler.Api.Scheduling;
using Scheduler.Data;
using Scheduler.Data.Model;
using Scheduler.Data.Prepared;

namespace Scheduler.Api.Slots;

/// <summary>Which slots to list.</summary>
/// <param name="ProviderIds">Null: every provider that offers the type.</param>
/// <param name="From">An instant or a date, as <see cref="QueryTimes.Window"/> reads them.</param>
/// <param name="TimeZone">Where the dates are; by default in the zone of the one provider asked for, else in the office's.</param>
/// <param name="After">The last start of the page before.</param>
public sealed record SlotQuery(
    string AppointmentType, IReadOnlyList<string>? ProviderIds, string? From, string? To, int? Minutes, string? TimeZone, DateTime? After, int Limit);

/// <summary>Lists what can be booked: in one round trip where providers are named, and in two where the type must say first whether it takes any.</summary>
public sealed class ListSlots(SchedulerDbContext db, IOptions<SchedulingOptions> options, TimeProvider clock)
{
    private const int DefaultDays = 7;

    /// <returns>The slots in the order of their starts, one more than the limit where there are more.</returns>
    public async Task<Outcome<IReadOnlyList<SlotResponse>>> RunAsync(SlotQuery query, CancellationToken cancellationToken)
    {
        var errors = new RequestErrors();
        var nowUtc = clock.Now();
        if (QueryTimes.WindowInAnyZone(query.From, query.To, nowUtc, DefaultDays, errors) is not { } anyZone)
        {
            return errors.Refusal;
        }

        var types = db.AppointmentType(query.AppointmentType);
        var loaded = await LoadAsync(query.ProviderIds ?? [], Rest(anyZone) ?? anyZone, query.Minutes ?? Limits.Minutes, types);
        if (types.Rows is not [var type])
        {
            return Refusal.NotFound("appointment type", query.AppointmentType);
        }

        var policy = type.Policy();
        var length = query.Minutes ?? policy.MinMinutes;
        if (!policy.AllowsLength(length))
        {
            return new Refusal(RefusalType.WrongDuration, $"'{type.Id}' is not booked for {length} minutes.");
        }

        if (!policy.ProviderRequired && query.ProviderIds is not null)
        {
            return new Refusal(RefusalType.ProviderNotAllowed, $"'{type.Id}' is booked without a provider.");
        }

        var office = options.Value.Office;
        var zone = query.TimeZone is { } name ? ZoneRules.Get(name) : query.ProviderIds is [_] && loaded is [var only] ? only.Zone : office;
        if (QueryTimes.Window(query.From, query.To, zone, nowUtc, DefaultDays, errors) is not { } window)
        {
            return errors.Refusal;
        }

        if (query.ProviderIds?.FirstOrDefault(id => loaded.All(p => p.Provider.Id != id)) is { } unknown)
        {
            return Refusal.NotFound("provider", unknown);
        }

        if (Rest(window) is not { } rest)
        {
            return Array.Empty<SlotResponse>();
        }

        if (policy.ProviderRequired && query.ProviderIds is null)
        {
            loaded = await LoadAsync(null, rest, length);
        }

        return FindSlots.Of(type, policy, length, loaded, rest, office, nowUtc).Take(query.Limit + 1).ToArray();

        Task<IReadOnlyList<LoadedProvider>> LoadAsync(IReadOnlyCollection<string>? ids, TimeRange range, int minutes, params Query[] with) =>
            CalendarReader.LoadAsync(db, ids, FindSlots.WithLength(range, minutes), nowUtc, cancellationToken, with: with);

        TimeRange? Rest(TimeRange range) => query.After is { } after && after >= range.StartUtc ? TimeRange.Between(after.AddTicks(1), range.EndUtc) : range;
    }
}
