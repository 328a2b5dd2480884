using System.Globalization;

namespace Scheduler.Api.Web.Parts;

/// <summary>What was typed into a form, kept as it was, and what is wrong with each field.</summary>
public sealed class FormState
{
    /// <summary>The field with the version that the form was filled from.</summary>
    public const string Version = "version";

    private readonly Dictionary<string, string> values = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> errors = new(StringComparer.Ordinal);

    public FormState(params (string Name, string? Value)[] fields)
    {
        foreach (var (name, value) in fields)
        {
            values[name] = value ?? "";
        }
    }

    /// <summary>The form as it was sent; blanks around a value are nobody's meaning.</summary>
    public static FormState Of(IFormCollection form)
    {
        var state = new FormState();
        foreach (var (name, value) in form)
        {
            state.values[name] = value.ToString().Trim();
        }

        return state;
    }

    /// <summary>An address's parameters, as a form's fields.</summary>
    public static FormState Of(IQueryCollection query) => new([.. query.Select(p => (p.Key, (string?)p.Value.ToString()))]);

    public static async Task<FormState> ReadAsync(HttpContext http) =>
        http.Request.HasFormContentType ? Of(await http.Request.ReadFormAsync(http.RequestAborted)) : new FormState();

    public string this[string name] => values.GetValueOrDefault(name, "");

    /// <summary>Null where nothing was typed.</summary>
    public string? Text(string name) => this[name] is { Length: > 0 } text ? text : null;

    /// <summary>A whole number; null where nothing was typed. What is no number is an error of the field.</summary>
    public int? Number(string name)
    {
        if (Text(name) is not { } text)
        {
            return null;
        }

        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            return number;
        }

        Add(name, "Write a whole number.");
        return null;
    }

    /// <summary>Whole numbers, parted by commas or blanks. What is no number is an error of the field.</summary>
    public IReadOnlyList<int> Numbers(string name)
    {
        var numbers = new List<int>();
        foreach (var text in this[name].Split([',', ' '], StringSplitOptions.RemoveEmptyEntries))
        {
            if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            {
                numbers.Add(number);
            }
            else
            {
                Add(name, "Write whole numbers, parted by commas.");
            }
        }

        return numbers;
    }

    /// <summary>The precondition that nobody has changed it since; null for a form that says no version.</summary>
    public Precondition? Precondition =>
        int.TryParse(this[Version], NumberStyles.None, CultureInfo.InvariantCulture, out var version)
            ? new Precondition(new HashSet<string>(StringComparer.Ordinal) { Scheduler.Api.Precondition.Text(version) }, this[Version])
            : null;

    /// <summary>The fields in which somebody says who they are and what it is about.</summary>
    public static readonly IReadOnlyList<string> DetailNames = ["firstName", "lastName", "email", "phone", "note"];

    /// <summary>The form itself where a booking page made it; null for what a program has put together.</summary>
    public FormState? FromPage => Text(Booking.PageKey.Field) is null ? null : this;

    /// <summary>What of these was typed, and what was answered.</summary>
    public IEnumerable<(string Name, string Value)> Details =>
        DetailNames
            .Concat(values.Keys.Where(name => name.StartsWith(Booking.QuestionForm.Prefix, StringComparison.Ordinal)))
            .Where(name => Text(name) is not null)
            .Select(name => (name, this[name]));

    /// <summary>Whether anything of these was typed.</summary>
    public bool HasDetails => Details.Any();

    public string? Error(string name) => errors.GetValueOrDefault(name);

    public IReadOnlyDictionary<string, string> Values => values;

    public bool Any => errors.Count > 0;

    public IReadOnlyDictionary<string, string> Errors => errors;

    public void Add(string name, string message) => errors.TryAdd(name, message);

    /// <summary>
    /// Says what an operation refused, each message at the field whose name it has, the others under <paramref name="otherwise"/>.
    /// </summary>
    public void Add(Refusal refusal, string otherwise)
    {
        if (refusal.Members.GetValueOrDefault("errors") is IEnumerable<KeyValuePair<string, List<string>>> fields)
        {
            foreach (var (name, messages) in fields)
            {
                Add(values.ContainsKey(name) ? name : otherwise, FieldWords.Of(name, messages[0]));
            }
        }
        else if (refusal.Version is { } present)
        {
            // Refused once: who saves again has read this.
            Add(
                otherwise,
                "Somebody else has changed this since you opened it. What you typed is still here: save again to put it in place of theirs."
            );
            values[Version] = present;
        }
        else
        {
            Add(otherwise, refusal.Detail);
        }
    }
}
