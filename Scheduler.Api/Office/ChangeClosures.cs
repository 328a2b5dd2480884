using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Scheduler.Api.Access;
using Scheduler.Api.Appointments;
using Scheduler.Api.Events;
using Scheduler.Data;
using Scheduler.Data.Databases;
using Scheduler.Data.Model;

namespace Scheduler.Api.Office;

/// <summary>The dates on which the office is closed, in order, with why.</summary>
/// <param name="Version">Grows by one with every change.</param>
public sealed record Closures(IReadOnlyList<Closure> Dates, int Version);

/// <summary>What a change of the closed days came to.</summary>
/// <param name="Affected">Live appointments from now on that were inside the open hours and are outside of them now,
/// the nearest first, at most 1,000.</param>
public sealed record ChangedClosures(Closures Closures, DateTime NowUtc, IReadOnlyList<Appointment> Affected);

/// <summary>
/// Reads and replaces the dates on which the office is closed, and says which live appointments then lie outside the open hours.
/// </summary>
public sealed class ChangeClosures(WriteQueue writes, SchedulerDbContext db, OperationContext context)
{
    /// <summary>The version of the list, of which the first is 1.</summary>
    private const string SettingName = "closures.version";

    public Task<Closures> ReadAsync(CancellationToken cancellationToken) => ReadAsync(db, cancellationToken);

    /// <param name="dates">Every closed day, each with its name: those that are left out are closed no more.</param>
    /// <param name="preview">Only says what it would come to.</param>
    public async Task<Outcome<ChangedClosures>> RunAsync(
        IReadOnlyDictionary<DateOnly, string> dates,
        bool preview,
        Precondition? precondition,
        CancellationToken cancellationToken
    )
    {
        var outcome = preview
            ? Check(await ReadAsync(db, cancellationToken), precondition)
            : await writes.RunVersionedAsync(db => StoreAsync(db, dates, precondition), cancellationToken);
        if (outcome.Value is not { } old)
        {
            return outcome.Refusal!;
        }

        var nowUtc = context.Now();
        IReadOnlyList<DateOnly> before = [.. old.Dates.Select(c => c.Date)];
        var affected = await ClosedOut.FindAsync(db, before, [.. dates.Keys], context.Office, nowUtc, cancellationToken);
        var closures = preview ? Of(dates, old.Version) : await ReadAsync(db, cancellationToken);
        return new ChangedClosures(closures, nowUtc, affected);
    }

    private async Task<Outcome<Closures>> StoreAsync(
        SchedulerDbContext db,
        IReadOnlyDictionary<DateOnly, string> dates,
        Precondition? precondition
    )
    {
        // Who books meanwhile waits, and is checked against the closed days as they are now.
        var types = await TypeVersions.LockAsync(writes, db);
        var old = Check(await ReadAsync(db, CancellationToken.None), precondition);
        if (old.Value is not { } closures || IsSame(closures, dates))
        {
            return old;
        }

        var (version, nowUtc) = (closures.Version + 1, context.Now());
        await db.Closures.ExecuteDeleteAsync();
        db.Closures.AddRange(Of(dates, version).Dates);
        var setting = await db.Settings.FirstOrDefaultAsync(s => s.Name == SettingName);
        if (setting is null)
        {
            setting = new Setting { Name = SettingName, Value = "" };
            db.Add(setting);
        }

        setting.Value = version.ToString(CultureInfo.InvariantCulture);
        TypeVersions.Renew(db, types.Values, context.Actor, nowUtc);
        db.Events.Add(
            EventRow.Of(
                EventTypes.ClosuresChanged,
                EventSubjects.Office,
                "closures",
                context.Actor,
                nowUtc,
                json => json.WriteNumber("version", version)
            )
        );
        await db.SaveChangesAsync();
        return old;
    }

    private static async Task<Closures> ReadAsync(SchedulerDbContext db, CancellationToken cancellationToken) =>
        new(
            await db.Closures.AsNoTracking().OrderBy(c => c.Date).ToListAsync(cancellationToken),
            await db.FindSettingAsync(SettingName, cancellationToken) is { } version ? int.Parse(version, CultureInfo.InvariantCulture) : 1
        );

    private static Outcome<Closures> Check(Closures old, Precondition? precondition) =>
        precondition?.Check(old.Version) is { } refusal ? refusal : old;

    private static Closures Of(IReadOnlyDictionary<DateOnly, string> dates, int version) =>
        new([.. dates.OrderBy(d => d.Key).Select(d => new Closure { Date = d.Key, Name = d.Value })], version);

    private static bool IsSame(Closures closures, IReadOnlyDictionary<DateOnly, string> dates) =>
        closures.Dates.Count == dates.Count && closures.Dates.All(c => dates.TryGetValue(c.Date, out var name) && name == c.Name);
}
