using Microsoft.OpenApi;
using Scheduler.Api.Appointments;
using Scheduler.Api.Calendars;
using Scheduler.Api.Http;
using Scheduler.Data.Model;
using static Scheduler.Api.OpenApi.BoundKinds;

namespace Scheduler.Api.OpenApi;

/// <summary>The part of <see cref="ApiBounds"/> that is about appointments.</summary>
internal static class AppointmentBounds
{
    public static readonly Dictionary<string, Action<OpenApiSchema>> Known = new(StringComparer.Ordinal)
    {
        ["staffNote"] = Text(Limits.Note),
        ["overrideReason"] = Text(Limits.Name),
        ["OverrideRequest.reason"] = Text(Limits.Name, 1),
        ["OverrideRequest.rules"] = Holds(1, RuleOverride.Liftable.Count, OneOf([.. RuleWords.All])),
        ["attendance"] = Matches("^(arrived|done|no-show)$"),
        ["ListAppointments.attendance"] = Words(AttendanceWords.All),
        ["ListAppointments.status"] = Words(StatusWords.All),
        ["ListUserAppointments.status"] = Words(StatusWords.All),
        ["ListAppointments.type"] = Matches("^[A-Za-z0-9._@:+-]{1,64}(,[A-Za-z0-9._@:+-]{1,64})*$"),
        ["ListAppointments.expand"] = Words(AppointmentListParsing.Expandable),
        ["ListAppointments.sort"] = OneOf([.. AppointmentListParsing.Orders.Keys]),
        ["ListAppointments.date"] = Date,
        ["updatedSince"] = Text(Instants.LongestText),
        ["AppointmentResponse.providers"] = Holds(0, Limits.Providers),
        ["moves"] = Holds(1, MoveAppointments.Most),
        ["appointmentIds"] = Holds(1, MoveAppointments.Most, Matches(ApiBounds.Id)),
        ["ProposalsRequest.providers"] = OneOf("same", "any"),
        ["alternatives"] = Holds(0, ProposeMoves.Told + 1),
        ["plan"] = Holds(0, MoveAppointments.Most),
        ["unplaced"] = Holds(0, MoveAppointments.Most, Matches(ApiBounds.Id)),
    };

    /// <summary>Some of these words, parted by commas.</summary>
    private static Action<OpenApiSchema> Words(IReadOnlyList<string> words) =>
        Matches($"^({string.Join('|', words)})(,({string.Join('|', words)}))*$");
}
