using System.ComponentModel;
using Scheduler.Api.Appointments;
using Scheduler.Api.Http;
using Scheduler.Api.Office;
using Scheduler.Data.Model;

namespace Scheduler.Api.Providers;

/// <summary>A provider to register. Without an id the server makes one.</summary>
/// <param name="Id">An id of the caller's choice; `any` is reserved. Without it the server makes a UUIDv7.</param>
/// <param name="TimeZone">IANA name of the zone in which its open hours are wall-clock times.</param>
/// <param name="AppointmentTypes">Ids of the types on offer; null means all that need a provider.</param>
public sealed record CreateProviderRequest(
    string FirstName,
    string LastName,
    string? Id = null,
    string? Email = null,
    [property: DefaultValue("UTC")] string TimeZone = "UTC",
    IReadOnlyList<string>? AppointmentTypes = null,
    [property: DefaultValue(true)] bool Online = true,
    bool Notify = false,
    bool Archived = false,
    string? Title = null,
    string? Location = null,
    IReadOnlyList<string>? Languages = null
);

/// <summary>Changes to a provider: fields that are left out stay, null clears one that may be null.</summary>
public sealed class PatchProviderRequest : Patch
{
    public string FirstName
    {
        get;
        set => field = Sent(value);
    } = "";
    public string LastName
    {
        get;
        set => field = Sent(value);
    } = "";
    public string? Email
    {
        get;
        set => field = Sent(value);
    }

    /// <summary>IANA name of the zone in which its open hours are wall-clock times.</summary>
    public string TimeZone
    {
        get;
        set => field = Sent(value);
    } = "";
    public IReadOnlyList<string>? AppointmentTypes
    {
        get;
        set => field = Sent(value);
    }
    public bool Online
    {
        get;
        set => field = Sent(value);
    }
    public bool Notify
    {
        get;
        set => field = Sent(value);
    }

    public bool Archived
    {
        get;
        set => field = Sent(value);
    }
    public string? Title
    {
        get;
        set => field = Sent(value);
    }

    /// <summary>A PNG or SVG picture of at most 65,536 bytes as `data:image/png;base64,…`; null removes it.</summary>
    public string? Photo
    {
        get;
        set => field = Sent(value);
    }
    public string? Location
    {
        get;
        set => field = Sent(value);
    }
    public IReadOnlyList<string>? Languages
    {
        get;
        set => field = Sent(value);
    }

    internal ProviderChanges Changes() =>
        new()
        {
            FirstName = Field(nameof(FirstName), FirstName),
            LastName = Field(nameof(LastName), LastName),
            Email = Field(nameof(Email), Email),
            TimeZone = Field(nameof(TimeZone), TimeZone),
            AppointmentTypes = Field(nameof(AppointmentTypes), AppointmentTypes),
            Online = Field(nameof(Online), Online),
            Notify = Field(nameof(Notify), Notify),
            Archived = Field(nameof(Archived), Archived),
            Title = Field(nameof(Title), Title),
            Photo = Field(nameof(Photo), Photo),
            Location = Field(nameof(Location), Location),
            Languages = Field(nameof(Languages), Languages),
        };
}

/// <summary>A provider.</summary>
/// <param name="TimeZone">IANA name of the zone in which its open hours are wall-clock times.</param>
public sealed record ProviderResponse(
    string Id,
    string FirstName,
    string LastName,
    string? Email,
    string TimeZone,
    IReadOnlyList<string>? AppointmentTypes,
    bool Online,
    DateTime CreatedAt,
    bool Notify,
    bool Archived,
    string? Title,
    string? Photo,
    string? Location,
    IReadOnlyList<string> Languages
)
{
    public static ProviderResponse Of(Provider p) =>
        new(
            p.Id,
            p.FirstName,
            p.LastName,
            p.Email,
            p.TimeZone,
            p.AppointmentTypes,
            p.Online,
            p.CreatedUtc,
            p.Notify,
            p.Archived,
            p.Title,
            PictureFile.Path(p.Photo),
            p.Location,
            p.Languages ?? []
        );
}

/// <summary>A provider after a change, and the live appointments that its new zone leaves outside its open hours: they stay.</summary>
/// <param name="Affected">Live appointments that lie outside the open hours now, the nearest first, at most 1,000.</param>
public sealed record ProviderChangedResponse(
    string Id,
    string FirstName,
    string LastName,
    string? Email,
    string TimeZone,
    IReadOnlyList<string>? AppointmentTypes,
    bool Online,
    DateTime CreatedAt,
    bool Notify,
    bool Archived,
    string? Title,
    string? Photo,
    string? Location,
    IReadOnlyList<string> Languages,
    IReadOnlyList<AppointmentResponse> Affected
)
{
    public static ProviderChangedResponse Of(ChangedProvider changed)
    {
        var p = changed.Provider;
        return new(
            p.Id,
            p.FirstName,
            p.LastName,
            p.Email,
            p.TimeZone,
            p.AppointmentTypes,
            p.Online,
            p.CreatedUtc,
            p.Notify,
            p.Archived,
            p.Title,
            PictureFile.Path(p.Photo),
            p.Location,
            p.Languages ?? [],
            changed.Affected.Select(a => AppointmentResponse.Of(a, changed.NowUtc)).ToList()
        );
    }
}
