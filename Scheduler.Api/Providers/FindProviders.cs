using Microsoft.EntityFrameworkCore;
using Scheduler.Api.Access;
using Scheduler.Api.Calendars;
using Scheduler.Api.Http;
using Scheduler.Data;
using Scheduler.Data.Model;

namespace Scheduler.Api.Providers;

/// <summary>Reads providers.</summary>
public sealed class FindProviders(SchedulerDbContext db, OperationContext context)
{
    /// <returns>Null when there is none of this id.</returns>
    public async Task<Provider?> FindAsync(string id, CancellationToken cancellationToken) =>
        RequestErrors.IsId(id) ? await Existing.FirstOrDefaultAsync(p => p.Id == id, cancellationToken) : null;

    /// <summary>The first <paramref name="count"/> providers by id, those after one where <paramref name="after"/> is its id.</summary>
    /// <param name="appointmentType">Only those who offer this type.</param>
    public async Task<Outcome<IReadOnlyList<Provider>>> ListAsync(
        string? appointmentType,
        string? after,
        int count,
        CancellationToken cancellationToken
    )
    {
        var providers = Existing.Where(p => after == null || p.Id.CompareTo(after) > 0).OrderBy(p => p.Id);
        if (appointmentType is null)
        {
            return await providers.Take(count).ToListAsync(cancellationToken);
        }

        var type = RequestErrors.IsId(appointmentType)
            ? await db.AppointmentTypes.AsNoTracking().FirstOrDefaultAsync(t => t.Id == appointmentType, cancellationToken)
            : null;
        if (type is null || (context.OnlineOnly && !type.IsPublic))
        {
            return Refusal.NotFound("appointment type", appointmentType);
        }

        return await OfferingAsync(providers, type, count, cancellationToken);
    }

    /// <summary>The first <paramref name="count"/> providers by id who offer a type on the public pages.</summary>
    public Task<List<Provider>> OnlineAsync(AppointmentType type, int count, CancellationToken cancellationToken) =>
        OfferingAsync(db.Providers.AsNoTracking().Where(p => p.Online && !p.Archived).OrderBy(p => p.Id), type, count, cancellationToken);

    private IQueryable<Provider> Existing => db.Providers.AsNoTracking().Where(p => !context.OnlineOnly || (p.Online && !p.Archived));

    private static async Task<List<Provider>> OfferingAsync(
        IQueryable<Provider> providers,
        AppointmentType type,
        int count,
        CancellationToken cancellationToken
    )
    {
        // What a provider offers is one small text a row: the rule in C# reads it, and no second one in SQL.
        var offering = new List<Provider>(count);
        await foreach (var provider in providers.AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            if (provider.Offers(type))
            {
                offering.Add(provider);
                if (offering.Count == count)
                {
                    break;
                }
            }
        }

        return offering;
    }

    /// <summary>The first <paramref name="count"/> providers by name, those who are archived last.</summary>
    public Task<List<Provider>> ByNameAsync(int count, CancellationToken cancellationToken) =>
        db
            .Providers.AsNoTracking()
            .OrderBy(p => p.Archived)
            .ThenBy(p => p.LastName)
            .ThenBy(p => p.FirstName)
            .Take(count)
            .ToListAsync(cancellationToken);
}
