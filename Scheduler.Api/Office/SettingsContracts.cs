using Scheduler.Api.Appointments;
using Scheduler.Api.Http;

namespace Scheduler.Api.Office;

/// <summary>What the practice says of itself, how its pages look, and its zone.</summary>
/// <param name="Logo">The address of its picture on this service; null where it has none.</param>
/// <param name="TimeZone">IANA name of the office zone: by its calendar one appointment a day is counted.</param>
/// <param name="TimeZoneFrom">`settings`, or `environment` where the service's own setting `Scheduling:TimeZone` says the zone,
/// which cannot be changed here then.</param>
public sealed record SettingsResponse(
    string? PracticeName,
    string? Address,
    string? Phone,
    string? Email,
    string? Website,
    string? Logo,
    string? AccentColour,
    string? ImprintUrl,
    string? PrivacyText,
    IReadOnlyList<string> Languages,
    string DefaultLanguage,
    string WeekStart,
    string TimeZone,
    string TimeZoneFrom
)
{
    public static SettingsResponse Of(ChangedSettings read, bool isFixed)
    {
        var s = read.Settings;
        return new(
            s.PracticeName,
            s.Address,
            s.Phone,
            s.Email,
            s.Website,
            PictureFile.Path(s.Logo),
            s.AccentColour,
            s.ImprintUrl,
            s.PrivacyText,
            s.Languages,
            s.DefaultLanguage,
            Weekdays.Word(s.WeekStart),
            read.Zone.Id,
            isFixed ? "environment" : "settings"
        );
    }
}

/// <summary>The settings after a change, and the appointments that another zone counts by another date: they stay.</summary>
/// <param name="Logo">The address of its picture on this service; null where it has none.</param>
/// <param name="TimeZone">IANA name of the office zone: by its calendar one appointment a day is counted.</param>
/// <param name="TimeZoneFrom">`settings`, or `environment` where the service's own setting `Scheduling:TimeZone` says the zone,
/// which cannot be changed here then.</param>
/// <param name="Affected">Live appointments ahead whose date is another one by the new zone's calendar, the nearest first,
/// at most 1,000.</param>
public sealed record SettingsChangedResponse(
    string? PracticeName,
    string? Address,
    string? Phone,
    string? Email,
    string? Website,
    string? Logo,
    string? AccentColour,
    string? ImprintUrl,
    string? PrivacyText,
    IReadOnlyList<string> Languages,
    string DefaultLanguage,
    string WeekStart,
    string TimeZone,
    string TimeZoneFrom,
    IReadOnlyList<AppointmentResponse> Affected
)
{
    public static SettingsChangedResponse Of(ChangedSettings changed, bool isFixed)
    {
        var s = SettingsResponse.Of(changed, isFixed);
        return new(
            s.PracticeName,
            s.Address,
            s.Phone,
            s.Email,
            s.Website,
            s.Logo,
            s.AccentColour,
            s.ImprintUrl,
            s.PrivacyText,
            s.Languages,
            s.DefaultLanguage,
            s.WeekStart,
            s.TimeZone,
            s.TimeZoneFrom,
            [.. changed.Affected.Select(a => AppointmentResponse.Of(a, changed.NowUtc))]
        );
    }
}

/// <summary>Changes to the settings: fields that are left out stay, null clears one that may be null.</summary>
public sealed class PatchSettingsRequest : Patch
{
    public string? PracticeName
    {
        get;
        set => field = Sent(value);
    }
    public string? Address
    {
        get;
        set => field = Sent(value);
    }
    public string? Phone
    {
        get;
        set => field = Sent(value);
    }
    public string? Email
    {
        get;
        set => field = Sent(value);
    }
    public string? Website
    {
        get;
        set => field = Sent(value);
    }

    /// <summary>A PNG or SVG picture of at most 65,536 bytes as `data:image/png;base64,…`; null removes it.</summary>
    public string? Logo
    {
        get;
        set => field = Sent(value);
    }
    public string? AccentColour
    {
        get;
        set => field = Sent(value);
    }
    public string? ImprintUrl
    {
        get;
        set => field = Sent(value);
    }
    public string? PrivacyText
    {
        get;
        set => field = Sent(value);
    }
    public IReadOnlyList<string> Languages
    {
        get;
        set => field = Sent(value);
    } = [];
    public string DefaultLanguage
    {
        get;
        set => field = Sent(value);
    } = "";
    public string WeekStart
    {
        get;
        set => field = Sent(value);
    } = "";

    /// <summary>IANA name of the office zone. Every appointment is counted by its calendar from then on.</summary>
    public string TimeZone
    {
        get;
        set => field = Sent(value);
    } = "";

    internal OfficeChanges Changes() =>
        new()
        {
            PracticeName = Field(nameof(PracticeName), PracticeName),
            Address = Field(nameof(Address), Address),
            Phone = Field(nameof(Phone), Phone),
            Email = Field(nameof(Email), Email),
            Website = Field(nameof(Website), Website),
            Logo = Field(nameof(Logo), Logo),
            AccentColour = Field(nameof(AccentColour), AccentColour),
            ImprintUrl = Field(nameof(ImprintUrl), ImprintUrl),
            PrivacyText = Field(nameof(PrivacyText), PrivacyText),
            Languages = Field(nameof(Languages), Languages),
            DefaultLanguage = Field(nameof(DefaultLanguage), DefaultLanguage),
            WeekStart = Field(nameof(WeekStart), WeekStart),
            TimeZone = Field(nameof(TimeZone), TimeZone),
        };
}
