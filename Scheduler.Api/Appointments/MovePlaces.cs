using Microsoft.EntityFrameworkCore;
using Scheduler.Api.Access;
using Scheduler.Api.Calendars;
using Scheduler.Api.Scheduling;
using Scheduler.Data;
using Scheduler.Data.Hot;
using Scheduler.Data.Model;

namespace Scheduler.Api.Appointments;

/// <summary>A place for an appointment.</summary>
internal sealed record MovePlace(Slot Slot, RepairAlternative Alternative);

/// <summary>The places in a window that each of several appointments could take, as if none of them were anywhere.</summary>
/// <param name="providers">Without what the appointments themselves occupy.</param>
/// <param name="takenDates">By user: what others of its appointments take.</param>
/// <param name="most">Places of each that are looked at, those that change the least.</param>
internal sealed class MovePlaces(
    IReadOnlyDictionary<string, AppointmentType> types,
    IReadOnlyList<LoadedProvider> providers,
    ILookup<string, DateOnly> takenDates,
    Func<AppointmentType, int, SlotEngine> engines,
    TimeRange window,
    bool anyProvider,
    int most
)
{
    /// <summary>What another provider counts for, in minutes.</summary>
    private const int OtherProvider = 60;

    private readonly Dictionary<(string TypeId, int Minutes), (SlotEngine Engine, List<Slot> Slots)> slots = [];

    public static async Task<MovePlaces> ReadAsync(
        SchedulerDbContext db,
        OperationContext context,
        IReadOnlyList<Appointment> appointments,
        bool anyProvider,
        TimeRange window,
        DateTime nowUtc,
        CancellationToken cancellationToken
    )
    {
        var ids = appointments.Select(a => a.Id).ToList();
        var typeIds = appointments.Select(a => a.AppointmentTypeId).Distinct(StringComparer.Ordinal).ToList();
        var types = await db
            .AppointmentTypes.AsNoTracking()
            .Where(t => typeIds.Contains(t.Id))
            .ToDictionaryAsync(t => t.Id, StringComparer.Ordinal, cancellationToken);
        // Others' calendars do not exist for a provider.
        anyProvider &= context.Actor.OnlyProvider is null;
        var reach = SlotEngine.Reach(window, Limits.Minutes);
        var providerIds = anyProvider ? null : appointments.SelectMany(a => a.ProviderIds).Distinct(StringComparer.Ordinal).ToList();
        var calendars = await db.ReadCalendarsAsync(
            new CalendarQuery(providerIds, reach.StartUtc, reach.EndUtc, nowUtc),
            cancellationToken
        );
        var own = await db.OccupiedTimes.AsNoTracking().Where(t => ids.Contains(t.AppointmentId)).ToListAsync(cancellationToken);
        var users = appointments.Select(a => a.UserId).Distinct(StringComparer.Ordinal).ToList();
        var (first, last) = (DateOnly.FromDateTime(reach.StartUtc), DateOnly.FromDateTime(reach.EndUtc));
        var taken = await db
            .OccupiedDays.Where(d =>
                users.Contains(d.UserId)
                && d.Date >= first
                && d.Date <= last
                && !ids.Contains(d.AppointmentId)
                && (d.LapsesUtc == null || d.LapsesUtc > nowUtc)
            )
            .Select(d => new { d.UserId, d.Date })
            .ToListAsync(cancellationToken);
        return new MovePlaces(
            types,
            [.. LoadedProvider.Of(calendars.Calendars).Select(p => Without(p, own))],
            taken.ToLookup(d => d.UserId, d => d.Date, StringComparer.Ordinal),
            (type, minutes) => new SlotEngine(db, type, minutes, context.Office, nowUtc),
            window,
            anyProvider,
            // However the others are placed, some of so many are left: each takes a few starts of a grid.
            Math.Clamp(4 * appointments.Count, 40, 200)
        );
    }

    /// <summary>What the appointment takes where it is.</summary>
    public RepairPlace Present(Appointment appointment)
    {
        var (engine, _) = SlotsFor(appointment);
        return Place(engine, appointment, appointment.ProviderIds, appointment.StartUtc, appointment.EndUtc);
    }

    /// <summary>Where else it could be, those first that change the least.</summary>
    public IReadOnlyList<MovePlace> Of(Appointment appointment)
    {
        var (engine, all) = SlotsFor(appointment);
        var found = new List<MovePlace>();
        var enough = double.PositiveInfinity;
        foreach (var slot in Slot.NearestFirst(all, appointment.StartUtc))
        {
            var minutes = (slot.StartUtc - appointment.StartUtc).Duration().TotalMinutes;
            if (minutes > enough)
            {
                break;
            }

            found.AddRange(At(slot, appointment, engine, (int)Math.Ceiling(minutes)));
            if (found.Count >= most && double.IsPositiveInfinity(enough))
            {
                // What is farther than that costs more than all that was found.
                enough = minutes + OtherProvider;
            }
        }

        return [.. found.OrderBy(p => p.Alternative.Cost).ThenBy(p => p.Slot.StartUtc).Take(most)];
    }

    private IEnumerable<MovePlace> At(Slot slot, Appointment appointment, SlotEngine engine, int minutes)
    {
        var present = appointment.ProviderIds;
        if (engine.DatesTaken(slot.StartUtc).Any(takenDates[appointment.UserId].Contains))
        {
            yield break;
        }

        if (minutes > 0 && present.TrueForAll(slot.ProviderIds.Contains))
        {
            yield return New(present, minutes);
        }

        if (anyProvider && present.Count == 1)
        {
            foreach (var other in slot.ProviderIds.Where(id => id != present[0]))
            {
                yield return New([other], minutes + OtherProvider);
            }
        }

        MovePlace New(IReadOnlyList<string> providerIds, int cost) =>
            new(
                slot with
                {
                    ProviderIds = providerIds,
                },
                new RepairAlternative(Place(engine, appointment, providerIds, slot.StartUtc, slot.EndUtc), cost)
            );
    }

    /// <summary>A hold of the public pages takes nobody's date.</summary>
    private static RepairPlace Place(
        SlotEngine engine,
        Appointment appointment,
        IReadOnlyList<string> providerIds,
        DateTime startUtc,
        DateTime endUtc
    ) =>
        new(
            providerIds,
            engine.Policy.Occupied(new TimeRange(startUtc, endUtc)),
            HoldingClient.Is(appointment.UserId) ? [] : [.. engine.DatesTaken(startUtc)]
        );

    private (SlotEngine Engine, List<Slot> Slots) SlotsFor(Appointment appointment)
    {
        var key = (appointment.AppointmentTypeId, (int)(appointment.EndUtc - appointment.StartUtc).TotalMinutes);
        if (!slots.TryGetValue(key, out var known))
        {
            var engine = engines(types[key.AppointmentTypeId], key.Item2);
            slots[key] = known = (engine, [.. engine.Slots(providers, window)]);
        }

        return known;
    }

    private static LoadedProvider Without(LoadedProvider provider, List<OccupiedTime> own)
    {
        var gone = own.Where(t => t.ProviderId == provider.Provider.Id).Select(t => new TimeRange(t.FromUtc, t.UntilUtc)).ToHashSet();
        return gone.Count == 0 ? provider : provider with { Busy = [.. provider.Busy.Where(busy => !gone.Contains(busy))] };
    }
}
