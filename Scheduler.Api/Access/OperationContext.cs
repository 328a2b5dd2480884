using Microsoft.Extensions.Options;
using Scheduler.Api.Appointments;
using Scheduler.Api.Http;
using Scheduler.Api.Scheduling;

namespace Scheduler.Api.Access;

/// <summary>What every operation knows: who acts, in which office, and when. One for each request.</summary>
public sealed class OperationContext(IOptions<SchedulingOptions> options, OfficeZone zone, TimeProvider clock)
{
    private Actor? actor;

    /// <summary>Set by the gate through which the request came, or by the worker for what the service does itself.</summary>
    /// <exception cref="InvalidOperationException">Nobody has said who acts: an operation must not run then.</exception>
    public Actor Actor
    {
        get => actor ?? throw new InvalidOperationException("No actor is known: the operation was reached past every gate.");
        set => actor = value with { Address = Address };
    }

    /// <summary>The network address from which a request comes; null for what the service does itself.</summary>
    public string? Address { get; set; }

    /// <summary>Whether anybody has said who acts, as not on a page of an error.</summary>
    public bool HasActor => actor is not null;

    /// <summary>Whether this provider's calendar exists for the actor.</summary>
    public bool Reaches(string providerId) => Actor.OnlyProvider is not { } own || own == providerId;

    /// <summary>Whether only what is online exists for the actor: a key that may stand in any web page. The booking pages see to it themselves.</summary>
    public bool OnlineOnly => HasActor && Actor is { Kind: ActorKind.Key, Role: Role.Public };

    /// <summary>Whether the actor may do this with anything at all; nobody may do anything as long as nobody has said who acts.</summary>
    public bool May(Permission permission) => HasActor && permission.Of(Actor.Role) != Reach.None;

    public SchedulingOptions Settings => options.Value;

    /// <summary>The office zone: the calendar of the daily limit, and the grid of types without a provider.</summary>
    public ZoneRules Office => zone.Current;

    /// <summary>The present instant, in UTC, cut to the microseconds that the databases keep. One step of an operation asks once.</summary>
    public DateTime Now() => clock.Now();
}
