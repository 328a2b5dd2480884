using Scheduler.Api.Access;

namespace Scheduler.Api.Audit;

/// <summary>What was refused, to whom, from where.</summary>
/// <param name="What">What was tried, without ids: a method and a route, or <c>password</c>.</param>
public sealed record Refused(string Action, string SubjectKind, string SubjectId, Actor Actor, string What)
{
    /// <summary>By this tries are told apart: whoever knows many addresses of one network has one.</summary>
    internal string Key => $"{Action} {SubjectKind} {SubjectId} {Actor.Caller} {Actor.Address} {What}";
}

/// <summary>A row to write: what was refused, and how often since it was last told of.</summary>
public sealed record RefusedTimes(Refused Refused, long Times);

/// <summary>
/// Decides what is told of that was refused. A try costs whoever makes it nothing, so that the number of rows is bounded: the first of a kind is
/// told at once, its repeats as one number when a minute is over, and at most 1,000 rows in an hour; what is more is told as a number.
/// </summary>
public sealed class RefusalTally
{
    public const int MostPerHour = 1000;
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    private readonly Dictionary<string, Counted> counted = new(StringComparer.Ordinal);
    private DateTime hourEndsUtc;
    private DateTime untoldDueUtc;
    private int rows;
    private long untold;

    public void Count(Refused refused, DateTime nowUtc)
    {
        lock (counted)
        {
            BeginHour(nowUtc);
            if (counted.TryGetValue(refused.Key, out var known))
            {
                known.Times++;
            }
            else if (rows < MostPerHour)
            {
                rows++;
                counted.Add(refused.Key, new Counted(refused, nowUtc));
            }
            else
            {
                untold++;
            }
        }
    }

    /// <summary>What is to be written at an instant.</summary>
    /// <param name="all">Whether also what would be told later.</param>
    public List<RefusedTimes> Take(DateTime nowUtc, bool all = false)
    {
        lock (counted)
        {
            BeginHour(nowUtc);
            var taken = new List<RefusedTimes>();
            foreach (var (key, known) in counted)
            {
                if (known.Times > 0 && (all || !known.IsTold || nowUtc >= known.DueUtc))
                {
                    Tell(known, taken);
                    (known.Times, known.IsTold, known.DueUtc) = (0, true, nowUtc + Window);
                }
                else if (known.Times == 0 && nowUtc >= known.DueUtc)
                {
                    counted.Remove(key);
                }
            }

            if (untold > 0 && (all || nowUtc >= untoldDueUtc))
            {
                taken.Add(
                    new RefusedTimes(
                        new Refused(AuditActions.Untold, AuditSubjects.Audit, AuditSubjects.Nobody, Actor.System, "several"),
                        untold
                    )
                );
                (untold, untoldDueUtc) = (0, nowUtc + Hour);
            }

            return taken;
        }
    }

    /// <summary>The first of a kind has its place already; a repeat needs one, too.</summary>
    private void Tell(Counted known, List<RefusedTimes> taken)
    {
        if (known.IsTold && rows++ >= MostPerHour)
        {
            untold += known.Times;
        }
        else
        {
            taken.Add(new RefusedTimes(known.Refused, known.Times));
        }
    }

    private void BeginHour(DateTime nowUtc)
    {
        if (nowUtc >= hourEndsUtc)
        {
            (hourEndsUtc, rows) = (nowUtc + Hour, 0);
        }
    }

    private sealed class Counted(Refused refused, DateTime nowUtc)
    {
        public Refused Refused => refused;
        public long Times { get; set; } = 1;
        public bool IsTold { get; set; }
        public DateTime DueUtc { get; set; } = nowUtc + Window;
    }
}
