using System.Text.RegularExpressions;
using Scheduler.Api.Scheduling;
using Scheduler.Data.Model;

namespace Scheduler.Api.Http;

/// <summary>Collects what is wrong with a request, a field at a time, so that the caller hears of everything at once.</summary>
public sealed partial class RequestErrors
{
    private readonly Dictionary<string, List<string>> errors = new(StringComparer.Ordinal);

    public bool Any => errors.Count > 0;

    /// <summary>What came out, with each field's messages in the member <c>errors</c>.</summary>
    public Refusal Refusal =>
        new Refusal(
            RefusalType.InvalidRequest,
            string.Join(' ', errors.Take(3).Select(e => $"{(e.Key.Length == 0 ? "The body" : $"'{e.Key}'")} {e.Value[0]}."))
                + (errors.Count > 3 ? $" And {errors.Count - 3} more." : "")
        ).With("errors", errors);

    public static Refusal Of(string field, string message)
    {
        var single = new RequestErrors();
        single.Add(field, message);
        return single.Refusal;
    }

    public void Add(string field, string message)
    {
        if (!errors.TryGetValue(field, out var messages))
        {
            errors[field] = messages = [];
        }

        messages.Add(message);
    }

    /// <summary>1–64 characters out of <c>A-Z a-z 0-9 . _ - @ : +</c>.</summary>
    public static bool IsId(string? text) => text is not null && IdPattern().IsMatch(text);

    public void Id(string field, string? value)
    {
        if (!IsId(value))
        {
            Add(field, "must have 1 to 64 characters out of A-Z a-z 0-9 . _ - @ : +");
        }
    }

    /// <summary>Whom an appointment is for.</summary>
    public void UserId(string field, string? value)
    {
        Id(field, value);
        if (value is not null && HoldingClient.Is(value))
        {
            Add(field, "is reserved");
        }
    }

    /// <summary>An id that a caller chose for something new; null lets the server choose.</summary>
    public void NewId(string field, string? value)
    {
        if (value is null)
        {
            return;
        }

        Id(field, value);
        if (value == ReservedId)
        {
            Add(field, $"must not be '{ReservedId}', which is reserved");
        }
    }

    /// <summary>A text for people. One that may be as long as a note may have lines.</summary>
    public void Text(string field, string? value, int maxLength, bool required)
    {
        if (required && string.IsNullOrWhiteSpace(value))
        {
            Add(field, "must not be empty");
        }
        else if (value?.Length > maxLength)
        {
            Add(field, $"must have at most {maxLength} characters");
        }
        else if (value is not null && HasControl(value, lines: maxLength >= Limits.Note))
        {
            Add(field, "must not have control characters, nor such as turn the direction of what follows");
        }
    }

    public void Email(string field, string? value)
    {
        if (value is not null && (value.Length > Limits.Email || !EmailPattern().IsMatch(value)))
        {
            Add(field, $"must be an e-mail address of at most {Limits.Email} characters");
        }
    }

    public void TimeZone(string field, string? value)
    {
        if (value is not null && !ZoneRules.TryGet(value, out _))
        {
            Add(field, "must be the name of an IANA time zone such as Europe/Berlin");
        }
    }

    /// <summary>
    /// Instants of the years 2 to 9998: a day or a zone's offset more stays inside what dates can express,
    /// and inside what the databases keep as finite.
    /// </summary>
    public void Instant(string field, DateTime? value)
    {
        if (value is { Year: < 2 or > 9998 })
        {
            Add(field, "must lie in the years 0002 to 9998");
        }
    }

    public void Between(string field, int? value, int min, int max)
    {
        if (value < min || value > max)
        {
            Add(field, $"must be from {min} to {max}");
        }
    }

    public const string ReservedId = "any";

    /// <summary>
    /// Characters that do something where a text is shown or sent on: they end lines of mails and logs, or make a name look like another.
    /// </summary>
    private static bool HasControl(string text, bool lines) =>
        text.Any(c =>
            (char.IsControl(c) && !(lines && c is '\n' or '\r' or '\t'))
            || c is (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069') or '\u2028' or '\u2029'
        );

    [GeneratedRegex(@"\A[A-Za-z0-9._@:+-]{1,64}\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex IdPattern();

    // Deliberately loose: only a message that arrives proves an address. What would end an address in a mail's header is none.
    [GeneratedRegex(
        @"\A[^@\s\p{C}""'<>,;:\\()]+@[^@\s\p{C}""'<>,;:\\()]+\z",
        RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex EmailPattern();
}
