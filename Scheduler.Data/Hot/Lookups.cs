using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Scheduler.Data.Databases;
using Scheduler.Data.Model;

namespace Scheduler.Data.Hot;

/// <summary>The reads that bookings, lists and calendars repeat most.</summary>
internal static class Lookups
{
    /// <summary>The appointment type of this id.</summary>
    public static Query<AppointmentType> AppointmentType(this SchedulerDbContext db, string id)
    {
        var rows = db.Hot.Rows<AppointmentType>();
        return new(rows.Select + " WHERE \"Id\" = @p0", rows.Read, id);
    }

    /// <summary>The appointment of this id.</summary>
    public static Query<Appointment> AppointmentOf(this SchedulerDbContext db, Guid id)
    {
        var rows = db.Hot.Rows<Appointment>();
        return new(rows.Select + " WHERE \"Id\" = @p0", rows.Read, id);
    }

    /// <summary>The present version of an appointment type.</summary>
    public static Query<int> AppointmentTypeVersion(this SchedulerDbContext db, string id) =>
        new("SELECT \"Version\" FROM \"appointment_types\" WHERE \"Id\" = @p0", reader => reader.GetInt32(0), id);

    /// <summary>The present version of the type of a write, and whether one of its user's dates is taken; nothing when there is no such type.</summary>
    public static Query<(int TypeVersion, bool IsTaken)> PresentOf(this SchedulerDbContext db, BookingGuard guard)
    {
        var (userId, first, last) = guard.Days ?? ("", DateOnly.MaxValue, DateOnly.MinValue);
        return new(
            """
            SELECT "Version", EXISTS (SELECT 1 FROM "occupied_days" WHERE "UserId" = @p1 AND "Date" >= @p2 AND "Date" <= @p3
            AND ("LapsesUtc" IS NULL OR "LapsesUtc" > @p4)) FROM "appointment_types" WHERE "Id" = @p0
            """,
            reader => (reader.GetInt32(0), reader.GetBoolean(1)),
            guard.TypeId,
            userId,
            first,
            last,
            guard.NowUtc
        );
    }

    /// <summary>The present versions of these providers.</summary>
    public static Query<(string Id, int Version)> ProviderVersions(this SchedulerDbContext db, string[] ids)
    {
        var (among, value) = ids is [var only] ? ("\"Id\" = @p0", (object)only) : (db.Hot.In("\"Id\"", "@p0"), ids);
        return new(
            $"SELECT \"Id\", \"Version\" FROM \"providers\" WHERE {among}",
            reader => (reader.GetString(0), reader.GetInt32(1)),
            value
        );
    }

    /// <summary>
    /// The dates that a user's occupied times take from the first to the last, both included,
    /// but for lapsed occupied times and those of <paramref name="except"/>.
    /// </summary>
    public static Query<DateOnly> LiveOccupiedDays(
        this SchedulerDbContext db,
        string userId,
        DateOnly first,
        DateOnly last,
        DateTime nowUtc,
        Guid? except = null
    ) =>
        new(
            """
            SELECT "Date" FROM "occupied_days" WHERE "UserId" = @p0 AND "Date" >= @p1 AND "Date" <= @p2
            AND ("LapsesUtc" IS NULL OR "LapsesUtc" > @p3) AND "AppointmentId" <> @p4
            """,
            reader => reader.GetFieldValue<DateOnly>(0),
            userId,
            first,
            last,
            nowUtc,
            except ?? Guid.Empty
        );

    /// <summary>The dates from the first to the last, both included, on which the office is closed.</summary>
    public static Query<DateOnly> ClosedDays(this SchedulerDbContext db, DateOnly first, DateOnly last) =>
        new(
            "SELECT \"Date\" FROM \"closures\" WHERE \"Date\" >= @p0 AND \"Date\" <= @p1",
            reader => reader.GetFieldValue<DateOnly>(0),
            first,
            last
        );

    /// <summary>When each hold of a user lapses that has not yet.</summary>
    public static Query<DateTime> LiveHolds(this SchedulerDbContext db, string userId, DateTime nowUtc)
    {
        var prepared = db.Hot;
        return new(
            "SELECT \"HoldExpiresUtc\" FROM \"appointments\" WHERE \"UserId\" = @p0 AND \"Status\" = 0 AND \"HoldExpiresUtc\" > @p1",
            reader => prepared.Instant(reader, 0),
            userId,
            nowUtc
        );
    }

    /// <summary>When each hold from an address lapses that has not yet.</summary>
    public static Query<DateTime> LiveHoldsFrom(this SchedulerDbContext db, byte[] address, DateTime nowUtc)
    {
        var prepared = db.Hot;
        return new(
            "SELECT \"LapsesUtc\" FROM \"address_holds\" WHERE \"Address\" = @p0 AND \"LapsesUtc\" > @p1",
            reader => prepared.Instant(reader, 0),
            address,
            nowUtc
        );
    }

    /// <summary>When each booking from an address ceases to count that still does.</summary>
    public static Query<DateTime> BookingsFrom(this SchedulerDbContext db, byte[] address, DateTime nowUtc)
    {
        var prepared = db.Hot;
        return new(
            "SELECT \"UntilUtc\" FROM \"address_bookings\" WHERE \"Address\" = @p0 AND \"UntilUtc\" > @p1",
            reader => prepared.Instant(reader, 0),
            address,
            nowUtc
        );
    }

    /// <summary>
    /// How many live appointments that were booked on the public pages, and have not ended, clients with this e-mail address have.
    /// </summary>
    public static Query<long> LiveBookingsOf(this SchedulerDbContext db, string email, string stored, DateTime nowUtc) =>
        new(
            """
            SELECT count(*) FROM "clients" c JOIN "appointments" a ON a."UserId" = c."Id"
            WHERE c."Email" IN (@p0, @p1) AND a."StartUtc" > @p2 AND a."EndUtc" > @p3
            AND a."BookedOnline" AND (a."Status" = 1 OR (a."Status" = 0 AND a."HoldExpiresUtc" > @p3))
            """,
            reader => reader.GetInt64(0),
            email,
            stored,
            nowUtc - Limits.LongestOccupiedTime,
            nowUtc
        );
}
