using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using NodaTime;
using NodaTime.TimeZones;

namespace Scheduler.Api.Scheduling;

/// <summary>
/// The clock rules of one IANA time zone, from the TZDB release in the NodaTime package; the only place that knows that package.
/// </summary>
/// <remarks>
/// A local time skipped by a clock change moves forward by the gap; one that occurs twice means the first. A date begins at its first
/// instant, which is not always 00:00, and lasts until the next date begins, so that dates cover time without gap or overlap.
/// Results outside the years 1–9999 become the nearest instant or date inside.
/// </remarks>
public sealed partial class ZoneRules
{
    private static readonly ConcurrentDictionary<string, ZoneRules> Known = new(StringComparer.Ordinal);

    private static readonly Lazy<HashSet<string>> Places = new(() =>
        [.. TzdbDateTimeZoneSource.Default.ZoneLocations?.Select(place => place.ZoneId) ?? []]
    );

    private readonly DateTimeZone _zone;

    private ZoneRules(DateTimeZone zone) => _zone = zone;

    /// <summary>The zone <c>UTC</c>.</summary>
    public static ZoneRules Utc { get; } = Get("UTC");

    /// <summary>The release of the zone data, such as <c>TZDB: 2026b</c>.</summary>
    public static string DataVersion => TzdbDateTimeZoneSource.Default.VersionId;

    /// <summary>The id by which the zone was asked for, canonical or an alias.</summary>
    public string Id => _zone.Id;

    /// <summary>The id by which the zone goes today: that of its place in the TZDB's table of places, else the canonical one.</summary>
    public string PresentId =>
        Places.Value.Contains(Id) ? Id
        : TzdbDateTimeZoneSource.Default.CanonicalIdMap[Id] is var id && id == "Etc/UTC" ? "UTC"
        : id;

    /// <summary>Finds a zone by its canonical or alias TZDB id, in exact case; an instance for each id is kept.</summary>
    public static bool TryGet([NotNullWhen(true)] string? ianaId, [NotNullWhen(true)] out ZoneRules? zone)
    {
        zone = null;

        // Not the provider's own answer: it also takes fixed offsets such as UTC+05, which are no IANA ids, and would fill the cache.
        if (ianaId is null || !TzdbDateTimeZoneSource.Default.CanonicalIdMap.ContainsKey(ianaId))
        {
            return false;
        }

        zone = Known.GetOrAdd(ianaId, static id => new ZoneRules(DateTimeZoneProviders.Tzdb[id]));
        return true;
    }

    /// <summary>The zone with this canonical or alias TZDB id, in exact case.</summary>
    /// <exception cref="ArgumentException">There is no such zone.</exception>
    public static ZoneRules Get(string ianaId) =>
        TryGet(ianaId, out var zone) ? zone : throw new ArgumentException($"There is no IANA time zone '{ianaId}'.", nameof(ianaId));

    /// <summary>The instant at which the wall clock shows this minute of the date.</summary>
    /// <param name="date">The calendar date.</param>
    /// <param name="minuteOfDay">0–1440. 0 is the date's first instant, 1440 the first of the next date.</param>
    /// <remarks>A skipped time moves forward by the gap, also into the next date; one that occurs twice is the first.</remarks>
    /// <exception cref="ArgumentOutOfRangeException">The minute is not within 0–1440.</exception>
    public DateTime ToUtc(DateOnly date, int minuteOfDay)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(minuteOfDay);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(minuteOfDay, LocalRange.MinutesADay);
        if (minuteOfDay is 0 or LocalRange.MinutesADay)
        {
            return StartOf(date.DayNumber + (minuteOfDay / LocalRange.MinutesADay));
        }

        // The offset before a gap carries a skipped time forward by the gap; the offset before a doubled hour gives its first pass.
        var localTicks = (date.DayNumber * TimeSpan.TicksPerDay) + (minuteOfDay * TimeSpan.TicksPerMinute);
        return SaturatingTime.FromTicks(localTicks - Map(localTicks).EarlyInterval.WallOffset.Ticks);
    }

    /// <summary>What calendar and wall clock show at the instant; the time of day is below 24 hours.</summary>
    /// <exception cref="ArgumentException">The time is not of kind UTC.</exception>
    public (DateOnly Date, TimeSpan TimeOfDay) ToLocal(DateTime utc)
    {
        var local = SaturatingTime.FromTicks(LocalTicks(utc));
        return (DateOnly.FromDateTime(local), local.TimeOfDay);
    }

    /// <summary>What calendar and wall clock show at the instant, as one time of no zone.</summary>
    /// <exception cref="ArgumentException">The time is not of kind UTC.</exception>
    public DateTime ToWallClock(DateTime utc) => DateTime.SpecifyKind(SaturatingTime.FromTicks(LocalTicks(utc)), DateTimeKind.Unspecified);

    /// <summary>The date that the calendar shows at the instant.</summary>
    /// <exception cref="ArgumentException">The time is not of kind UTC.</exception>
    public DateOnly DateOf(DateTime utc) => ToLocal(utc).Date;

    /// <summary>
    /// The date from its first instant to the first instant of the next, in its real length of mostly 24 hours; null when the zone
    /// skipped the whole date, as Pacific/Apia did 2011-12-30.
    /// </summary>
    /// <remarks>Where the clock goes back over midnight, the repeated end of the earlier date lies within the later one's range.</remarks>
    public TimeRange? DayOf(DateOnly date) => TimeRange.Between(StartOf(date.DayNumber), StartOf(date.DayNumber + 1));

    /// <summary>The wall-clock range as instants, within <see cref="DayOf"/>; null when a clock change leaves nothing of it.</summary>
    public TimeRange? ToUtc(DateOnly date, LocalRange range) =>
        DayOf(date) is { } day ? ToUtc(new LocalDay(date, day, IsPlain: false), range) : null;

    /// <summary>The first instant of a date, by days since 0001-01-01; of a date that was skipped, the first after the gap.</summary>
    private DateTime StartOf(int dayNumber)
    {
        if (dayNumber > DateOnly.MaxValue.DayNumber)
        {
            // There is no 10000-01-01 to map; the year 9999 ends in the offset of its last instant.
            var last = _zone.GetUtcOffset(ToInstant(SaturatingTime.Last));
            return SaturatingTime.FromTicks((dayNumber * TimeSpan.TicksPerDay) - last.Ticks);
        }

        var midnight = dayNumber * TimeSpan.TicksPerDay;
        var map = Map(midnight);

        // Not the forward shift when midnight is skipped: a gap from 23:30 would take away the first half hour of the date.
        return map.Count == 0 ? ToUtc(map.LateInterval.Start) : SaturatingTime.FromTicks(midnight - map.EarlyInterval.WallOffset.Ticks);
    }

    private ZoneLocalMapping Map(long localTicks) =>
        _zone.MapLocal(LocalDateTime.FromDateTime(new DateTime(localTicks, DateTimeKind.Unspecified)));

    /// <summary>Ticks on the wall clock, which may lie outside <see cref="DateTime"/> on its first and last day.</summary>
    private long LocalTicks(DateTime utc)
    {
        SaturatingTime.RequireUtc(utc, nameof(utc));
        return utc.Ticks + _zone.GetUtcOffset(ToInstant(utc)).Ticks;
    }

    private static Instant ToInstant(DateTime utc) => Instant.FromUnixTimeTicks(utc.Ticks - DateTime.UnixEpoch.Ticks);

    private static DateTime ToUtc(Instant instant) => SaturatingTime.FromTicks(instant.ToUnixTimeTicks() + DateTime.UnixEpoch.Ticks);
}
