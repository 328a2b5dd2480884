using System.Text.Json;
using Scheduler.Data.Model;

namespace Scheduler.Api.Events;

/// <summary>Something that has happened.</summary>
/// <param name="Id">The event's place in the feed: a number that only grows, as text.</param>
/// <param name="Type">What has happened, such as <c>appointment.confirmed</c>.</param>
/// <param name="At">When.</param>
/// <param name="Actor">Who did it.</param>
/// <param name="Subject">What it happened to.</param>
/// <param name="Data">The subject as it was right after: ids and times, never names or notes.</param>
public sealed record EventResponse(string Id, string Type, DateTime At, EventActor Actor, EventSubject Subject, JsonElement Data)
{
    public static EventResponse Of((long Place, Event Event) row)
    {
        var e = row.Event;
        using var data = JsonDocument.Parse(e.Data);
        return new(
            row.Place.ToString(System.Globalization.CultureInfo.InvariantCulture),
            e.Type,
            e.AtUtc,
            new EventActor(e.ActorKind, e.ActorId),
            new EventSubject(e.SubjectKind, e.SubjectId),
            data.RootElement.Clone()
        );
    }
}

/// <summary>Who did something.</summary>
/// <param name="Kind"><c>open</c>, <c>account</c>, <c>key</c>, <c>manage-link</c>, <c>public</c> or <c>system</c>.</param>
/// <param name="Id">Which account, key or appointment that was; null where the kind says it all.</param>
public sealed record EventActor(string Kind, string? Id);

/// <summary>What an event happened to.</summary>
/// <param name="Kind"><c>appointment</c>, <c>client</c>, <c>provider</c>, <c>appointment-type</c>, <c>key</c> or <c>account</c>.</param>
/// <param name="Id">Its id.</param>
public sealed record EventSubject(string Kind, string Id);

/// <summary>A page of the feed.</summary>
/// <param name="Items">Oldest first.</param>
/// <param name="Next">Send as <c>?after=</c> to ask on, also where there are no items.</param>
public sealed record EventsResponse(IReadOnlyList<EventResponse> Items, string Next);
