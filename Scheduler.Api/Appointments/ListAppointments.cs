using System.Globalization;
using Scheduler.Api.Http;
using Scheduler.Data;
using Scheduler.Data.Model;
using Scheduler.Data.Prepared;

namespace Scheduler.Api.Appointments;

/// <summary>Which appointments to list; by user, by provider or both.</summary>
public sealed record AppointmentFilter(string? UserId, string? ProviderId, DateTime? FromUtc, DateTime? UntilUtc, AppointmentStatus? Status);

/// <summary>Lists appointments in the order of their starts.</summary>
public static class ListAppointments
{
    public static async Task<Page<AppointmentResponse>> RunAsync(
        SchedulerDbContext db, AppointmentFilter filter, (DateTime StartUtc, Guid Id)? after, int limit, DateTime nowUtc, CancellationToken cancellationToken)
    {
        var rows = db.Prepared.Rows<Appointment>();
        var conditions = new List<string>();
        var values = new List<object?>();
        // Of a provider, start and id are read from the index by provider, which has them in the order of the list.
        var (from, start, id) = filter.ProviderId is null
            ? ("\"appointments\" a", "a.\"StartUtc\"", "a.\"Id\"")
            : ("\"appointment_providers\" p JOIN \"appointments\" a ON a.\"Id\" = p.\"AppointmentId\"", "p.\"StartUtc\"", "p.\"AppointmentId\"");
        When(filter.ProviderId, v => $"p.\"ProviderId\" = {v}");
        When(filter.UserId, v => $"a.\"UserId\" = {v}");
        When(filter.FromUtc, v => $"{start} >= {v}");
        When(filter.UntilUtc, v => $"{start} < {v}");
        if (filter.Status is { } status)
        {
            When(nowUtc, v => WithStatus(status, v));
        }

        if (after is { } key)
        {
            When(key.StartUtc, v => $"({start}, {id}) > ({v}, @p{values.Count + 1})");
            values.Add(key.Id);
        }

        values.Add(limit + 1);
        var sql = $"SELECT {rows.Of("a")} FROM {from} WHERE {string.Join(" AND ", conditions)} ORDER BY {start}, {id} LIMIT @p{values.Count - 1}";
        var found = await db.Prepared.FetchAsync(new Query<Appointment>(sql, rows.Read, [.. values]), cancellationToken);
        return Paging.ToPage(found, limit, a => AppointmentResponse.Of(a, nowUtc), a => string.Create(CultureInfo.InvariantCulture, $"{a.StartUtc.Ticks}|{a.Id:N}"));

        void When(object? value, Func<string, string> condition)
        {
            if (value is not null)
            {
                conditions.Add(condition($"@p{values.Count}"));
                values.Add(value);
            }
        }
    }

    /// <summary>Reads the key that a page's cursor carries.</summary>
    public static (DateTime StartUtc, Guid Id)? Key(string? cursor, RequestErrors errors)
    {
        var parts = Paging.Decode(cursor, errors)?.Split('|');
        if (parts is null)
        {
            return null;
        }

        if (parts.Length == 2
            && long.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var ticks) && ticks <= DateTime.MaxValue.Ticks
            && Guid.TryParseExact(parts[1], "N", out var id))
        {
            return (new DateTime(ticks, DateTimeKind.Utc), id);
        }

        errors.Add("cursor", "is not a cursor that this list gave");
        return null;
    }

    /// <summary>By the status that a reader sees: a lapsed hold is expired, swept or not.</summary>
    private static string WithStatus(AppointmentStatus status, string now) => status switch
    {
        AppointmentStatus.Held => $"(a.\"Status\" = 0 AND a.\"HoldExpiresUtc\" > {now})",
        AppointmentStatus.Expired => $"(a.\"Status\" = 3 OR (a.\"Status\" = 0 AND a.\"HoldExpiresUtc\" <= {now}))",
        // The instant is named, so that every statement with a status has the same parameters.
        _ => $"(a.\"Status\" = {(int)status} AND {now} IS NOT NULL)",
    };
}
