using Microsoft.EntityFrameworkCore;
using Scheduler.Api.Http;
using Scheduler.Data;
using Scheduler.Data.Model;

namespace Scheduler.Api.Providers;

/// <summary>A provider to register.</summary>
/// <param name="Id">Null lets the server choose one.</param>
/// <param name="TimeZone">IANA name of the zone in which its open hours are wall-clock times.</param>
/// <param name="AppointmentTypes">Ids of the types on offer; null means all that need a provider.</param>
/// <param name="Online">Whether it can be booked on the public pages.</param>
public sealed record ProviderDetails(
    string? Id,
    string FirstName,
    string LastName,
    string? Email,
    string TimeZone,
    IReadOnlyList<string>? AppointmentTypes,
    bool Online = true
)
{
    /// <summary>Whether mails about its appointments go to it, too.</summary>
    public bool Notify { get; init; }
    public bool Archived { get; init; }
    public string? Title { get; init; }
    public string? Location { get; init; }
    public IReadOnlyList<string>? Languages { get; init; }
}

/// <summary>Changes to a provider: a field that is not sent stays.</summary>
public sealed record ProviderChanges
{
    public Field<string> FirstName { get; init; }
    public Field<string> LastName { get; init; }
    public Field<string?> Email { get; init; }
    public Field<string> TimeZone { get; init; }
    public Field<IReadOnlyList<string>?> AppointmentTypes { get; init; }
    public Field<bool> Online { get; init; }
    public Field<bool> Notify { get; init; }
    public Field<bool> Archived { get; init; }
    public Field<string?> Title { get; init; }

    /// <summary>A picture as a <c>data:</c> address, or the address of the one that is there.</summary>
    public Field<string?> Photo { get; init; }
    public Field<string?> Location { get; init; }
    public Field<IReadOnlyList<string>?> Languages { get; init; }
}

/// <summary>What a provider may look like.</summary>
internal static class ProviderRules
{
    private const int MaxAppointmentTypes = 50;

    public static async Task<Refusal?> CheckAsync(SchedulerDbContext db, ProviderDetails details, CancellationToken cancellationToken)
    {
        var errors = new RequestErrors();
        errors.NewId("id", details.Id);
        errors.Text("firstName", details.FirstName, Limits.Name, required: true);
        errors.Text("lastName", details.LastName, Limits.Name, required: true);
        errors.Email("email", details.Email);
        errors.TimeZone("timeZone", details.TimeZone);
        errors.Text("title", details.Title, Limits.Name, required: false);
        errors.Text("location", details.Location, Limits.Note, required: false);
        if (details.Languages is { } languages && !LanguageCodes.AreSome(languages))
        {
            errors.Add("languages", $"must be up to {LanguageCodes.Most} different codes such as en or pt-BR");
        }

        await TypesAsync(db, details.AppointmentTypes, errors, cancellationToken);
        return errors.Any ? errors.Refusal : null;
    }

    /// <summary>What is not sent is as it should be.</summary>
    public static Task<Refusal?> CheckAsync(SchedulerDbContext db, ProviderChanges changes, CancellationToken cancellationToken) =>
        CheckAsync(
            db,
            new ProviderDetails(
                null,
                changes.FirstName.Or("-"),
                changes.LastName.Or("-"),
                changes.Email.Value,
                changes.TimeZone.Or("UTC"),
                changes.AppointmentTypes.Value
            )
            {
                Title = changes.Title.Value,
                Location = changes.Location.Value,
                Languages = changes.Languages.Value,
            },
            cancellationToken
        );

    private static async Task TypesAsync(
        SchedulerDbContext db,
        IReadOnlyList<string>? ids,
        RequestErrors errors,
        CancellationToken cancellationToken
    )
    {
        if (ids is null)
        {
            return;
        }

        if (ids.Count > MaxAppointmentTypes)
        {
            errors.Add("appointmentTypes", $"must name at most {MaxAppointmentTypes} types");
            return;
        }

        var known = await db.AppointmentTypes.Where(t => ids.Contains(t.Id)).Select(t => t.Id).ToListAsync(cancellationToken);
        for (var i = 0; i < ids.Count; i++)
        {
            if (!known.Contains(ids[i]))
            {
                errors.Add($"appointmentTypes[{i}]", "must be the id of an appointment type");
            }
        }
    }
}
