using Scheduler.Api.Appointments;
using Scheduler.Api.Audit;
using Scheduler.Api.Clients;

namespace Scheduler.Api.Privacy;

/// <summary>Why a client is erased.</summary>
/// <param name="Reason">Kept in the audit and in the event, so it must not name the client; it may be left out.</param>
public sealed record EraseRequest(string? Reason = null);

/// <summary>Which client takes over what another had.</summary>
/// <param name="Into">The id of the client who stays.</param>
public sealed record MergeRequest(string Into);

/// <summary>An appointment with what only its office sees.</summary>
/// <param name="Appointment">The appointment.</param>
/// <param name="CancelReason">Why it was cancelled, in the words of whoever did; null where nothing was said.</param>
/// <param name="OverrideReason">Why rules were lifted for it, in the words of whoever did; null where none were.</param>
/// <param name="BookedOnline">Whether it was booked on the public pages.</param>
public sealed record ExportedAppointment(AppointmentResponse Appointment, string? CancelReason, string? OverrideReason, bool BookedOnline);

/// <summary>All that is kept about a client.</summary>
/// <param name="ExportedAt">When it was read.</param>
/// <param name="Client">Names and contacts.</param>
/// <param name="Appointments">Every appointment, by start.</param>
/// <param name="Audit">What was done to the client and to its appointments, and who read of them, oldest first.</param>
public sealed record ClientExportResponse(
    DateTime ExportedAt,
    ClientResponse Client,
    IReadOnlyList<ExportedAppointment> Appointments,
    IReadOnlyList<AuditResponse> Audit
)
{
    public static ClientExportResponse Of(ClientRecords records) =>
        new(
            records.NowUtc,
            ClientResponse.Of(records.Client),
            records
                .Appointments.Select(a => new ExportedAppointment(
                    AppointmentResponse.Of(a, records.NowUtc),
                    a.CancelReason,
                    a.OverrideReason,
                    a.BookedOnline
                ))
                .ToList(),
            records.Audit.Select(AuditResponse.Of).ToList()
        );
}
