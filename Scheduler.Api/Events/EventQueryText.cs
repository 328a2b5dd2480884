using System.Globalization;
using Scheduler.Api.Http;

namespace Scheduler.Api.Events;

/// <summary>Reads which events a caller asks for.</summary>
internal static class EventQueryText
{
    private const int MaxTypes = 20;

    /// <param name="after">The id of an event, or the <c>next</c> of a page; from the oldest event on where there is none.</param>
    /// <param name="types">Types, parted by commas.</param>
    /// <param name="subject">A kind and an id, such as <c>appointment:ID</c>.</param>
    public static EventQuery Parse(string? after, string? types, string? subject, int limit, RequestErrors errors)
    {
        var wanted = (types ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (wanted.Length > MaxTypes || !Array.TrueForAll(wanted, EventTypes.IsPattern))
        {
            errors.Add("types", $"must be at most {MaxTypes} types such as appointment.confirmed or appointment.*, separated by commas");
        }

        var (kind, id) = Subject(subject, errors);
        return new EventQuery(Place("after", after, errors), wanted.Contains("*") ? [] : wanted, kind, id, limit);
    }

    /// <summary>A place in the feed as text; 0 where there is none.</summary>
    public static long Place(string field, string? text, RequestErrors errors)
    {
        var place = 0L;
        if (!string.IsNullOrEmpty(text) && !long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out place))
        {
            errors.Add(field, "must be the id of an event, or the 'next' of a page");
        }

        return place;
    }

    private static (string? Kind, string? Id) Subject(string? subject, RequestErrors errors)
    {
        if (string.IsNullOrEmpty(subject))
        {
            return (null, null);
        }

        if (EventSubjects.TryRead(subject, out var kind, out var id) && id is not null)
        {
            return (kind, id);
        }

        errors.Add("subject", "must be a kind and an id, such as appointment:019aa5f7-9800-7000-8000-5ab3f26d1c77");
        return (null, null);
    }
}
