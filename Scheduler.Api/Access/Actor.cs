namespace Scheduler.Api.Access;

/// <summary>What kind of actor does something.</summary>
public enum ActorKind
{
    /// <summary>Whoever is at the computer, as long as there are no accounts.</summary>
    Open,

    /// <summary>Somebody of the office who has signed in.</summary>
    Account,

    /// <summary>A program with an API key.</summary>
    Key,

    /// <summary>Whoever has the link of one appointment.</summary>
    ManageLink,

    /// <summary>A visitor of the public pages.</summary>
    Public,

    /// <summary>The service itself, as when a hold runs out.</summary>
    System,
}

/// <summary>Who does something. Every operation knows its actor, and every event names it.</summary>
/// <param name="Id">Which account, key or appointment (of a manage link); null where the kind says it all.</param>
public sealed record Actor(ActorKind Kind, string? Id = null)
{
    public static readonly Actor Open = new(ActorKind.Open) { Role = Role.Owner };
    public static readonly Actor Public = new(ActorKind.Public);
    public static readonly Actor System = new(ActorKind.System) { Role = Role.Owner };

    /// <summary>What it may do; the least unless somebody has said more.</summary>
    public Role Role { get; init; } = Role.Public;

    /// <summary>What people call the account or the key.</summary>
    public string? Name { get; init; }

    /// <summary>Whose own rows the role provider means; null for the others.</summary>
    public string? ProviderId { get; init; }

    /// <summary>The provider whose rows are all that exists for this actor; null where everything does.</summary>
    public string? OnlyProvider => Role == Role.Provider ? ProviderId ?? "" : null;

    /// <summary>The network address from which it acts, for the audit; null where there is none.</summary>
    public string? Address { get; init; }

    /// <summary>Whose idempotency keys these are: the same over requests, and nobody else's.</summary>
    public string Caller => Id is null ? Word : $"{Word}:{Id}";

    /// <summary>The kind as it is written in events.</summary>
    public string Word =>
        Kind switch
        {
            ActorKind.Open => "open",
            ActorKind.Account => "account",
            ActorKind.Key => "key",
            ActorKind.ManageLink => "manage-link",
            ActorKind.Public => "public",
            ActorKind.System => "system",
        };
}
