using Scheduler.Data.Model;

namespace Scheduler.Data.Hot;

/// <summary>The statement behind every list of appointments.</summary>
internal static class AppointmentLists
{
    public static Query<Appointment> AppointmentsOf(this SchedulerDbContext db, AppointmentQuery query)
    {
        var rows = db.Hot.Rows<Appointment>();
        var conditions = new List<string>();
        var values = new List<object?>();
        // Of a provider, start and id are read from the index by provider, which has them in the order of the list.
        var (from, start, id) = query.ProviderId is null
            ? ("\"appointments\" a", "a.\"StartUtc\"", "a.\"Id\"")
            : (
                "\"appointment_providers\" p JOIN \"appointments\" a ON a.\"Id\" = p.\"AppointmentId\"",
                "p.\"StartUtc\"",
                "p.\"AppointmentId\""
            );
        When(query.ProviderId, v => $"p.\"ProviderId\" = {v}");
        When(query.UserId, v => $"a.\"UserId\" = {v}");
        When(query.FromUtc, v => $"{start} >= {v}");
        When(query.UntilUtc, v => $"{start} < {v}");
        if (query.Status is { } status)
        {
            When(query.NowUtc, v => WithStatus(status, v));
        }

        if (query.After is { } key)
        {
            When(key.StartUtc, v => $"({start}, {id}) > ({v}, @p{values.Count + 1})");
            values.Add(key.Id);
        }

        values.Add(query.Count);
        var sql =
            $"SELECT {rows.AliasedColumns} FROM {from} WHERE {string.Join(" AND ", conditions)} ORDER BY {start}, {id} LIMIT @p{values.Count - 1}";
        return new Query<Appointment>(sql, rows.Read, [.. values]);

        void When(object? value, Func<string, string> condition)
        {
            if (value is not null)
            {
                conditions.Add(condition($"@p{values.Count}"));
                values.Add(value);
            }
        }
    }

    private static string WithStatus(AppointmentStatus status, string now) =>
        status switch
        {
            AppointmentStatus.Held => $"(a.\"Status\" = 0 AND a.\"HoldExpiresUtc\" > {now})",
            AppointmentStatus.Expired => $"(a.\"Status\" = 3 OR (a.\"Status\" = 0 AND a.\"HoldExpiresUtc\" <= {now}))",
            // The instant is named, so that every statement with a status has the same parameters.
            _ => $"(a.\"Status\" = {(int)status} AND {now} IS NOT NULL)",
        };
}
