using Scheduler.Api.Http;
using Scheduler.Data.Model;

namespace Scheduler.Api.Clients;

/// <summary>A client to register.</summary>
/// <param name="Id">Null lets the server choose one.</param>
/// <param name="TimeZone">IANA name of the zone in which the client reads times.</param>
public sealed record ClientDetails(
    string? Id,
    string FirstName,
    string LastName,
    string? Email = null,
    string? Phone = null,
    string? TimeZone = null
)
{
    /// <summary>What the office knows of the client, for itself alone.</summary>
    public string? StaffNote { get; init; }
    public string? Language { get; init; }
    public DateOnly? BirthDate { get; init; }
    public IReadOnlyList<string>? Tags { get; init; }
}

/// <summary>Changes to a client: a field that is not sent stays.</summary>
public sealed record ClientChanges
{
    public Field<string?> FirstName { get; init; }
    public Field<string?> LastName { get; init; }
    public Field<string?> Email { get; init; }
    public Field<string?> Phone { get; init; }
    public Field<string?> TimeZone { get; init; }
    public Field<string?> StaffNote { get; init; }
    public Field<string?> Language { get; init; }
    public Field<DateOnly?> BirthDate { get; init; }
    public Field<IReadOnlyList<string>?> Tags { get; init; }
}

/// <summary>What a client may look like.</summary>
internal static class ClientRules
{
    public const int MaxTags = 20;
    public const int MaxTag = 40;

    public static Refusal? Check(ClientDetails details)
    {
        var errors = new RequestErrors();
        errors.NewId("id", details.Id);
        if (HoldingClient.Is(details.Id))
        {
            errors.Add("id", "is reserved");
        }

        errors.Text("firstName", details.FirstName, Limits.Name, required: true);
        errors.Text("lastName", details.LastName, Limits.Name, required: true);
        Contact(errors, details.Email, details.Phone, details.TimeZone);
        About(errors, details.StaffNote, details.Language, details.BirthDate, details.Tags);
        return errors.Any ? errors.Refusal : null;
    }

    public static Refusal? Check(ClientChanges changes)
    {
        var errors = new RequestErrors();
        errors.Text("firstName", changes.FirstName.Value, Limits.Name, required: changes.FirstName.Value is not null);
        errors.Text("lastName", changes.LastName.Value, Limits.Name, required: changes.LastName.Value is not null);
        Contact(errors, changes.Email.Value, changes.Phone.Value, changes.TimeZone.Value);
        About(errors, changes.StaffNote.Value, changes.Language.Value, changes.BirthDate.Value, changes.Tags.Value);
        return errors.Any ? errors.Refusal : null;
    }

    private static void About(RequestErrors errors, string? staffNote, string? language, DateOnly? birthDate, IReadOnlyList<string>? tags)
    {
        errors.Text("staffNote", staffNote, Limits.Note, required: false);
        if (language is not null && !LanguageCodes.IsOne(language))
        {
            errors.Add("language", "must be a code such as en or pt-BR");
        }

        if (birthDate is { Year: < 1850 or > 2200 })
        {
            errors.Add("birthDate", "must lie in the years 1850 to 2200");
        }

        if (tags?.Count > MaxTags || tags?.Distinct(StringComparer.OrdinalIgnoreCase).Count() < tags?.Count)
        {
            errors.Add("tags", $"must be up to {MaxTags} different words");
            return;
        }

        for (var i = 0; i < tags?.Count; i++)
        {
            errors.Text($"tags[{i}]", tags[i], MaxTag, required: true);
        }
    }

    private static void Contact(RequestErrors errors, string? email, string? phone, string? timeZone)
    {
        errors.Email("email", email);
        errors.Text("phone", phone, Limits.Phone, required: false);
        errors.TimeZone("timeZone", timeZone);
    }
}
