namespace Scheduler.Api.Access;

/// <summary>How much of something a role may reach.</summary>
public enum Reach
{
    /// <summary>Nothing: 403.</summary>
    None,

    /// <summary>One's own; the rest does not exist: 404.</summary>
    Own,

    All,
}

/// <summary>
/// What an endpoint is for, and whom it lets in: every endpoint behind the gates of the office and the API has exactly one.
/// </summary>
/// <remarks>
/// An owner may do everything. Which rows <see cref="Reach.Own"/> means is decided where they are read, by <see cref="OwnRows"/>.
/// </remarks>
public sealed record Permission(string Name, Reach Manager, Reach Reception, Reach Provider, Reach PublicKey)
{
    public static readonly Permission KnowOneself = new("know-oneself", Reach.All, Reach.All, Reach.All, Reach.All);
    public static readonly Permission ManageAccounts = new("manage-accounts", Reach.None, Reach.None, Reach.None, Reach.None);

    /// <summary>A manager's own are keys of lesser roles.</summary>
    public static readonly Permission ManageKeys = new("manage-keys", Reach.Own, Reach.None, Reach.None, Reach.None);

    /// <summary>Providers and appointment types: what the office offers.</summary>
    public static readonly Permission ReadOffer = new("read-offer", Reach.All, Reach.All, Reach.All, Reach.All);
    public static readonly Permission ChangeOffer = new("change-offer", Reach.All, Reach.None, Reach.None, Reach.None);
    public static readonly Permission ChangeProfile = new("change-profile", Reach.All, Reach.None, Reach.Own, Reach.None);

    /// <summary>What the practice says of itself, and its zone.</summary>
    public static readonly Permission ManageSettings = new("manage-settings", Reach.All, Reach.None, Reach.None, Reach.None);
    public static readonly Permission ReadHours = new("read-hours", Reach.All, Reach.All, Reach.Own, Reach.None);
    public static readonly Permission ChangeHours = new("change-hours", Reach.All, Reach.All, Reach.Own, Reach.None);
    public static readonly Permission ReadClients = new("read-clients", Reach.All, Reach.All, Reach.Own, Reach.None);
    public static readonly Permission ChangeClients = new("change-clients", Reach.All, Reach.All, Reach.None, Reach.None);
    public static readonly Permission ReadAppointments = new("read-appointments", Reach.All, Reach.All, Reach.Own, Reach.None);
    public static readonly Permission Book = new("book", Reach.All, Reach.All, Reach.Own, Reach.All);
    public static readonly Permission ChangeAppointments = new("change-appointments", Reach.All, Reach.All, Reach.Own, Reach.None);
    public static readonly Permission ReadSlots = new("read-slots", Reach.All, Reach.All, Reach.All, Reach.All);
    public static readonly Permission CompareTimes = new("compare-times", Reach.All, Reach.All, Reach.All, Reach.None);
    public static readonly Permission ReadEvents = new("read-events", Reach.All, Reach.All, Reach.Own, Reach.None);

    /// <summary>All that is kept about a client, in one file.</summary>
    public static readonly Permission ExportClients = new("export-clients", Reach.All, Reach.None, Reach.None, Reach.None);
    public static readonly Permission EraseClients = new("erase-clients", Reach.All, Reach.None, Reach.None, Reach.None);
    public static readonly Permission ReadAudit = new("read-audit", Reach.All, Reach.None, Reach.None, Reach.None);
    public static readonly Permission ManageWebhooks = new("manage-webhooks", Reach.All, Reach.None, Reach.None, Reach.None);

    /// <summary>The mails about appointments.</summary>
    public static readonly Permission ReadMessages = new("read-messages", Reach.All, Reach.All, Reach.None, Reach.None);

    /// <summary>The least role that is let in.</summary>
    public Role Least => Enum.GetValues<Role>().Last(role => Of(role) != Reach.None);

    public Reach Of(Role role) =>
        role switch
        {
            Role.Owner => Reach.All,
            Role.Manager => Manager,
            Role.Reception => Reception,
            Role.Provider => Provider,
            Role.Public => PublicKey,
        };

    /// <summary>Why an actor is not let in; null when it is.</summary>
    public Refusal? Check(Actor actor) =>
        Of(actor.Role) != Reach.None
            ? null
            : new Refusal(
                RefusalType.Forbidden,
                $"The role '{RoleWords.Of(actor.Role)}' may not do this; '{RoleWords.Of(Least)}' is the least that may."
            ).With("needs", RoleWords.Of(Least));
}
