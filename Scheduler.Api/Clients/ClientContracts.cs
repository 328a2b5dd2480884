using Scheduler.Api.Appointments;
using Scheduler.Api.Http;
using Scheduler.Data.Model;

namespace Scheduler.Api.Clients;

/// <summary>A client to register. Without an id the server makes one.</summary>
/// <param name="Id">An id of the caller's choice; `any` is reserved. Without it the server makes a UUIDv7.</param>
/// <param name="TimeZone">IANA name of the zone in which the client reads times; null where none is known.</param>
public sealed record CreateClientRequest(
    string FirstName,
    string LastName,
    string? Id = null,
    string? Email = null,
    string? Phone = null,
    string? TimeZone = null,
    string? StaffNote = null,
    string? Language = null,
    DateOnly? BirthDate = null,
    IReadOnlyList<string>? Tags = null
);

/// <summary>Changes to a client: fields that are left out stay, null clears.</summary>
public sealed class PatchClientRequest : Patch
{
    public string? FirstName
    {
        get;
        set => field = Sent(value);
    }
    public string? LastName
    {
        get;
        set => field = Sent(value);
    }
    public string? Email
    {
        get;
        set => field = Sent(value);
    }
    public string? Phone
    {
        get;
        set => field = Sent(value);
    }

    /// <summary>IANA name of the zone in which the client reads times; null clears it.</summary>
    public string? TimeZone
    {
        get;
        set => field = Sent(value);
    }

    public string? StaffNote
    {
        get;
        set => field = Sent(value);
    }
    public string? Language
    {
        get;
        set => field = Sent(value);
    }
    public DateOnly? BirthDate
    {
        get;
        set => field = Sent(value);
    }
    public IReadOnlyList<string>? Tags
    {
        get;
        set => field = Sent(value);
    }

    internal ClientChanges Changes() =>
        new()
        {
            FirstName = Field(nameof(FirstName), FirstName),
            LastName = Field(nameof(LastName), LastName),
            Email = Field(nameof(Email), Email),
            Phone = Field(nameof(Phone), Phone),
            TimeZone = Field(nameof(TimeZone), TimeZone),
            StaffNote = Field(nameof(StaffNote), StaffNote),
            Language = Field(nameof(Language), Language),
            BirthDate = Field(nameof(BirthDate), BirthDate),
            Tags = Field(nameof(Tags), Tags),
        };
}

/// <summary>A client. One that a booking made has no names.</summary>
/// <param name="FirstName">First name; null for a client that only a booking made.</param>
/// <param name="LastName">Last name; null for a client that only a booking made.</param>
/// <param name="TimeZone">IANA name of the zone in which the client reads times; null where none is known.</param>
public sealed record ClientResponse(
    string Id,
    string? FirstName,
    string? LastName,
    string? Email,
    string? Phone,
    string? TimeZone,
    DateTime CreatedAt,
    string? StaffNote,
    string? Language,
    DateOnly? BirthDate,
    IReadOnlyList<string> Tags
)
{
    public static ClientResponse Of(Client c) =>
        new(c.Id, c.FirstName, c.LastName, c.Email, c.Phone, c.TimeZone, c.CreatedUtc, c.StaffNote, c.Language, c.BirthDate, c.Tags ?? []);
}

/// <summary>A client in a list, with its next appointment where that was asked for.</summary>
/// <param name="FirstName">First name; null for a client that only a booking made.</param>
/// <param name="LastName">Last name; null for a client that only a booking made.</param>
/// <param name="TimeZone">IANA name of the zone in which the client reads times; null where none is known.</param>
/// <param name="NextAppointment">With `expand=nextAppointment`: the first live one that has not ended; null where there is none,
/// or it was not asked for.</param>
public sealed record ListedClientResponse(
    string Id,
    string? FirstName,
    string? LastName,
    string? Email,
    string? Phone,
    string? TimeZone,
    DateTime CreatedAt,
    string? StaffNote,
    string? Language,
    DateOnly? BirthDate,
    IReadOnlyList<string> Tags,
    AppointmentResponse? NextAppointment
)
{
    public static ListedClientResponse Of(Client c, AppointmentResponse? next) =>
        new(
            c.Id,
            c.FirstName,
            c.LastName,
            c.Email,
            c.Phone,
            c.TimeZone,
            c.CreatedUtc,
            c.StaffNote,
            c.Language,
            c.BirthDate,
            c.Tags ?? [],
            next
        );
}
