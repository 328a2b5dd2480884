namespace Scheduler.Api.Office;

/// <summary>What the practice says of itself, and how its pages look. What is null was not said.</summary>
public sealed record OfficeSettings
{
    /// <summary>A database in which nothing was set yet.</summary>
    public static readonly OfficeSettings Unset = new();

    public string? PracticeName { get; init; }

    /// <summary>May have several lines.</summary>
    public string? Address { get; init; }
    public string? Phone { get; init; }
    public string? Email { get; init; }
    public string? Website { get; init; }

    /// <summary>The name of a stored picture.</summary>
    public string? Logo { get; init; }

    /// <summary>Such as <c>#0b57d0</c>, in lower case.</summary>
    public string? AccentColour { get; init; }
    public string? ImprintUrl { get; init; }

    /// <summary>What the page about privacy says; may have several lines.</summary>
    public string? PrivacyText { get; init; }

    /// <summary>The languages in which people are written to, such as <c>en</c>.</summary>
    public IReadOnlyList<string> Languages { get; init; } = OfficeRules.Languages;

    /// <summary>One of <see cref="Languages"/>.</summary>
    public string DefaultLanguage { get; init; } = "en";
    public DayOfWeek WeekStart { get; init; } = DayOfWeek.Monday;

    /// <summary>Grows by one with every change.</summary>
    public int Version { get; init; } = 1;
}

/// <summary>Changes to the settings: a field that is not sent stays.</summary>
public sealed record OfficeChanges
{
    public Field<string?> PracticeName { get; init; }
    public Field<string?> Address { get; init; }
    public Field<string?> Phone { get; init; }
    public Field<string?> Email { get; init; }
    public Field<string?> Website { get; init; }

    /// <summary>A picture as a <c>data:</c> address, or the address of the one that is there.</summary>
    public Field<string?> Logo { get; init; }
    public Field<string?> AccentColour { get; init; }
    public Field<string?> ImprintUrl { get; init; }
    public Field<string?> PrivacyText { get; init; }
    public Field<IReadOnlyList<string>> Languages { get; init; }
    public Field<string> DefaultLanguage { get; init; }
    public Field<string> WeekStart { get; init; }
    public Field<string> TimeZone { get; init; }
}
