using Scheduler.Api.Access;
using Scheduler.Api.Events;
using Scheduler.Data;
using Scheduler.Data.Databases;
using Scheduler.Data.Model;

namespace Scheduler.Api.Providers;

/// <summary>Registers a provider.</summary>
public sealed class CreateProvider(SchedulerDbContext db, WriteQueue writes, OperationContext context)
{
    public async Task<Outcome<Provider>> RunAsync(ProviderDetails details, CancellationToken cancellationToken)
    {
        if (await ProviderRules.CheckAsync(db, details, cancellationToken) is { } refusal)
        {
            return refusal;
        }

        var nowUtc = context.Now();
        var provider = new Provider
        {
            Id = details.Id ?? Ids.New(nowUtc).ToString(),
            FirstName = details.FirstName,
            LastName = details.LastName,
            Email = details.Email,
            TimeZone = details.TimeZone,
            AppointmentTypes = details.AppointmentTypes?.ToList(),
            Online = details.Online,
            Notify = details.Notify,
            Archived = details.Archived,
            Title = details.Title,
            Location = details.Location,
            Languages = details.Languages?.ToList(),
            CreatedUtc = nowUtc,
        };
        return await RowWrites.CreateAsync(
            writes,
            provider,
            "provider",
            provider.Id,
            p => ProviderEvents.Of(EventTypes.ProviderCreated, p, context),
            cancellationToken
        );
    }
}
