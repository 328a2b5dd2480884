using System.Text.Json;
using Scheduler.Api.Events;
using Scheduler.Data;
using Scheduler.Data.Model;

namespace Scheduler.Api.Mail;

/// <summary>An event of which mails tell.</summary>
internal sealed record Told(
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

    /// <summary>Whose it was before it passed to another client: the two are told, and nobody else, for its provider and its time are the same.</summary>
    public string? FormerUserId { get; private init; }

    public IReadOnlyList<string> ToldProviderIds => FormerUserId is null ? ProviderIds : [];

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

        var former = data.TryGetProperty("formerUserId", out var id) ? id.GetString() : null;
        if (e.Type == EventTypes.AppointmentUpdated && former is null)
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
            FormerUserId = former,
            FormerProviderIds = moved ? [.. ProvidersOf(previous).Except(providerIds, StringComparer.Ordinal)] : [],
        };
    }

    public Message To(string address, bool toProvider, DateTime nowUtc) =>
        New(address, toProvider, Kind, (StartUtc, EndUtc), Previous?.StartUtc, nowUtc);

    public Message ToFormerClient(string address, DateTime nowUtc) =>
        New(address, toProvider: false, MessageKind.PassedOn, (StartUtc, EndUtc), null, nowUtc);

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
            Address = address,
            ToProvider = toProvider,
            StartUtc = time.StartUtc,
            EndUtc = time.EndUtc,
            PreviousStartUtc = previousUtc,
            CreatedUtc = AtUtc,
            NextAttemptUtc = nowUtc,
        };

    private static List<string> ProvidersOf(JsonElement json) =>
        [.. json.GetProperty("providerIds").EnumerateArray().Select(id => id.GetString()!)];

    private static DateTime Instant(JsonElement json, string name) =>
        DateTime.SpecifyKind(json.GetProperty(name).GetDateTime(), DateTimeKind.Utc);
}
