using Scheduler.Api.Appointments;
using Scheduler.Api.AppointmentTypes;
using Scheduler.Api.Audit;
using Scheduler.Api.Availability;
using Scheduler.Api.Clients;
using Scheduler.Api.Events;
using Scheduler.Api.Office;
using Scheduler.Api.Overlaps;
using Scheduler.Api.Privacy;
using Scheduler.Api.Providers;
using Scheduler.Api.Reports;
using Scheduler.Api.Slots;

namespace Scheduler.Api;

/// <summary>One scoped class for each operation.</summary>
internal static class Operations
{
    public static void AddOperations(this WebApplicationBuilder builder)
    {
        Type[] operations =
        [
            typeof(PlanBooking),
            typeof(BookAppointment),
            typeof(BookOnPage),
            typeof(PageBookings),
            typeof(ChangeAppointment),
            typeof(ConfirmAppointment),
            typeof(CancelAppointment),
            typeof(RescheduleAppointment),
            typeof(RecordAttendance),
            typeof(EditAppointment),
            typeof(MoveAppointments),
            typeof(ProposeMoves),
            typeof(FindAppointment),
            typeof(ChangeOfficeZone),
            typeof(ChangeSettings),
            typeof(ChangeClosures),
            typeof(MakeManageLink),
            typeof(WriteAudit),
            typeof(ReadAudit),
            typeof(VerifyAudit),
            typeof(ReadReport),
            typeof(ExportClient),
            typeof(EraseClient),
            typeof(MergeClients),
            typeof(ListAppointments),
            typeof(ReadBoard),
            typeof(ReadCard),
            typeof(CountDays),
            typeof(CreateClient),
            typeof(ChangeClient),
            typeof(FindClient),
            typeof(FindNextAppointments),
            typeof(ClientSearch),
            typeof(ReadClientHistory),
            typeof(CreateProvider),
            typeof(ChangeProvider),
            typeof(FindProviders),
            typeof(CreateAppointmentType),
            typeof(ChangeAppointmentType),
            typeof(FindAppointmentTypes),
            typeof(ChangeHours),
            typeof(ReadAvailability),
            typeof(ListSlots),
            typeof(FindNextTimes),
            typeof(ExplainBooking),
            typeof(FindOverlaps),
            typeof(ReadEvents),
            typeof(FollowEvents),
        ];
        foreach (var operation in operations)
        {
            builder.Services.AddScoped(operation);
        }
    }
}
