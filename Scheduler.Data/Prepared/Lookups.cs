using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Scheduler.Data.Model;

namespace Scheduler.Data.Prepared;

/// <summary>The reads that bookings, lists and calendars repeat most.</summary>
public static class Lookups
{
    /// <summary>The appointment type of this id.</summary>
    public static Query<AppointmentType> AppointmentType(this SchedulerDbContext db, string id)
    {
        var rows = db.Prepared.Rows<AppointmentType>();
        return new(rows.Select + " WHERE \"Id\" = @p0", rows.Read, id);
    }

    /// <summary>The dates that a user's occupied times take from the first to the last, both included, but for lapsed occupied times and those of <paramref name="except"/>.</summary>
    public static Query<DateOnly> LiveOccupiedDays(this SchedulerDbContext db, string userId, DateOnly first, DateOnly last, DateTime nowUtc, Guid? except = null) => new(
        "SELECT \"Date\" FROM \"occupied_days\" WHERE \"UserId\" = @p0 AND \"Date\" >= @p1 AND \"Date\" <= @p2 AND (\"LapsesUtc\" IS NULL OR \"LapsesUtc\" > @p3) AND \"AppointmentId\" <> @p4",
        reader => reader.GetFieldValue<DateOnly>(0), userId, first, last, nowUtc, except ?? Guid.Empty);

    /// <summary>When each hold of a user lapses that has not yet.</summary>
    public static Query<DateTime> LiveHolds(this SchedulerDbContext db, string userId, DateTime nowUtc)
    {
        var prepared = db.Prepared;
        return new(
            "SELECT \"HoldExpiresUtc\" FROM \"appointments\" WHERE \"UserId\" = @p0 AND \"Status\" = 0 AND \"HoldExpiresUtc\" > @p1",
            reader => prepared.Instant(reader, 0), userId, nowUtc);
    }

    /// <summary>When each hold from an address lapses that has not yet.</summary>
    public static Query<DateTime> LiveHoldsFrom(this SchedulerDbContext db, byte[] address, DateTime nowUtc)
    {
        var prepared = db.Prepared;
        return new("SELECT \"LapsesUtc\" FROM \"address_holds\" WHERE \"Address\" = @p0 AND \"LapsesUtc\" > @p1", reader => prepared.Instant(reader, 0), address, nowUtc);
    }
}
