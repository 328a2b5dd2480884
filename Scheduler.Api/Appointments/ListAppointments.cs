using Microsoft.EntityFrameworkCore;
using Scheduler.Api.Access;
using Scheduler.Api.Calendars;
using Scheduler.Data;
using Scheduler.Data.Hot;
using Scheduler.Data.Model;

namespace Scheduler.Api.Appointments;

/// <summary>Lists appointments: a user's, a provider's or all of the office.</summary>
public sealed class ListAppointments(SchedulerDbContext db, OperationContext context)
{
    /// <summary>How many appointments are read at once to find those that are displaced.</summary>
    private const int Batch = 200;

    /// <summary>As many are looked at for one page at the most: it ends there, and the next one goes on.</summary>
    private const int MostLookedAt = 2000;

    public async Task<ListedAppointments> RunAsync(AppointmentFilter filter, CancellationToken cancellationToken)
    {
        var nowUtc = context.Now();
        var providerId = context.Actor.OnlyProvider ?? filter.ProviderId;
        if (filter.ProviderId is not null && filter.ProviderId != providerId)
        {
            // Somebody else's calendar, which is as one that nobody has.
            return await ExpandAsync([], null, filter, nowUtc, cancellationToken);
        }

        filter = filter with { ProviderId = providerId };
        if (filter.Displaced)
        {
            return await DisplacedAsync(filter, nowUtc, cancellationToken);
        }

        var rows = await ReadAsync(filter, filter.Limit + 1, nowUtc, cancellationToken);
        return rows.Count > filter.Limit
            ? await ExpandAsync(rows[..filter.Limit], rows[filter.Limit - 1], filter, nowUtc, cancellationToken)
            : await ExpandAsync(rows, null, filter, nowUtc, cancellationToken);
    }

    private async Task<ListedAppointments> DisplacedAsync(AppointmentFilter filter, DateTime nowUtc, CancellationToken cancellationToken)
    {
        filter = filter with
        {
            FromUtc = filter.FromUtc ?? nowUtc,
            Statuses = filter.Statuses.Count > 0 ? filter.Statuses : [AppointmentStatus.Held, AppointmentStatus.Confirmed],
        };
        var found = new List<Appointment>();
        for (var looked = 0; ; looked += Batch)
        {
            var rows = await ReadAsync(filter, Batch, nowUtc, cancellationToken);
            foreach (var row in await Displaced.AmongAsync(db, rows, nowUtc, cancellationToken))
            {
                found.Add(row);
                if (found.Count > filter.Limit)
                {
                    return await ExpandAsync(found[..filter.Limit], found[filter.Limit - 1], filter, nowUtc, cancellationToken);
                }
            }

            if (rows.Count < Batch)
            {
                return await ExpandAsync(found, null, filter, nowUtc, cancellationToken);
            }

            if (looked + Batch >= MostLookedAt)
            {
                return await ExpandAsync(found, rows[^1], filter, nowUtc, cancellationToken);
            }

            filter = filter with { After = AppointmentCursor.Position(rows[^1], filter.Order) };
        }
    }

    private Task<List<Appointment>> ReadAsync(AppointmentFilter filter, int count, DateTime nowUtc, CancellationToken cancellationToken) =>
        IsPlain(filter)
            ? db.ListAppointmentsAsync(
                new AppointmentQuery(
                    filter.UserId,
                    filter.ProviderId,
                    filter.FromUtc,
                    filter.UntilUtc,
                    filter.Statuses is [var status] ? status : null,
                    filter.After,
                    count,
                    nowUtc
                ),
                cancellationToken
            )
            : AppointmentRows.Of(db, filter, nowUtc).Take(count).ToListAsync(cancellationToken);

    /// <summary>Whether it is one of the lists that programs ask for most, which have a statement of their own.</summary>
    private static bool IsPlain(AppointmentFilter filter) =>
        (filter.UserId is not null || filter.ProviderId is not null)
        && filter is { Order: AppointmentOrder.Start, UpdatedSinceUtc: null, Statuses.Count: <= 1, Types.Count: 0, Attendances.Count: 0 };

    private async Task<ListedAppointments> ExpandAsync(
        List<Appointment> rows,
        Appointment? next,
        AppointmentFilter filter,
        DateTime nowUtc,
        CancellationToken cancellationToken
    )
    {
        var clientIds = rows.Select(a => a.UserId).Distinct(StringComparer.Ordinal).ToList();
        var clients = filter.WithClients
            ? await db
                .Clients.AsNoTracking()
                .Where(c => clientIds.Contains(c.Id))
                .ToDictionaryAsync(c => c.Id, StringComparer.Ordinal, cancellationToken)
            : null;
        var providers = filter.WithProviders ? await db.ProvidersOfAsync(rows, cancellationToken) : null;
        return new ListedAppointments(rows, next, nowUtc, clients, providers);
    }
}
