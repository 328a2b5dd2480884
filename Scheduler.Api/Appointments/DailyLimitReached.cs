using Microsoft.EntityFrameworkCore;
using Scheduler.Api.Http;
using Scheduler.Data;

namespace Scheduler.Api.Appointments;

/// <summary>The refusal of whoever was overtaken by another appointment of the same user, as often as it looked.</summary>
internal static class DailyLimitReached
{
    /// <param name="dates">Those that the appointment would have taken, in order.</param>
    /// <param name="except">An appointment that does not count: the one that is being moved.</param>
    public static async Task<Refusal> RefusalAsync(
        SchedulerDbContext db,
        string userId,
        IReadOnlyList<DateOnly> dates,
        Guid? except,
        CancellationToken cancellationToken
    )
    {
        // Whoever was faster may have gone again since: then any of the dates is as good.
        var taken =
            await db
                .OccupiedDays.Where(d => d.UserId == userId && dates.Contains(d.Date) && d.AppointmentId != except)
                .OrderBy(d => d.Date)
                .Select(d => (DateOnly?)d.Date)
                .FirstOrDefaultAsync(cancellationToken)
            ?? dates[0];
        return new Refusal(RefusalType.DailyLimitReached, $"The user has an appointment on {Instants.FormatDate(taken)}.").With(
            "date",
            taken
        );
    }
}
