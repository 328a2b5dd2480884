using Scheduler.Api.Office;
using Scheduler.Api.Scheduling;
using Scheduler.Api.Web.Parts;
using Scheduler.Data.Model;

namespace Scheduler.Api.Web.Desk;

/// <summary>Everybody's day side by side, in the wall-clock time of the office; rows are minutes since midnight.</summary>
/// <param name="NowMinute">Where the line for now stands; null on any other day.</param>
/// <param name="Away">Those who do not work on this day.</param>
public sealed record DayModel(
    Viewer Viewer,
    DateOnly Date,
    DateOnly Today,
    int? NowMinute,
    int FirstMinute,
    int LastMinute,
    IReadOnlyList<DayColumn> Columns,
    IReadOnlyList<Provider> Away,
    IReadOnlyList<TypeMark> Types,
    int Appointments
)
{
    public Notice? Notice { get; init; }

    public string Live => $"/live/any?from={Date:yyyy-MM-dd}&to={Date.AddDays(1):yyyy-MM-dd}";

    /// <summary>Nobody can be booked yet.</summary>
    public bool IsNew => Columns.Count == 0 && Away.Count == 0;
}

/// <summary>A provider's day.</summary>
/// <param name="Provider">Null for the appointments that are nobody's in particular.</param>
/// <param name="Kept">What is taken but by no appointment that begins there, such as the time kept free around one.</param>
/// <param name="Items">Gaps and appointments in the order of their starts.</param>
/// <param name="Lanes">How many appointments stand beside each other at the most.</param>
public sealed record DayColumn(
    Provider? Provider,
    string? OtherZone,
    IReadOnlyList<LocalRange> Open,
    IReadOnlyList<LocalRange> Kept,
    IReadOnlyList<DayItem> Items,
    int Lanes
)
{
    public string Id => $"c-{Provider?.Id ?? ""}";

    public string Name => Provider is null ? "Without a provider" : Names.Of(Provider);

    public int Count => Items.Count(i => i.Entry is not null);
}

/// <summary>A part of a provider's day that can be pressed.</summary>
/// <param name="Entry">Null for a gap.</param>
public sealed record DayItem(int StartMinute, int EndMinute, DayEntry? Entry);

/// <summary>An appointment of the day.</summary>
/// <param name="States">What it is beside being booked, in words that are also its classes.</param>
/// <param name="Offered">What can be said of it by one press.</param>
public sealed record DayEntry(
    Guid Id,
    string Name,
    string Span,
    TypeMark Mark,
    IReadOnlyList<string> States,
    IReadOnlyList<Attendance> Offered,
    int Lane,
    int Lanes
);

/// <summary>How appointments of a type are told from others: by a colour, and by letters for whoever sees none.</summary>
/// <param name="Number">Which of the colours, where the type has none of its own.</param>
public sealed record TypeMark(AppointmentType Type, string Letters, int Number)
{
    /// <summary>As many as the style sheet has.</summary>
    private const int Colours = 8;

    public string Class => Type.Colour is null ? $"k{Number}" : "own";

    /// <summary>Its own colour, as it can be read on light pages and on dark ones; null where it has none.</summary>
    public string? Style { get; } =
        Type.Colour is { } colour ? $"--light:{AccentColours.Light(colour).Accent};--dark:{AccentColours.Dark(colour).Accent}" : null;

    /// <summary>A mark for each type, no two with the same letters.</summary>
    public static IReadOnlyList<TypeMark> Of(IReadOnlyList<AppointmentType> types)
    {
        var taken = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        return [.. types.Select((type, i) => new TypeMark(type, LettersOf(type.Name, taken), i % Colours))];
    }

    /// <summary>The first letter and the first of the others that makes it another one than those before.</summary>
    private static string LettersOf(string name, HashSet<string> taken)
    {
        var letters = name.Where(char.IsLetterOrDigit).ToList();
        var first = letters.Count == 0 ? "?" : char.ToUpperInvariant(letters[0]).ToString();
        return letters
            .Skip(1)
            .Select(second => first + char.ToLowerInvariant(second))
            .Concat(Enumerable.Range(1, int.MaxValue).Select(number => $"{first}{number}"))
            .First(taken.Add);
    }
}
