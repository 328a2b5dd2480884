using Microsoft.EntityFrameworkCore;
using Scheduler.Api.Access;
using Scheduler.Api.Clients;
using Scheduler.Data;
using Scheduler.Data.Model;

namespace Scheduler.Api.Web.Office;

/// <summary>A client's next appointment, in the words of a page.</summary>
/// <param name="Words">When, on the office's clock, and with whom.</param>
public sealed record NextVisit(Guid Id, string Words);

/// <summary>What those whom a search found have ahead: two statements, however many they are.</summary>
internal sealed class NextVisits(FindNextAppointments next, SchedulerDbContext db, OperationContext context)
{
    /// <summary>By client; those who have nothing ahead are left out.</summary>
    public async Task<IReadOnlyDictionary<string, NextVisit>> OfAsync(
        HttpContext http,
        IReadOnlyList<Client> clients,
        CancellationToken cancellationToken
    )
    {
        if (clients.Count == 0)
        {
            return new Dictionary<string, NextVisit>();
        }

        var viewer = Viewer.Of(http, null, context.Office);
        var ahead = await next.RunAsync([.. clients.Select(c => c.Id)], cancellationToken);
        var providers = await db.ProvidersOfAsync(ahead.Values, cancellationToken);
        return ahead.ToDictionary(
            a => a.Key,
            a => new NextVisit(
                a.Value.Id,
                string.Join(
                    ", ",
                    a.Value.ProviderIds.Where(providers.ContainsKey)
                        .Select(id => Names.Of(providers[id]))
                        .Prepend(viewer.Moment(a.Value.StartUtc))
                )
            ),
            StringComparer.Ordinal
        );
    }
}
