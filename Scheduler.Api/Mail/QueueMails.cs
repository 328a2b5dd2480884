using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Scheduler.Api.Events;
using Scheduler.Api.Http;
using Scheduler.Data;
using Scheduler.Data.Databases;
using Scheduler.Data.Hot;
using Scheduler.Data.Model;

namespace Scheduler.Api.Mail;

/// <summary>Queues a mail for whoever should hear of an event: booked, moved, cancelled.</summary>
public sealed class QueueMails(IDbContextFactory<SchedulerDbContext> contexts, WriteQueue writes, EventFeed feed, TimeProvider clock)
{
    /// <summary>Events in one transaction: few enough that bookings do not wait for it.</summary>
    private const int Batch = 200;

    private static readonly string[] Types =
    [
        EventTypes.AppointmentConfirmed,
        EventTypes.AppointmentRescheduled,
        EventTypes.AppointmentCancelled,
        EventTypes.AppointmentUpdated,
    ];

    /// <summary>What happened before mail was first set up is not told.</summary>
    public async Task BeginAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        if (await db.FindSettingAsync(StoredPlace.Mails, cancellationToken) is null)
        {
            var last = await feed.LastAsync(db, cancellationToken);
            await StoredPlace.BeginAsync(writes, StoredPlace.Mails, last.ToString(CultureInfo.InvariantCulture), cancellationToken);
        }
    }

    /// <returns>Whether there may be more.</returns>
    public async Task<bool> RunAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        if (await db.FindSettingAsync(StoredPlace.Mails, cancellationToken) is not { } text)
        {
            await BeginAsync(cancellationToken);
            return true;
        }

        var place = long.Parse(text, CultureInfo.InvariantCulture);
        if (await EventFeed.SinceAsync(db, place, cancellationToken) is null)
        {
            return false;
        }

        var (events, next) = await feed.ReadAsync(db, place, all => all.Where(e => Types.Contains(e.Type)), Batch, cancellationToken);
        var messages = await MessagesAsync(db, [.. events.Select(e => Told.Of(e.Event)).OfType<Told>()], cancellationToken);
        await StoredPlace.MoveAsync(
            writes,
            StoredPlace.Mails,
            text,
            next.ToString(CultureInfo.InvariantCulture),
            [.. messages.Select(NewRow.IfAbsent)],
            cancellationToken
        );
        return events.Count == Batch;
    }

    private async Task<List<Message>> MessagesAsync(SchedulerDbContext db, List<Told> told, CancellationToken cancellationToken)
    {
        var nowUtc = clock.Now();
        // Nobody wants to hear of what is over.
        told.RemoveAll(t => t.EndUtc <= nowUtc);
        var clientIds = told.Select(t => t.UserId)
            .Concat(told.Select(t => t.FormerUserId).OfType<string>())
            .Distinct(StringComparer.Ordinal)
            .ToList();
        var clients =
            clientIds.Count == 0
                ? []
                : await db
                    .Clients.Where(c => clientIds.Contains(c.Id) && c.Email != null)
                    .Select(c => new { c.Id, c.Email })
                    .ToDictionaryAsync(c => c.Id, c => c.Email!, cancellationToken);
        var providerIds = told.SelectMany(t => t.ProviderIds.Concat(t.FormerProviderIds)).Distinct(StringComparer.Ordinal).ToList();
        var providers =
            providerIds.Count == 0
                ? []
                : await db
                    .Providers.Where(p => providerIds.Contains(p.Id) && p.Notify && p.Email != null)
                    .Select(p => new { p.Id, p.Email })
                    .ToDictionaryAsync(p => p.Id, p => p.Email!, cancellationToken);
        return
        [
            .. told.SelectMany(t =>
                (clients.TryGetValue(t.UserId, out var email) ? [(email, false)] : Array.Empty<(string, bool)>())
                    .Concat(t.ToldProviderIds.Where(providers.ContainsKey).Select(id => (providers[id], true)))
                    .Select(to => t.To(to.Item1, to.Item2, nowUtc))
                    .Concat(Former(t) is { } former ? [t.ToFormerClient(former, nowUtc)] : [])
                    .Concat(t.FormerProviderIds.Where(providers.ContainsKey).Select(id => t.ToFormer(providers[id], nowUtc)))
            ),
        ];

        // One mailbox of a family: its calendar keeps the entry, which is the other's now.
        string? Former(Told t) =>
            t.FormerUserId is { } id
            && clients.TryGetValue(id, out var address)
            && !string.Equals(address, clients.GetValueOrDefault(t.UserId), StringComparison.OrdinalIgnoreCase)
                ? address
                : null;
    }
}
