using Scheduler.Api.Http;
using Scheduler.Data.Model;

namespace Scheduler.Api.Office;

/// <summary>What the settings may be.</summary>
internal static class OfficeRules
{
    public const int MaxUrl = 500;
    public const int MaxAddress = Limits.Note;
    public const int MaxPrivacyText = Setting.MaxLength;

    /// <summary>The languages that people may be written to in.</summary>
    public static readonly string[] Languages = ["en", "de", "fr", "es", "ar"];

    /// <summary>The settings after a change; what makes no sense is an error. Pictures and the zone are looked at elsewhere.</summary>
    public static OfficeSettings Apply(OfficeSettings old, OfficeChanges changes, RequestErrors errors)
    {
        var changed = old with
        {
            PracticeName = Said(changes.PracticeName, old.PracticeName),
            Address = Said(changes.Address, old.Address),
            Phone = Said(changes.Phone, old.Phone),
            Email = Said(changes.Email, old.Email),
            Website = Said(changes.Website, old.Website),
            AccentColour = Said(changes.AccentColour, old.AccentColour)?.ToLowerInvariant(),
            ImprintUrl = Said(changes.ImprintUrl, old.ImprintUrl),
            PrivacyText = Said(changes.PrivacyText, old.PrivacyText),
            Languages = changes.Languages.Or(old.Languages),
            DefaultLanguage = changes.DefaultLanguage.Or(old.DefaultLanguage),
            WeekStart = WeekStart(changes.WeekStart, old.WeekStart, errors),
        };
        errors.Text("practiceName", changed.PracticeName, Limits.Name, required: false);
        errors.Text("address", changed.Address, MaxAddress, required: false);
        errors.Text("phone", changed.Phone, Limits.Phone, required: false);
        errors.Email("email", changed.Email);
        Url(errors, "website", changed.Website);
        Url(errors, "imprintUrl", changed.ImprintUrl);
        errors.Text("privacyText", changed.PrivacyText, MaxPrivacyText, required: false);
        if (changed.AccentColour is { } colour && !ColourText.IsOne(colour))
        {
            errors.Add("accentColour", "must be a colour such as #0b57d0");
        }

        CheckLanguages(changed, errors);
        return changed;
    }

    private static void CheckLanguages(OfficeSettings changed, RequestErrors errors)
    {
        if (
            changed.Languages.Count == 0
            || changed.Languages.Distinct().Count() != changed.Languages.Count
            || changed.Languages.Any(l => !Languages.Contains(l))
        )
        {
            errors.Add("languages", $"must be one or more of {string.Join(", ", Languages)}, each once");
        }
        else if (!changed.Languages.Contains(changed.DefaultLanguage))
        {
            errors.Add("defaultLanguage", "must be one of 'languages'");
        }
    }

    /// <summary>An empty text says nothing.</summary>
    private static string? Said(Field<string?> field, string? old) =>
        field.Or(old) is { } text && text.Trim().Length > 0 ? text.Trim().ReplaceLineEndings("\n") : null;

    private static DayOfWeek WeekStart(Field<string> field, DayOfWeek old, RequestErrors errors)
    {
        if (!field.IsSent)
        {
            return old;
        }

        if (Weekdays.Read(field.Value) is { } day)
        {
            return day;
        }

        errors.Add("weekStart", "must be 'monday', 'tuesday', … or 'sunday'");
        return old;
    }

    private static void Url(RequestErrors errors, string field, string? url)
    {
        if (
            url is not null
            && (url.Length > MaxUrl || !Uri.TryCreate(url, UriKind.Absolute, out var address) || address.Scheme is not ("https" or "http"))
        )
        {
            errors.Add(field, $"must be an address such as https://example.org of at most {MaxUrl} characters");
        }
    }
}
