using Scheduler.Api.Events;
using Scheduler.Data.Model;

namespace Scheduler.Api.Access;

/// <summary>Who handles which keys, and what is told of them.</summary>
internal static class KeyRules
{
    /// <summary>An owner every key, a manager those of lesser roles.</summary>
    public static bool MayHandle(Actor actor, Role role) => actor.Role == Role.Owner || role > actor.Role;

    /// <summary>The words of the roles whose keys exist for an actor.</summary>
    public static List<string> Handled(Actor actor) =>
        [.. Enum.GetValues<Role>().Where(role => MayHandle(actor, role)).Select(RoleWords.Of)];

    /// <summary>Never its name: that may be somebody's.</summary>
    public static Event EventOf(string type, ApiKey key, OperationContext context) =>
        EventRow.Of(
            type,
            EventSubjects.Key,
            key.Id,
            context.Actor,
            context.Now(),
            json =>
            {
                json.WriteString("id", key.Id);
                json.WriteString("role", key.Role);
                json.WriteString("providerId", key.ProviderId);
            }
        );
}
