using Scheduler.Api.Scheduling;

namespace Scheduler.Api.Http;

/// <summary>
/// A <c>from</c> and a <c>to</c> of a query, read once: each an instant, a date or nothing. Dates become instants when their zone is known.
/// </summary>
public sealed class QueryWindow
{
    /// <summary>More is not looked at in one request.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromDays(62);

    /// <summary>More than the local time of any zone was ever away from UTC.</summary>
    private static readonly TimeSpan FarthestZone = TimeSpan.FromDays(1);
    private readonly QueryTime? from;
    private readonly QueryTime? to;

    private QueryWindow(QueryTime? from, QueryTime? to) => (this.from, this.to) = (from, to);

    /// <summary>What cannot be read is an error of its field, and then nothing in the window.</summary>
    public static QueryWindow Read(string? from, string? to, RequestErrors errors) =>
        new(QueryTimes.Read("from", from, errors), QueryTimes.Read("to", to, errors));

    /// <summary>
    /// The window of at most 62 days, its dates in <paramref name="zone"/>;
    /// by default it begins now and has <paramref name="defaultDays"/> days.
    /// </summary>
    public TimeRange? In(ZoneRules zone, DateTime nowUtc, int defaultDays, RequestErrors errors)
    {
        var (startUtc, endUtc) = Edges(zone, nowUtc, defaultDays);
        if (endUtc <= startUtc)
        {
            errors.Add("to", "must be after 'from'");
            return null;
        }

        // Dates are counted as dates: a clock change must not make 62 of them too long.
        if (endUtc - startUtc > Longest + TimeSpan.FromHours(2))
        {
            errors.Add("to", $"must be at most {Longest.TotalDays:0} days after 'from'");
            return null;
        }

        return new TimeRange(startUtc, endUtc);
    }

    /// <summary>
    /// What holds <see cref="In"/> in any zone, for whoever reads before the zone is known;
    /// null, with the error, where every zone refuses it.
    /// </summary>
    public TimeRange? InAnyZone(DateTime nowUtc, int defaultDays, RequestErrors errors)
    {
        var (startUtc, endUtc) = Edges(ZoneRules.Utc, nowUtc, defaultDays);
        return
            TimeRange.Between(startUtc - FarthestZone, endUtc + FarthestZone) is { } range && range.Duration <= Longest + (5 * FarthestZone)
            ? range
            : In(ZoneRules.Utc, nowUtc, defaultDays, errors);
    }

    private (DateTime StartUtc, DateTime EndUtc) Edges(ZoneRules zone, DateTime nowUtc, int defaultDays)
    {
        var (fromUtc, toUtc) = (from?.In(zone), to?.In(zone));
        var startUtc = fromUtc ?? (toUtc < nowUtc ? to!.Value.PlusDays(-defaultDays, zone) : nowUtc);
        return (startUtc, toUtc ?? from?.PlusDays(defaultDays, zone) ?? startUtc.AddDays(defaultDays));
    }
}

/// <summary>An instant, or a date: then the first instant of that date in whatever zone it is meant.</summary>
public readonly record struct QueryTime(DateTime? InstantUtc, DateOnly Date)
{
    public DateTime In(ZoneRules zone) => InstantUtc ?? zone.ToUtc(Date, 0);

    /// <summary>Days from a date are dates, whatever the clocks do between them; days from an instant have 24 hours.</summary>
    public DateTime PlusDays(int days, ZoneRules zone) => InstantUtc?.AddDays(days) ?? zone.ToUtc(Date.AddDays(days), 0);
}
