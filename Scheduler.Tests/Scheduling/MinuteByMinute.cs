using NodaTime;
using Scheduler.Api.Scheduling;

namespace Scheduler.Tests.Scheduling;

/// <summary>The slow, obvious form of a zone's rules: the wall clock read at every minute of some days.</summary>
/// <remarks>
/// Takes only the offset at an instant from the zone data; whatever a local time means is found by looking through the minutes.
/// </remarks>
internal sealed class MinuteByMinute
{
    private readonly DateTime[] _local;

    public MinuteByMinute(ZoneRules zone, DateOnly middle, int days = 3)
    {
        Start = middle.AddDays(-days).ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc);
        var offsets = DateTimeZoneProviders.Tzdb[zone.Id];
        _local =
        [
            .. Enumerable
                .Range(0, ((2 * days) + 1) * 1440)
                .Select(minute => Start.AddMinutes(minute))
                .Select(utc => utc + offsets.GetUtcOffset(Instant.FromDateTimeUtc(utc)).ToTimeSpan()),
        ];
    }

    public DateTime Start { get; }

    public DateTime End => Start.AddMinutes(_local.Length);

    public IEnumerable<DateTime> Minutes => Enumerable.Range(0, _local.Length).Select(minute => Start.AddMinutes(minute));

    public DateTime Local(DateTime utc) => _local[(int)(utc - Start).TotalMinutes];

    public DateTime FirstInstantFrom(DateOnly date) => Minutes.First(utc => DateOnly.FromDateTime(Local(utc)) >= date);

    public DateTime ToUtc(DateOnly date, int minute)
    {
        var wanted = date.ToDateTime(TimeOnly.MinValue).AddMinutes(minute);
        var shown = Array.FindIndex(_local, local => local == wanted);
        if (shown >= 0)
        {
            return Start.AddMinutes(shown);
        }

        // Skipped: as far after the jump as the wanted time is after what the clock would have shown there without it.
        var jump = Array.FindIndex(_local, local => local > wanted);
        return Start.AddMinutes(jump) + (wanted - _local[jump - 1].AddMinutes(1));
    }

    /// <summary>Whether every offset here is of whole minutes, as all are since 1972.</summary>
    public bool IsOfWholeMinutes => _local.All(local => local.Second == 0);
}
