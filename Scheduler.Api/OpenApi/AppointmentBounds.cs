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
        ["ListAppointments.attendance"] = Holds(0, AttendanceWords.All.Count, OneOf([.. AttendanceWords.All])),
        ["ListAppointments.status"] = Holds(0, StatusWords.All.Count, OneOf([.. StatusWords.All])),
        ["ListUserAppointments.status"] = Holds(0, StatusWords.All.Count, OneOf([.. StatusWords.All])),
        ["ListAppointments.type"] = Holds(0, AppointmentListParsing.MaxTypes, Matches(ApiBounds.Id)),
        ["ListAppointments.sort"] = OneOf([.. AppointmentListParsing.Orders.Keys]),
        ["ListAppointments.expand"] = Holds(0, AppointmentListParsing.Expandable.Count, OneOf([.. AppointmentListParsing.Expandable])),
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
}
