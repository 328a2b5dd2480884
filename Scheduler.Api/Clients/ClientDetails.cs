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
);

/// <summary>Changes to a client: a field that is not sent stays.</summary>
public sealed record ClientChanges
{
    public Field<string?> FirstName { get; init; }
    public Field<string?> LastName { get; init; }
    public Field<string?> Email { get; init; }
    public Field<string?> Phone { get; init; }
    public Field<string?> TimeZone { get; init; }
}

/// <summary>What a client may look like.</summary>
internal static class ClientRules
{
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
        return errors.Any ? errors.Refusal : null;
    }

    public static Refusal? Check(ClientChanges changes)
    {
        var errors = new RequestErrors();
        errors.Text("firstName", changes.FirstName.Value, Limits.Name, required: changes.FirstName.Value is not null);
        errors.Text("lastName", changes.LastName.Value, Limits.Name, required: changes.LastName.Value is not null);
        Contact(errors, changes.Email.Value, changes.Phone.Value, changes.TimeZone.Value);
        return errors.Any ? errors.Refusal : null;
    }

    private static void Contact(RequestErrors errors, string? email, string? phone, string? timeZone)
    {
        errors.Email("email", email);
        errors.Text("phone", phone, Limits.Phone, required: false);
        errors.TimeZone("timeZone", timeZone);
    }
}
