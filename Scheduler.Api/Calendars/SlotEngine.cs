using Scheduler.Api.Scheduling;
using Scheduler.Data;
using Scheduler.Data.Hot;
using Scheduler.Data.Model;

namespace Scheduler.Api.Calendars;

/// <summary>
/// Everything by which a time is judged: the type and its policy, a length, the office zone and one instant.
/// The one engine lists slots, books, moves and explains, so that what is listed can be booked and what is not listed cannot.
/// </summary>
public sealed partial class SlotEngine
{
    private static readonly Dictionary<DayOfWeek, IReadOnlyList<LocalRange>> AllDay = Enum.GetValues<DayOfWeek>()
        .ToDictionary(day => day, IReadOnlyList<LocalRange> (_) => [new LocalRange(0, LocalRange.MinutesADay)]);

    private readonly SchedulerDbContext db;
    private readonly Appointment? moving;

    /// <param name="minutes">Null: the type's shortest length.</param>
    /// <param name="moving">The appointment that is being moved: it is not counted against itself.</param>
    public SlotEngine(
        SchedulerDbContext db,
        AppointmentType type,
        int? minutes,
        ZoneRules office,
        DateTime nowUtc,
        Appointment? moving = null
    )
    {
        this.db = db;
        this.moving = moving;
        Type = type;
        Policy = type.Policy() with { IsArchived = type.Archived && moving is null };
        Minutes = minutes ?? Policy.MinMinutes;
        Office = office;
        NowUtc = nowUtc;
    }

    public AppointmentType Type { get; }
    public AppointmentPolicy Policy { get; }
    public int Minutes { get; }
    public ZoneRules Office { get; }
    public DateTime NowUtc { get; }

    /// <summary>Whether providers that are not online do not exist, as for a public key.</summary>
    public bool OnlineOnly { get; init; }

    /// <summary>For a type without provider: every date on which the office is closed, where they need not be read.</summary>
    public IReadOnlyList<DateOnly>? KnownClosedDays { get; init; }

    /// <summary>
    /// For a type without provider: whether the dates that its user's others take are left to the write, which looks at them itself.
    /// Whoever it refuses looks again.
    /// </summary>
    public bool LeavesDatesToWrite { get; init; }

    /// <summary>Whether a booking's look reads the type's present version, too: it would be asked for if the look refused.</summary>
    public bool LooksAtVersion { get; init; }

    /// <summary>The type's version as such a look has found it.</summary>
    public int? SeenVersion { get; private set; }

    /// <summary>For a type without provider: the dates on which the office is closed, as they were read for the window.</summary>
    public IReadOnlyList<DateOnly> ClosedDays { get; set; } = [];

    /// <summary>These providers, all when null, none for a type without, with all that bears on the starts of a window.</summary>
    public async Task<IReadOnlyList<LoadedProvider>> LoadAsync(
        IReadOnlyCollection<string>? providerIds,
        TimeRange window,
        CancellationToken cancellationToken
    )
    {
        var reach = Reach(window, Minutes);
        var query = new CalendarQuery(providerIds, reach.StartUtc, reach.EndUtc, NowUtc) { Except = moving?.Id };
        var found = await db.ReadCalendarsAsync(query, cancellationToken);
        ClosedDays = found.ClosedDays;
        return Existing(LoadedProvider.Of(found.Calendars));
    }

    /// <summary>Those of the providers that were loaded who exist for whoever asks.</summary>
    public IReadOnlyList<LoadedProvider> Existing(IReadOnlyList<LoadedProvider> loaded) =>
        OnlineOnly ? [.. loaded.Where(p => p.Provider.IsPublic)] : loaded;

    /// <summary>
    /// The slots of a window: of providers that <see cref="LoadAsync"/> gave for it, or the grid of a type that needs none.
    /// </summary>
    public IEnumerable<Slot> Slots(IReadOnlyList<LoadedProvider> providers, TimeRange window)
    {
        if (!Policy.ProviderRequired)
        {
            return SlotFinder
                .Starts(Policy, Minutes, Office, window, NowUtc, OfficeOpen(Reach(window, Minutes)))
                .Select(start => new Slot(start, start.AddMinutes(Minutes), []));
        }

        var slots = Slot.Merge(
            providers.Where(p => p.Provider.Offers(Type)).Select(p => (p.Provider.Id, Starts(p, window))).ToList(),
            Minutes
        );
        // What is moved takes all of its providers with it.
        return moving is null ? slots : slots.Where(slot => slot.ProviderIds.Count == moving.ProviderIds.Count);
    }

    /// <summary>What the last start of a window may reach into.</summary>
    public static TimeRange Reach(TimeRange window, int minutes) =>
        window.Pad(TimeSpan.FromDays(1), TimeSpan.FromMinutes(minutes) + TimeSpan.FromDays(1));

    /// <summary>When a type without provider can be booked in a window: its own hours, on the office's clock; null for all of it.</summary>
    private TimeRangeSet? OfficeOpen(TimeRange window) =>
        Policy.ProviderRequired || (Type.Hours is null && ClosedDays.Count == 0)
            ? null
            : new OpenHours(Type.Hours is null ? AllDay : HoursText.ParseWeek(Type.Hours), HoursText.WithClosed([], ClosedDays)).ToUtc(
                Office,
                window
            );

    private IEnumerable<DateTime> Starts(LoadedProvider provider, TimeRange window) =>
        SlotFinder.Starts(Policy, Minutes, provider.Calendar(Reach(window, Minutes), Type), window, NowUtc);

    /// <summary>The dates that an appointment with this start takes from its user.</summary>
    public IEnumerable<DateOnly> DatesTaken(DateTime startUtc) =>
        TimeRange.Between(startUtc, startUtc.PlusMinutes(Minutes)) is { } range
            ? Scheduling.DailyLimit.DatesTaken(Policy.DailyLimit, range, Office)
            : [];
}
