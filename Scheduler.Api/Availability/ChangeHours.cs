using Scheduler.Api.Access;
using Scheduler.Api.Calendars;
using Scheduler.Api.Events;
using Scheduler.Api.Http;
using Scheduler.Api.Scheduling;
using Scheduler.Data;
using Scheduler.Data.Databases;
using Scheduler.Data.Model;

namespace Scheduler.Api.Availability;

/// <summary>What a change of open hours came to.</summary>
/// <param name="Affected">Live appointments from now on that were inside the old hours and are outside the new ones.</param>
public sealed record ChangedHours(StoredHours Old, StoredHours Hours, DateTime NowUtc, IReadOnlyList<Appointment> Affected);

/// <summary>Changes open hours, and says which live appointments then lie outside them.</summary>
public sealed class ChangeHours(WriteQueue writes, SchedulerDbContext db, OperationContext context)
{
    public Task<Outcome<ChangedHours>> SetWeeklyAsync(
        string providerId,
        IReadOnlyDictionary<DayOfWeek, IReadOnlyList<LocalRange>> weekly,
        bool preview,
        Precondition? precondition,
        CancellationToken cancellationToken
    ) => RunAsync(providerId, old => old.WithWeekly(weekly), preview, precondition, cancellationToken);

    /// <param name="dates">By date; null returns a date to the weekly hours.</param>
    public Task<Outcome<ChangedHours>> SetDatesAsync(
        string providerId,
        IReadOnlyDictionary<DateOnly, IReadOnlyList<LocalRange>?> dates,
        bool preview,
        Precondition? precondition,
        CancellationToken cancellationToken
    ) => RunAsync(providerId, old => old.WithDates(dates), preview, precondition, cancellationToken);

    /// <summary>Adds one window to what is open.</summary>
    public Task<Outcome<ChangedHours>> AddWindowAsync(
        string providerId,
        TimeRange window,
        Precondition? precondition,
        CancellationToken cancellationToken
    ) =>
        RunAsync(
            providerId,
            old =>
                NotWallClock(old.Zone, window) is { } why
                    ? RequestErrors.Of(why.Edge, $"cannot be said in open hours: {why.Sentence.TrimEnd('.')}")
                    : old.WithDates(
                        old.OpenHours.WithWindow(old.Zone, window).ToDictionary(d => d.Key, d => (IReadOnlyList<LocalRange>?)d.Value)
                    ),
            preview: false,
            precondition,
            cancellationToken
        );

    /// <summary>Closes a part of one date, whatever else is changed at the same time.</summary>
    public Task<Outcome<ChangedHours>> BlockAsync(
        string providerId,
        DateOnly date,
        LocalRange range,
        bool preview,
        CancellationToken cancellationToken
    ) =>
        RunAsync(
            providerId,
            old =>
            {
                var left = old.OpenHours.Without(date, range);
                return left.SequenceEqual(old.OpenHours.On(date))
                    ? new Refusal(RefusalType.InvalidRequest, "This time is not open: there is nothing to block.")
                    : old.WithDates(new Dictionary<DateOnly, IReadOnlyList<LocalRange>?> { [date] = left });
            },
            preview,
            null,
            cancellationToken
        );

    private async Task<Outcome<ChangedHours>> RunAsync(
        string providerId,
        Func<StoredHours, Outcome<StoredHours>> change,
        bool preview,
        Precondition? precondition,
        CancellationToken cancellationToken
    )
    {
        if (!RequestErrors.IsId(providerId) || !context.Reaches(providerId))
        {
            return Refusal.NotFound("provider", providerId);
        }

        var outcome = preview
            ? await ChangeAsync(db, providerId, change, precondition)
            : await writes.RunVersionedAsync(db => StoreAsync(db, providerId, change, precondition), cancellationToken);
        return outcome.Value is { } changed
            ? changed with
            {
                Affected = await AffectedAppointments.FindAsync(
                    db,
                    changed.Hours.Provider.Id,
                    a => AffectedAppointments.Leaves(changed.Old, changed.Hours, a),
                    changed.NowUtc,
                    cancellationToken
                ),
            }
            : outcome.Refusal!;
    }

    private async Task<Outcome<ChangedHours>> StoreAsync(
        SchedulerDbContext db,
        string providerId,
        Func<StoredHours, Outcome<StoredHours>> change,
        Precondition? precondition
    )
    {
        // Two changes at once would each merge into what the other replaces,
        // and a booking must see the new hours or be seen by whoever asks whom they affect.
        await writes.LockProviderAsync(db, providerId);
        var outcome = await ChangeAsync(db, providerId, change, precondition);
        if (outcome.Value is { } changed)
        {
            await changed.Hours.SaveAsync(db, changed.Old);
            db.Events.Add(
                EventRow.Of(
                    EventTypes.HoursChanged,
                    EventSubjects.Provider,
                    providerId,
                    context.Actor,
                    changed.NowUtc,
                    json =>
                    {
                        json.WriteString("id", providerId);
                        json.WriteString("timeZone", changed.Hours.Provider.TimeZone);
                        json.WriteNumber("version", changed.Hours.Provider.Version);
                    },
                    [providerId]
                )
            );
            await db.SaveChangesAsync();
        }

        return outcome;
    }

    private async Task<Outcome<ChangedHours>> ChangeAsync(
        SchedulerDbContext db,
        string providerId,
        Func<StoredHours, Outcome<StoredHours>> change,
        Precondition? precondition
    )
    {
        if (await StoredHours.LoadAsync(db, providerId, CancellationToken.None) is not { } old)
        {
            return Refusal.NotFound("provider", providerId);
        }

        if (precondition?.Check(old.Provider.Version) is { } failed)
        {
            return failed;
        }

        var changed = change(old);
        return changed.Value is not { } hours ? changed.Refusal!
            : hours.Dates.Count > StoredHours.MaxDates
                ? RequestErrors.Of(
                    "dates",
                    $"would make more than {StoredHours.MaxDates} dates with hours of their own; return past ones to the weekly hours first"
                )
            : new ChangedHours(old, hours, context.Now(), []);
    }

    /// <summary>Which edge of the window wall-clock hours cannot say, and why; null when they can say both.</summary>
    private static (string Edge, string Sentence)? NotWallClock(ZoneRules zone, TimeRange window) =>
        OpenHours.WhyNotWallClock(zone, window) is not { } why ? null
        : OpenHours.WhyNotWallClock(zone, window.StartUtc, "start") is null ? ("end", why)
        : ("start", why);
}
