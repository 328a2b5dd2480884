using Microsoft.EntityFrameworkCore;
using Scheduler.Api.Access;
using Scheduler.Api.Calendars;
using Scheduler.Api.Events;
using Scheduler.Api.Http;
using Scheduler.Api.Office;
using Scheduler.Data;
using Scheduler.Data.Databases;
using Scheduler.Data.Model;

namespace Scheduler.Api.Providers;

/// <summary>A provider after a change.</summary>
/// <param name="Affected">
/// Live appointments from now on that its new zone leaves outside its open hours, or of types that it no longer offers. They stay.
/// </param>
public sealed record ChangedProvider(Provider Provider, IReadOnlyList<Appointment> Affected, DateTime NowUtc);

/// <summary>Changes a provider.</summary>
public sealed class ChangeProvider(SchedulerDbContext db, WriteQueue writes, OperationContext context)
{
    public async Task<Outcome<ChangedProvider>> RunAsync(
        string id,
        ProviderChanges changes,
        Precondition? precondition,
        CancellationToken cancellationToken
    )
    {
        if (await ProviderRules.CheckAsync(db, changes, cancellationToken) is { } refusal)
        {
            return refusal;
        }

        var errors = new RequestErrors();
        var picture = PictureFile.Read("photo", changes.Photo.Value, errors);
        if (errors.Any)
        {
            return errors.Refusal;
        }

        if (!RequestErrors.IsId(id) || !context.Reaches(id))
        {
            return NotFound();
        }

        Provider? former = null;
        var outcome = await RowWrites.ChangeAsync(
            writes,
            async db =>
            {
                // Who books meanwhile is checked against the provider as it is now.
                await writes.LockProviderAsync(db, id);
                return await db.Providers.FirstOrDefaultAsync(p => p.Id == id);
            },
            p => p.Version,
            precondition,
            async (db, provider) =>
            {
                var photo = PictureFile.Choose("photo", provider.Photo, changes.Photo, picture, errors);
                if (errors.Any)
                {
                    return errors.Refusal;
                }

                await PictureFile.ReplaceAsync(db, provider.Photo, photo, picture, providers: 1);
                provider.Photo = photo;
                former = new Provider
                {
                    Id = id,
                    FirstName = "",
                    LastName = "",
                    TimeZone = provider.TimeZone,
                    AppointmentTypes = provider.AppointmentTypes,
                    CreatedUtc = provider.CreatedUtc,
                };
                provider.FirstName = changes.FirstName.Or(provider.FirstName);
                provider.LastName = changes.LastName.Or(provider.LastName);
                provider.Email = changes.Email.Or(provider.Email);
                provider.TimeZone = changes.TimeZone.Or(provider.TimeZone);
                provider.AppointmentTypes = changes.AppointmentTypes.Or(provider.AppointmentTypes)?.ToList();
                provider.Online = changes.Online.Or(provider.Online);
                provider.Notify = changes.Notify.Or(provider.Notify);
                provider.Archived = changes.Archived.Or(provider.Archived);
                provider.Title = changes.Title.Or(provider.Title);
                provider.Location = changes.Location.Or(provider.Location);
                provider.Languages = changes.Languages.Or(provider.Languages)?.ToList();
                provider.Version++;
                return null;
            },
            p => ProviderEvents.Of(EventTypes.ProviderUpdated, p, context),
            NotFound,
            cancellationToken
        );
        if (outcome.Value is not { } changed)
        {
            return outcome.Refusal!;
        }

        var nowUtc = context.Now();
        return new ChangedProvider(changed, await AffectedAsync(former!, changed, nowUtc, cancellationToken), nowUtc);

        Refusal NotFound() => Refusal.NotFound("provider", id);
    }

    private async Task<IReadOnlyList<Appointment>> AffectedAsync(
        Provider former,
        Provider changed,
        DateTime nowUtc,
        CancellationToken cancellationToken
    )
    {
        var hours = former.TimeZone == changed.TimeZone ? null : await StoredHours.LoadAsync(db, changed.Id, cancellationToken);
        if (hours is null && changed.AppointmentTypes is null)
        {
            return [];
        }

        var old = hours?.Of(former);
        return await AffectedAppointments.FindAsync(db, changed.Id, Leaves, nowUtc, cancellationToken);

        bool Leaves(Appointment a) =>
            (former.Lists(a.AppointmentTypeId) && !changed.Lists(a.AppointmentTypeId))
            || (hours is not null && AffectedAppointments.Leaves(old!, hours, a));
    }
}
