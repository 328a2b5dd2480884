namespace Scheduler.Api.Access;

/// <summary>What somebody is to the office; <see cref="Permission"/> says what each may do.</summary>
public enum Role
{
    /// <summary>May do everything.</summary>
    Owner,

    /// <summary>Runs the office: everything but accounts.</summary>
    Manager,

    /// <summary>Keeps the calendars of everybody.</summary>
    Reception,

    /// <summary>Has a calendar, and sees what is in it.</summary>
    Provider,

    /// <summary>A visitor, or a web page with a public key.</summary>
    Public,
}

/// <summary>The roles' words: on the wire, in the database and on the command line.</summary>
public static class RoleWords
{
    private static readonly Dictionary<string, Role> Roles = Enum.GetValues<Role>().ToDictionary(Of, StringComparer.Ordinal);

    /// <summary>Every word, the most powerful role first.</summary>
    public static IReadOnlyCollection<string> All => Roles.Keys;

    public static string Of(Role role) =>
        role switch
        {
            Role.Owner => "owner",
            Role.Manager => "manager",
            Role.Reception => "reception",
            Role.Provider => "provider",
            Role.Public => "public",
        };

    /// <summary>Null for a word that is none.</summary>
    public static Role? Read(string? word) => word is not null && Roles.TryGetValue(word, out var role) ? role : null;

    /// <summary>A word that was stored.</summary>
    public static Role Stored(string word) => Roles[word];
}
