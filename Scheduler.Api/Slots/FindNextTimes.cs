using Scheduler.Api.Access;
using Scheduler.Api.Calendars;
using Scheduler.Api.Scheduling;
using Scheduler.Data;
using Scheduler.Data.Model;

namespace Scheduler.Api.Slots;

/// <summary>Which next free times are wanted.</summary>
/// <param name="ProviderIds">Of whom one is enough; null: of all.</param>
/// <param name="Minutes">Null: the type's shortest length.</param>
/// <param name="FromUtc">The first start; what is past is never one.</param>
public sealed record NextTimes(AppointmentType Type, IReadOnlyList<string>? ProviderIds, int? Minutes, DateTime FromUtc, int Count)
{
    /// <summary>The appointment that is to be moved: it does not stand in its own way.</summary>
    public Appointment? Moving { get; init; }

    /// <summary>How far is looked at the most.</summary>
    public int Days { get; init; } = 92;
}

/// <summary>Finds the next times that can be booked, and with whom.</summary>
public sealed class FindNextTimes(SchedulerDbContext db, OperationContext context)
{
    /// <summary>Days that are looked through at once: most answers lie in the first few, and a quiet office has none for months.</summary>
    private static readonly int[] Looks = [2, 7, 31, 92];

    /// <returns>In the order of their starts; fewer than asked for where no more are free as far as is looked.</returns>
    public async Task<IReadOnlyList<Slot>> RunAsync(NextTimes wanted, CancellationToken cancellationToken)
    {
        var nowUtc = context.Now();
        var engine = new SlotEngine(db, wanted.Type, wanted.Minutes, context.Office, nowUtc, wanted.Moving);
        var ids = context.Actor.OnlyProvider is { } own ? [own] : wanted.ProviderIds;
        var startUtc = wanted.FromUtc < nowUtc ? nowUtc : wanted.FromUtc;
        var found = new List<Slot>();
        foreach (var days in Looks.TakeWhile(days => days <= wanted.Days))
        {
            if (TimeRange.Between(startUtc, startUtc.PlusMinutes(days * LocalRange.MinutesADay)) is not { } window)
            {
                break;
            }

            var loaded = engine.Policy.ProviderRequired ? await engine.LoadAsync(ids, window, cancellationToken) : [];
            found.AddRange(engine.Slots(loaded, window).Take(wanted.Count - found.Count));
            if (found.Count == wanted.Count)
            {
                break;
            }

            startUtc = window.EndUtc;
        }

        return found;
    }
}
