using Microsoft.EntityFrameworkCore;
using Scheduler.Api.Access;
using Scheduler.Api.Appointments;
using Scheduler.Api.Events;
using Scheduler.Api.Http;
using Scheduler.Api.Scheduling;
using Scheduler.Data;
using Scheduler.Data.Databases;
using Scheduler.Data.Model;

namespace Scheduler.Api.Office;

/// <summary>The settings after a change.</summary>
/// <param name="Affected">Live appointments ahead that another zone counts by another date, the nearest first, at most 1,000.</param>
public sealed record ChangedSettings(OfficeSettings Settings, ZoneRules Zone, DateTime NowUtc, IReadOnlyList<Appointment> Affected);

/// <summary>Reads and changes what the practice says of itself, and its zone.</summary>
public sealed class ChangeSettings(
    WriteQueue writes,
    SchedulerDbContext db,
    OperationContext context,
    OfficeProfile profile,
    OfficeZone zone,
    ChangeOfficeZone changeZone
)
{
    private const int MostAffected = 1000;

    public async Task<ChangedSettings> ReadAsync(CancellationToken cancellationToken)
    {
        var settings = await SettingRows.ReadAsync(db, cancellationToken);
        await zone.RefreshAsync(db, cancellationToken);
        return new(settings, zone.Current, context.Now(), []);
    }

    /// <param name="preview">Only says what it would come to.</param>
    public async Task<Outcome<ChangedSettings>> RunAsync(
        OfficeChanges changes,
        bool preview,
        Precondition? precondition,
        CancellationToken cancellationToken
    )
    {
        var errors = new RequestErrors();
        var picture = PictureFile.Read("logo", changes.Logo.Value, errors);
        var wanted = Zone(changes.TimeZone, errors);
        if (errors.Any)
        {
            return errors.Refusal;
        }

        var outcome = preview
            ? await StepAsync(db, changes, picture, wanted, precondition, store: false)
            : await writes.RunVersionedAsync(db => StepAsync(db, changes, picture, wanted, precondition, store: true), cancellationToken);
        if (outcome.Value is not { } changed)
        {
            return outcome.Refusal!;
        }

        if (!preview)
        {
            profile.Forget();
            await zone.RefreshAsync(db, cancellationToken);
        }

        var nowUtc = context.Now();
        return new ChangedSettings(
            changed.Settings,
            wanted ?? zone.Current,
            nowUtc,
            await AheadAsync(changed.Affected, nowUtc, cancellationToken)
        );
    }

    private async Task<Outcome<Step>> StepAsync(
        SchedulerDbContext db,
        OfficeChanges changes,
        Picture? picture,
        ZoneRules? wanted,
        Precondition? precondition,
        bool store
    )
    {
        var old = await SettingRows.ReadAsync(db, CancellationToken.None);
        if (precondition?.Check(old.Version) is { } failed)
        {
            return failed;
        }

        var errors = new RequestErrors();
        var changed = OfficeRules.Apply(old, changes, errors) with
        {
            Logo = PictureFile.Choose("logo", old.Logo, changes.Logo, picture, errors),
            Version = old.Version + 1,
        };
        if (errors.Any)
        {
            return errors.Refusal;
        }

        var former = ZoneRules.Get(await db.FindSettingAsync(OfficeZone.SettingName) ?? zone.Current.Id);
        IReadOnlyList<Guid> affected = [];
        var fields = SettingRows.Differences(old, changed).ToList();
        if (wanted is not null && wanted.Id != former.Id)
        {
            fields.Add("timeZone");
            var outcome = store
                ? await changeZone.StepAsync(db, wanted)
                : await changeZone.PreviewAsync(db, wanted, CancellationToken.None);
            if (outcome.Value is not { } moved)
            {
                return outcome.Refusal!;
            }

            affected = moved.Appointments;
        }

        if (fields.Count == 0)
        {
            return new Step(old, affected);
        }

        if (store)
        {
            await StoreAsync(db, old, changed, picture, fields);
        }

        return new Step(changed, affected);
    }

    private async Task StoreAsync(
        SchedulerDbContext db,
        OfficeSettings old,
        OfficeSettings changed,
        Picture? picture,
        IReadOnlyList<string> fields
    )
    {
        await SettingRows.SaveAsync(db, old, changed);
        await PictureFile.ReplaceAsync(db, old.Logo, changed.Logo, picture, providers: 0);
        db.Events.Add(
            EventRow.Of(
                EventTypes.SettingsChanged,
                EventSubjects.Office,
                "settings",
                context.Actor,
                context.Now(),
                json =>
                {
                    json.WriteNumber("version", changed.Version);
                    json.WriteStartArray("fields");
                    foreach (var field in fields)
                    {
                        json.WriteStringValue(field);
                    }

                    json.WriteEndArray();
                }
            )
        );
        await db.SaveChangesAsync();
    }

    private ZoneRules? Zone(Field<string> field, RequestErrors errors)
    {
        if (!field.IsSent)
        {
            return null;
        }

        if (!ZoneRules.TryGet(field.Value, out var wanted))
        {
            errors.TimeZone("timeZone", field.Value);
        }
        else if (zone.IsFixed && wanted.Id != zone.Current.Id)
        {
            errors.Add("timeZone", $"is {zone.Current.Id} by the service's own setting Scheduling:TimeZone, and cannot be changed here");
        }

        return wanted;
    }

    private async Task<IReadOnlyList<Appointment>> AheadAsync(IReadOnlyList<Guid> ids, DateTime nowUtc, CancellationToken cancellationToken)
    {
        var found = new List<Appointment>();
        foreach (var some in ids.Chunk(500))
        {
            found.AddRange(
                await db.Appointments.AsNoTracking().Where(a => some.Contains(a.Id) && a.EndUtc > nowUtc).ToListAsync(cancellationToken)
            );
        }

        return [.. found.Where(a => a.IsLiveAt(nowUtc)).OrderBy(a => a.StartUtc).ThenBy(a => a.Id).Take(MostAffected)];
    }

    /// <param name="Affected">Appointments that are counted by another date.</param>
    private sealed record Step(OfficeSettings Settings, IReadOnlyList<Guid> Affected);
}
