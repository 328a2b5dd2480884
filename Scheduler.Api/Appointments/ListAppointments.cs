using System.Globalization;
using Scheduler.Api.Access;
using Scheduler.Api.Http;
using Scheduler.Data;
using Scheduler.Data.Hot;
using Scheduler.Data.Model;

namespace Scheduler.Api.Appointments;

/// <summary>Which appointments to list; by user, by provider or both.</summary>
/// <param name="After">The last row of the page before.</param>
public sealed record AppointmentFilter(
    string? UserId,
    string? ProviderId,
    DateTime? FromUtc,
    DateTime? UntilUtc,
    AppointmentStatus? Status,
    (DateTime StartUtc, Guid Id)? After,
    int Limit
);

/// <summary>Lists appointments in the order of their starts.</summary>
public sealed class ListAppointments(SchedulerDbContext db, OperationContext context)
{
    /// <returns>One more than the limit where there are more.</returns>
    public async Task<(List<Appointment> Rows, DateTime NowUtc)> RunAsync(AppointmentFilter filter, CancellationToken cancellationToken)
    {
        var nowUtc = context.Now();
        var providerId = context.Actor.OnlyProvider ?? filter.ProviderId;
        if (filter.ProviderId is not null && filter.ProviderId != providerId)
        {
            // Somebody else's calendar, which is as one that nobody has.
            return ([], nowUtc);
        }

        var query = new AppointmentQuery(
            filter.UserId,
            providerId,
            filter.FromUtc,
            filter.UntilUtc,
            filter.Status,
            filter.After,
            filter.Limit + 1,
            nowUtc
        );
        return (await db.ListAppointmentsAsync(query, cancellationToken), nowUtc);
    }
}

/// <summary>What the cursor of a list of appointments carries: the start and the id of the last row.</summary>
internal static class AppointmentCursor
{
    public static string Key(Appointment a) => string.Create(CultureInfo.InvariantCulture, $"{a.StartUtc.Ticks}|{a.Id:N}");

    public static (DateTime StartUtc, Guid Id)? Read(string? cursor, RequestErrors errors)
    {
        var parts = Paging.Decode(cursor, errors)?.Split('|');
        if (parts is null)
        {
            return null;
        }

        if (
            parts.Length == 2
            && long.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var ticks)
            && ticks <= DateTime.MaxValue.Ticks
            && Guid.TryParseExact(parts[1], "N", out var id)
        )
        {
            return (new DateTime(ticks, DateTimeKind.Utc), id);
        }

        errors.Add("cursor", "is not a cursor that this list gave");
        return null;
    }
}
