using Scheduler.Api.Access;
using Scheduler.Api.Appointments;
using Scheduler.Api.Http;
using Scheduler.Api.Scheduling;
using Scheduler.Api.Web.Parts;
using Scheduler.Data.Model;

namespace Scheduler.Api.Web.Desk;

/// <summary>What became of an appointment, said by one press on the day.</summary>
/// <remarks>
/// A day that was opened earlier, or kept by Back, offers what was true then. So it only says what nobody has said yet, or that one
/// who had arrived is done; to change what was said is for the appointment's own page.
/// </remarks>
internal static class DayAttendance
{
    /// <summary>Reads of one that others are changing just now.</summary>
    private const int Tries = 3;

    public static void MapDayAttendance(this IEndpointRouteBuilder app) =>
        app.MapPost("/day/attendance", SayAsync).Needs(Permission.ChangeAppointments);

    /// <summary>What the day offers to say of one, the likeliest first.</summary>
    public static IReadOnlyList<Attendance> Offered(Appointment appointment, DateTime nowUtc, ZoneRules office) =>
        AttendanceRules.Check(new AppointmentState(appointment, nowUtc), office) is not null ? []
        : appointment.Attendance is { } said ? (said == Attendance.Arrived ? [Attendance.Done] : [])
        : appointment.EndUtc <= nowUtc ? [Attendance.Done, Attendance.NoShow]
        : appointment.StartUtc <= nowUtc ? [Attendance.Arrived, Attendance.NoShow]
        : [Attendance.Arrived];

    /// <summary>What a button says.</summary>
    public static string Words(Attendance attendance) =>
        attendance switch
        {
            Attendance.Arrived => "Arrived",
            Attendance.Done => "Done",
            Attendance.NoShow => "Did not come",
        };

    private static async Task<IResult> SayAsync(HttpContext http, CardReader reader, RecordAttendance record)
    {
        var form = await FormState.ReadAsync(http);
        var said = AttendanceWords.All.FirstOrDefault(word => form.Text(word) is not null);
        if (said is null || !Guid.TryParse(form[said], out var id))
        {
            return CardPages.NotFound();
        }

        var wanted = AttendanceWords.Read(said);
        for (var i = 1; ; i++)
        {
            if (await reader.FindAsync(http, id) is not { } card)
            {
                return CardPages.NotFound();
            }

            var a = card.Appointment;
            var back = reader.Place(http, card).Back(a.StartUtc, "attended");
            if (a.Attendance == wanted)
            {
                return Pages.SeeOther(back);
            }

            if (a.Attendance is { } other && !(other == Attendance.Arrived && wanted == Attendance.Done))
            {
                var present = $"“{Words(other)}” is written down already. If that is wrong, say it here.";
                return await CardPages.AgainAsync(http, reader, card, new Notice("Not done", present), StatusCodes.Status409Conflict);
            }

            var version = Precondition.Text(a.Version);
            var outcome = await record.RunAsync(
                id,
                wanted,
                new Precondition(new HashSet<string>(StringComparer.Ordinal) { version }, version),
                http.RequestAborted
            );
            if (outcome.Refusal is not { } refusal)
            {
                return Pages.SeeOther(back);
            }

            if (refusal.Type != RefusalType.PreconditionFailed || i == Tries)
            {
                return await CardPages.RefusedAsync(http, reader, card, null, "Not done", refusal);
            }
        }
    }
}
