using Scheduler.Data.Model;

namespace Scheduler.Api.Clients;

/// <summary>The client in whose name a time is held on the pages until its holder says a name. Nobody's: lists of clients leave it out.</summary>
/// <remarks>
/// Whoever confirms takes the hold over, and the placeholder goes. That of a hold which was released or ran out stays with it:
/// an appointment is history, and history has a user.
/// </remarks>
public static class Placeholder
{
    private const string Prefix = "hold:";

    public static string New() => $"{Prefix}{Guid.CreateVersion7():N}";

    public static bool Is(string id) => id.StartsWith(Prefix, StringComparison.Ordinal);

    /// <summary>The clients who are somebody. One whom a caller gave such an id, and a name, is.</summary>
    public static IQueryable<Client> WithoutPlaceholders(this IQueryable<Client> clients) =>
        clients.Where(c => !c.Id.StartsWith(Prefix) || c.FirstName != null || c.LastName != null || c.Email != null);
}
