using Microsoft.EntityFrameworkCore;
using Scheduler.Data.Model;

namespace Scheduler.Data.Hot;

/// <summary>What becomes of what an appointment occupies when it changes.</summary>
public enum OccupiedRows
{
    /// <summary>Nothing.</summary>
    Stay,

    /// <summary>It lapses no more: the hold is confirmed.</summary>
    Last,

    /// <summary>It is free.</summary>
    Free,

    /// <summary>It is free, and gone from the index by provider: the new rows say where the appointment is now.</summary>
    Replaced,
}

/// <summary>
/// The writes for which EF Core's own way is too slow. Each runs inside an operation of the
/// <see cref="Databases.WriteQueue"/>, in one round trip.
/// </summary>
public static class HotWrites
{
    /// <summary>Stores new rows, in their order.</summary>
    /// <exception cref="System.Data.Common.DbException">A constraint refused one of them:
    /// <see cref="ConstraintViolation"/> says which.</exception>
    public static Task InsertRowsAsync(this SchedulerDbContext db, params IReadOnlyList<NewRow> rows) => db.Hot.InsertAsync(rows);

    /// <summary>Removes what an appointment occupies.</summary>
    public static Task FreeOccupiedAsync(this SchedulerDbContext db, Guid appointmentId) =>
        db.Hot.InsertAsync([], [.. Free(appointmentId)]);

    /// <summary>Stores what has changed of an appointment, then what becomes of what it occupies, and new rows.</summary>
    /// <param name="former">As it was read.</param>
    /// <exception cref="DbUpdateConcurrencyException">Another write has changed the appointment since.</exception>
    /// <exception cref="System.Data.Common.DbException">A constraint refused it: <see cref="ConstraintViolation"/> says which.</exception>
    public static Task UpdateAppointmentAsync(
        this SchedulerDbContext db,
        Appointment former,
        Appointment present,
        OccupiedRows occupied,
        params IReadOnlyList<NewRow> rows
    ) => db.Hot.InsertAsync(rows, [db.Hot.Rows<Appointment>().Update(former, present), .. Then(db, occupied, former)]);

    /// <summary>Expires those of these appointments that are holds and have lapsed, and returns them as they are then.</summary>
    /// <remarks>A compare-and-set on each row decides against a confirmation at the same instant.</remarks>
    public static Task<List<Appointment>> ExpireHoldsAsync(
        this SchedulerDbContext db,
        IReadOnlyCollection<Guid> appointmentIds,
        DateTime nowUtc
    )
    {
        var rows = db.Hot.Rows<Appointment>();
        // On a server one text however many there are: it stays prepared.
        var (among, ids) = db.Hot.OnServer
            ? ("= ANY(@p1)", [appointmentIds.ToArray()])
            : ($"IN ({string.Join(", ", appointmentIds.Select((_, i) => $"@p{i + 1}"))})", appointmentIds.Select(id => (object)id));
        var sql = $"""
            UPDATE "appointments" SET "Status" = {(int)AppointmentStatus.Expired}, "Version" = "Version" + 1, "UpdatedUtc" = @p0
            WHERE "Id" {among} AND "Status" = {(int)AppointmentStatus.Held} AND "HoldExpiresUtc" <= @p0 RETURNING {rows.Columns}
            """;
        return db.Hot.FetchAsync(new Query<Appointment>(sql, rows.Read, [nowUtc, .. ids]), CancellationToken.None);
    }

    /// <summary>
    /// Empties the stored answers that name something by its id: a repeated request still has no second effect, and is told nothing.
    /// </summary>
    /// <param name="id">As in JSON: ids have no character that it escapes.</param>
    public static Task<int> EmptyAnswersAsync(this SchedulerDbContext db, string id) =>
        db.Hot.ExecuteAsync(
            db.Hot.OnServer
                ? "UPDATE \"idempotency_keys\" SET \"Body\" = convert_to('{}', 'UTF8') "
                    + "WHERE position(convert_to(@p0, 'UTF8') in \"Body\") > 0"
                : "UPDATE \"idempotency_keys\" SET \"Body\" = CAST('{}' AS BLOB) WHERE instr(\"Body\", CAST(@p0 AS BLOB)) > 0",
            $"\"{id}\""
        );

    private static IEnumerable<Query> Then(SchedulerDbContext db, OccupiedRows occupied, Appointment former) =>
        occupied switch
        {
            OccupiedRows.Stay => [],
            OccupiedRows.Last =>
            [
                Statement("UPDATE \"occupied_days\" SET \"LapsesUtc\" = NULL WHERE \"AppointmentId\" = @p0", former.Id),
                Statement("UPDATE \"occupied_times\" SET \"LapsesUtc\" = NULL WHERE \"AppointmentId\" = @p0", former.Id),
            ],
            OccupiedRows.Free => Free(former.Id),
            OccupiedRows.Replaced =>
            [
                .. Free(former.Id),
                Statement(
                    $"""
                    DELETE FROM "appointment_providers"
                    WHERE {db.Hot.In("\"ProviderId\"", "@p0")} AND "StartUtc" = @p1 AND "AppointmentId" = @p2
                    """,
                    former.ProviderIds.ToArray(),
                    former.StartUtc,
                    former.Id
                ),
            ],
        };

    private static IEnumerable<Query> Free(Guid appointmentId) =>
        [
            Statement("DELETE FROM \"occupied_days\" WHERE \"AppointmentId\" = @p0", appointmentId),
            Statement("DELETE FROM \"occupied_times\" WHERE \"AppointmentId\" = @p0", appointmentId),
        ];

    private static Query<bool> Statement(string sql, params object?[] parameters) => new(sql, _ => true, parameters);
}
