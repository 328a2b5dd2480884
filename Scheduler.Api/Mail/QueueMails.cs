using System.Globalization;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Scheduler.Api.Events;
using Scheduler.Api.Http;
using Scheduler.Data;
using Scheduler.Data.Databases;
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
        if (await db.FindSettingAsync(MailPlace.Feed, cancellationToken) is null)
        {
            var last = await feed.LastAsync(db, cancellationToken);
            await MailPlace.BeginAsync(writes, MailPlace.Feed, last.ToString(CultureInfo.InvariantCulture), cancellationToken);
        }
    }

    /// <returns>Whether there may be more.</returns>
    public async Task<bool> RunAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        if (await db.FindSettingAsync(MailPlace.Feed, cancellationToken) is not { } text)
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
        await MailPlace.MoveAsync(writes, MailPlace.Feed, text, next.ToString(CultureInfo.InvariantCulture), messages, cancellationToken);
        return events.Count == Batch;
    }

    private async Task<List<Message>> MessagesAsync(SchedulerDbContext db, List<Told> told, CancellationToken cancellationToken)
    {
        var nowUtc = clock.Now();
        // Nobody wants to hear of what is over.
        told.RemoveAll(t => t.EndUtc <= nowUtc);
        var clientIds = told.Select(t => t.UserId).Distinct(StringComparer.Ordinal).ToList();
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
                    .Concat(t.FormerProviderIds.Where(providers.ContainsKey).Select(id => t.ToFormer(providers[id], nowUtc)))
            ),
        ];
    }

    /// <summary>An event of which mails tell.</summary>
    private sealed record Told(
        Guid AppointmentId,
        MessageKind Kind,
        int Version,
        string UserId,
        List<string> ProviderIds,
        DateTime StartUtc,
        DateTime EndUtc,
        (DateTime StartUtc, DateTime EndUtc)? Previous,
        DateTime AtUtc
    )
    {
        /// <summary>With whom it was until it was moved, and is no more: out of their calendars it is gone.</summary>
        public IReadOnlyList<string> FormerProviderIds { get; private init; } = [];

        /// <summary>Whether it has passed to another client, who alone is told: its provider and its time are the same.</summary>
        public bool IsPassedOn { get; private init; }

        public IReadOnlyList<string> ToldProviderIds => IsPassedOn ? [] : ProviderIds;

        /// <returns>
        /// Null for what nobody is told of: a hold that was given up, or moved, was never an appointment, and notes are no news.
        /// </returns>
        public static Told? Of(Event e)
        {
            using var parsed = JsonDocument.Parse(e.Data);
            var data = parsed.RootElement;
            if (data.GetProperty("confirmedAt").ValueKind == JsonValueKind.Null)
            {
                return null;
            }

            var passedOn = e.Type == EventTypes.AppointmentUpdated;
            if (passedOn && !data.GetProperty("changed").EnumerateArray().Any(name => name.GetString() == "userId"))
            {
                return null;
            }

            var kind = e.Type switch
            {
                EventTypes.AppointmentConfirmed or EventTypes.AppointmentUpdated => MessageKind.Booked,
                EventTypes.AppointmentRescheduled => MessageKind.Moved,
                _ => MessageKind.Cancelled,
            };
            var providerIds = ProvidersOf(data);
            var moved = data.TryGetProperty("previous", out var previous);
            return new Told(
                data.GetProperty("id").GetGuid(),
                kind,
                data.GetProperty("version").GetInt32(),
                data.GetProperty("userId").GetString()!,
                providerIds,
                Instant(data, "start"),
                Instant(data, "end"),
                moved ? (Instant(previous, "start"), Instant(previous, "end")) : null,
                e.AtUtc
            )
            {
                IsPassedOn = passedOn,
                FormerProviderIds = moved ? [.. ProvidersOf(previous).Except(providerIds, StringComparer.Ordinal)] : [],
            };
        }

        public Message To(string address, bool toProvider, DateTime nowUtc) =>
            New(address, toProvider, Kind, (StartUtc, EndUtc), Previous?.StartUtc, nowUtc);

        public Message ToFormer(string address, DateTime nowUtc) =>
            New(address, toProvider: true, MessageKind.Cancelled, Previous!.Value, null, nowUtc);

        private Message New(
            string address,
            bool toProvider,
            MessageKind kind,
            (DateTime StartUtc, DateTime EndUtc) time,
            DateTime? previousUtc,
            DateTime nowUtc
        ) =>
            new()
            {
                Id = Ids.New(nowUtc),
                AppointmentId = AppointmentId,
                Kind = kind,
                Version = Version,
                LeadMinutes = 0,
                Address = address,
                ToProvider = toProvider,
                StartUtc = time.StartUtc,
                EndUtc = time.EndUtc,
                PreviousStartUtc = previousUtc,
                CreatedUtc = AtUtc,
                Status = MessageStatus.Pending,
                NextAttemptUtc = nowUtc,
            };

        private static List<string> ProvidersOf(JsonElement json) =>
            [.. json.GetProperty("providerIds").EnumerateArray().Select(id => id.GetString()!)];

        private static DateTime Instant(JsonElement json, string name) =>
            DateTime.SpecifyKind(json.GetProperty(name).GetDateTime(), DateTimeKind.Utc);
    }
}
