using Scheduler.Api.Access;
using Scheduler.Api.AppointmentTypes;
using Scheduler.Api.Calendars;
using Scheduler.Api.Http;
using Scheduler.Api.Overlaps;
using Scheduler.Api.Providers;
using Scheduler.Api.Scheduling;
using Scheduler.Api.Web.Parts;
using Scheduler.Data.Model;

namespace Scheduler.Api.Web.Booking;

/// <summary>Reads what the page for several shows.</summary>
internal sealed class MeetReader(
    FindOverlaps overlaps,
    FindAppointmentTypes types,
    FindProviders providers,
    PageLanguage language,
    OperationContext context
)
{
    /// <summary>As many as one appointment has at the most.</summary>
    public const int MaxProviders = 20;

    /// <summary>Providers to choose from on one page.</summary>
    private const int MaxListed = 500;

    /// <summary>Times on one page.</summary>
    private const int MaxTimes = 40;

    /// <summary>Those who can be met: who is booked online, for a type that is.</summary>
    public async Task<MeetChoice> ChoiceAsync(BookingQuery query, CancellationToken cancellationToken)
    {
        var offered = (await types.OnlineAsync(cancellationToken)).Where(t => t.ProviderRequired).ToList();
        var online = (await providers.ByNameAsync(MaxListed, cancellationToken)).Where(p => p.IsPublic && offered.Exists(p.Offers));
        return new MeetChoice([.. online], query.Others.ToHashSet(StringComparer.Ordinal), query.Type, query.Tz);
    }

    /// <param name="without">A time that has just been refused, and is not on offer.</param>
    /// <returns>Null where one of them cannot be booked online, or there is nothing that all of them offer.</returns>
    public async Task<MeetModel?> ReadAsync(BookingQuery query, DateTime? without, CancellationToken cancellationToken)
    {
        if (await FindAsync(query, cancellationToken) is not var (who, offered, type))
        {
            return null;
        }

        var policy = type.Policy();
        var minutes = policy.LengthOf(query.Minutes);
        var viewer = Viewer.Of(language.Locale, query.Tz, ZoneRules.Get(who[0].TimeZone));
        var nowUtc = context.Now();
        var today = viewer.Zone.DateOf(nowUtc);
        var first = query.Day is { } day && day > today && day < today.AddDays(MeetModel.Days * 12) ? day : today;
        var startUtc = viewer.Zone.ToUtc(first, 0);
        var window = new TimeRange(startUtc < nowUtc ? nowUtc : startUtc, viewer.Zone.ToUtc(first.AddDays(MeetModel.Days), 0));
        var found = await overlaps.StartsAsync(type, minutes, [.. who.Select(p => p.Id)], window, MaxTimes, cancellationToken);
        var slots = found.Where(slot => slot.StartUtc != without).ToList();
        var more = slots.Count > MaxTimes && slots[MaxTimes].ProviderIds.Count == who.Count;
        var groups = slots
            .Take(more ? MaxTimes : slots.Count)
            .GroupBy(slot => string.Join(',', slot.ProviderIds.Order(StringComparer.Ordinal)), StringComparer.Ordinal)
            .Select(g => Group(who, [.. g]))
            .OrderByDescending(g => g.Free.Count)
            .ThenBy(g => g.Slots[0].StartUtc);
        return new MeetModel(
            query with
            {
                Type = type.Id,
                Minutes = minutes == policy.MinMinutes ? null : minutes,
                Month = null,
                Day = query.Day,
            },
            who,
            offered,
            type,
            policy,
            minutes,
            viewer,
            [.. groups],
            more
                ? viewer.Zone.DateOf(slots[MaxTimes].StartUtc) is var next && next > first
                    ? next
                    : first.AddDays(1)
                : null
        );
    }

    /// <summary>The time that a form or an address names; null when it cannot be theirs.</summary>
    public async Task<BookingChoice?> ChosenAsync(BookingQuery query, FormState form, CancellationToken cancellationToken)
    {
        if (
            BookingQuery.StartOf(form) is not { } startUtc
            || await FindAsync(query with { Type = form["type"] }, cancellationToken) is not var (who, _, type)
            || type.Id != form["type"]
        )
        {
            return null;
        }

        var policy = type.Policy();
        var asked = query.ChosenWith(type.Id, form);
        var viewer = Viewer.Of(language.Locale, asked.Tz, ZoneRules.Get(who[0].TimeZone));
        return new BookingChoice(
            asked.At(viewer.Zone.DateOf(startUtc)),
            type,
            policy,
            policy.LengthOf(asked.Minutes),
            null,
            query.Others,
            viewer,
            startUtc
        )
        {
            Together = who,
        };
    }

    private async Task<(IReadOnlyList<Provider> Who, IReadOnlyList<AppointmentType> Offered, AppointmentType Type)?> FindAsync(
        BookingQuery query,
        CancellationToken cancellationToken
    )
    {
        var who = new List<Provider>();
        foreach (var id in query.Others)
        {
            if (await providers.FindAsync(id, cancellationToken) is not { IsPublic: true } provider)
            {
                return null;
            }

            who.Add(provider);
        }

        var offered = (await types.OnlineAsync(cancellationToken))
            .Where(t => t.ProviderRequired && who.TrueForAll(p => p.Offers(t)))
            .ToList();
        return offered.Count == 0 ? null : (who, offered, offered.Find(t => t.Id == query.Type) ?? offered[0]);
    }

    private static MeetGroup Group(IReadOnlyList<Provider> who, IReadOnlyList<Slot> slots)
    {
        var free = slots[0].ProviderIds;
        return new MeetGroup([.. who.Where(p => free.Contains(p.Id))], [.. who.Where(p => !free.Contains(p.Id))], slots);
    }
}
