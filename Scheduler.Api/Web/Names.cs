using Microsoft.EntityFrameworkCore;
using Scheduler.Data;
using Scheduler.Data.Model;

namespace Scheduler.Api.Web;

/// <summary>What people are called on the pages.</summary>
internal static class Names
{
    public static string Of(Provider provider) => $"{provider.FirstName} {provider.LastName}".Trim();

    /// <summary>The client's names, else what there is.</summary>
    public static string Of(Client? client, string id) =>
        client is not null && $"{client.FirstName} {client.LastName}".Trim() is { Length: > 0 } name ? name
        : HoldingClient.Is(id) ? "Not named yet"
        : client?.Email ?? id;

    /// <summary>Those of several clients, by id.</summary>
    public static async Task<IReadOnlyDictionary<string, string>> OfAsync(
        SchedulerDbContext db,
        IEnumerable<string> ids,
        CancellationToken cancellationToken
    )
    {
        var wanted = ids.Distinct(StringComparer.Ordinal).ToList();
        var clients = await db.Clients.AsNoTracking().Where(c => wanted.Contains(c.Id)).ToDictionaryAsync(c => c.Id, cancellationToken);
        return wanted.ToDictionary(id => id, id => Of(clients.GetValueOrDefault(id), id), StringComparer.Ordinal);
    }
}
