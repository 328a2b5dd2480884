using System.Data.Common;
using Microsoft.EntityFrameworkCore;
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

    /// <summary>The present version of an appointment type.</summary>
    public static Query<int> AppointmentTypeVersion(this SchedulerDbContext db, string id) =>
        new("SELECT \"Version\" FROM \"appointment_types\" WHERE \"Id\" = @p0", reader => reader.GetInt32(0), id);

    /// <summary>The present versions of these providers.</summary>
    public static Query<(string Id, int Version)> ProviderVersions(this SchedulerDbContext db, string[] ids)
    {
        var (among, value) = ids is [var only] ? ("\"Id\" = @p0", (object)only) : (db.Hot.In("\"Id\"", "@p0"), ids);
        return new($"SELECT \"Id\", \"Version\" FROM \"providers\" WHERE {among}", reader => (reader.GetString(0), reader.GetInt32(1)), value);
    }

    /// <summary>The dates that a user's occupied times take from the first to the last, both included, but for lapsed occupied times and those of <paramref name="except"/>.</summary>
    public static Query<DateOnly> LiveOccupiedDays(this SchedulerDbContext db, string userId, DateOnly first, DateOnly last, DateTime nowUtc, Guid? except = null) => new(
        "SELECT \"Date\" FROM \"occupied_days\" WHERE \"UserId\" = @p0 AND \"Date\" >= @p1 AND \"Date\" <= @p2 AND (\"LapsesUtc\" IS NULL OR \"LapsesUtc\" > @p3) AND \"AppointmentId\" <> @p4",
        reader => reader.GetFieldValue<DateOnly>(0), userId, first, last, nowUtc, except ?? Guid.Empty);

    /// <summary>When each hold of a user lapses that has not yet.</summary>
    public static Query<DateTime> LiveHolds(this SchedulerDbContext db, string userId, DateTime nowUtc)
    {
        var prepared = db.Hot;
        return new(
            "SELECT \"HoldExpiresUtc\" FROM \"appointments\" WHERE \"UserId\" = @p0 AND \"Status\" = 0 AND \"HoldExpiresUtc\" > @p1",
            reader => prepared.Instant(reader, 0), userId, nowUtc);
    }

    /// <summary>When each hold from an address lapses that has not yet.</summary>
    public static Query<DateTime> LiveHoldsFrom(this SchedulerDbContext db, byte[] address, DateTime nowUtc)
    {
        var prepared = db.Hot;
        return new("SELECT \"LapsesUtc\" FROM \"address_holds\" WHERE \"Address\" = @p0 AND \"LapsesUtc\" > @p1", reader => prepared.Instant(reader, 0), address, nowUtc);
    }
}
