using Scheduler.Api.Access;
using Scheduler.Api.Web.Parts;
using Scheduler.Data.Model;

namespace Scheduler.Api.Web.Office;

/// <summary>A page of clients, or of those that a search finds.</summary>
/// <param name="Ahead">Their next appointments, by client.</param>
/// <param name="Next">The address of the next page; null on the last.</param>
public sealed record ClientsModel(string Search, IReadOnlyList<Client> Clients, IReadOnlyDictionary<string, NextVisit> Ahead, string? Next);

/// <summary>A client with its appointments, the latest first.</summary>
/// <param name="Form">Of merging, with what was wrong with it.</param>
public sealed record ClientModel(
    Client Client,
    IReadOnlyList<(Appointment Appointment, string What, AppointmentStatus Status)> Appointments,
    Viewer Viewer,
    DateTime NowUtc,
    Role Role,
    FormState Form
);

/// <summary>The form of a client.</summary>
/// <param name="Id">Null for a new one.</param>
public sealed record ClientFormModel(string? Id, FormState Form);
