using Scheduler.Data.Model;

namespace Scheduler.Api;

/// <summary>
/// The client in whose name times are held on the public pages until their holders say a name: one for all of them, and nobody.
/// </summary>
/// <remarks>
/// Its appointments take no date of anybody's daily limit. Whoever confirms one takes it over; those that were released or ran out are
/// deleted a day later, and lists of clients leave it out.
/// </remarks>
public static class HoldingClient
{
    public const string Id = "hold:public";

    public static bool Is(string? userId) => userId == Id;

    /// <summary>The clients who are somebody.</summary>
    public static IQueryable<Client> WithoutHolding(this IQueryable<Client> clients) => clients.Where(c => c.Id != Id);
}
