using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Scheduler.Data;
using Scheduler.Data.Hot;
using Scheduler.Data.Model;

namespace Scheduler.Api.Appointments;

/// <summary>
/// Appointment types as bookings last read them. A booking need not read again what its write compares under its lock:
/// every change that bears on a type, and every change of the closed days, gives the type another version.
/// </summary>
/// <remarks>
/// Only for what ends in such a write. A refusal has none: what was remembered may refuse only while the type still has that version.
/// </remarks>
public sealed class KnownTypes
{
    /// <summary>How long one is used: a restored database could have the same version of another policy.</summary>
    private const long UsedMilliseconds = 5000;

    private readonly ConcurrentDictionary<string, KnownType> known = new(StringComparer.Ordinal);

    /// <summary>Null where it was not read lately.</summary>
    public KnownType? Find(string id) =>
        known.TryGetValue(id, out var type) && Environment.TickCount64 - type.AtMilliseconds < UsedMilliseconds ? type : null;

    /// <summary>Null where there is none of this id.</summary>
    public async Task<KnownType?> ReadAsync(SchedulerDbContext db, string id, CancellationToken cancellationToken)
    {
        var atMilliseconds = Environment.TickCount64;
        if (await db.FindAppointmentTypeAsync(id, cancellationToken) is not { } type)
        {
            return null;
        }

        // After the type: days that were changed in between belong to a later version, and the write finds that out.
        IReadOnlyList<DateOnly> closed = type.ProviderRequired
            ? []
            : await db.Closures.OrderBy(c => c.Date).Select(c => c.Date).ToListAsync(cancellationToken);
        return known[id] = new KnownType(type, closed, atMilliseconds);
    }
}

/// <param name="Type">To be read only: others have it too.</param>
/// <param name="ClosedDays">Every date on which the office is closed, in order; none for a type whose providers say so.</param>
/// <param name="AtMilliseconds">When it was read, by <see cref="Environment.TickCount64"/>.</param>
public sealed record KnownType(AppointmentType Type, IReadOnlyList<DateOnly> ClosedDays, long AtMilliseconds);
