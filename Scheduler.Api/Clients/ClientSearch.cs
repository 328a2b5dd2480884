using Microsoft.EntityFrameworkCore;
using Scheduler.Api.Appointments;
using Scheduler.Data;
using Scheduler.Data.Model;

namespace Scheduler.Api.Clients;

/// <summary>Finds clients by what is typed into a search box.</summary>
public static class ClientSearch
{
    /// <summary>The first <paramref name="count"/> clients who are somebody, by id, that match <paramref name="text"/>; those after one where <paramref name="after"/> is its id.</summary>
    public static Task<List<Client>> ListAsync(SchedulerDbContext db, string? text, string? after, int count, CancellationToken cancellationToken)
    {
        var clients = Matching(db.Clients.AsNoTracking().WithoutHolding(), text);
        if (after is not null)
        {
            clients = clients.Where(c => c.Id.CompareTo(after) > 0);
        }

        return clients.OrderBy(c => c.Id).Take(count).ToListAsync(cancellationToken);
    }

    /// <summary>Clients whose names, e-mail or id have every word of <paramref name="text"/> somewhere; letters in either case.</summary>
    private static IQueryable<Client> Matching(IQueryable<Client> clients, string? text)
    {
        foreach (var word in (text ?? "").Replace("\0", "", StringComparison.Ordinal).Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Take(8))
        {
#pragma warning disable CA1304, CA1311, CA1862, MA0011 // Translated to the database's own lower().
            var lower = word.ToLowerInvariant();
            clients = clients.Where(c =>
                c.FirstName!.ToLower().Contains(lower) || c.LastName!.ToLower().Contains(lower) || c.Email!.ToLower().Contains(lower) || c.Id.ToLower().Contains(lower));
#pragma warning restore CA1304, CA1311, CA1862, MA0011
        }

        return clients;
    }
}
