using Scheduler.Api.Http;

namespace Scheduler.Api.Webhooks;

/// <summary>Ids as they stand in paths and cursors of webhooks.</summary>
internal static class WebhookPaths
{
    /// <summary>The id in a path; null where nothing can have it.</summary>
    public static Guid? Id(string text) => Guid.TryParseExact(text, "D", out var id) ? id : null;

    /// <summary>The id after which a page begins; null for the first.</summary>
    public static Guid? Cursor(string? cursor, RequestErrors errors)
    {
        if (Paging.Decode(cursor, errors) is not { } key)
        {
            return null;
        }

        if (Id(key) is { } id)
        {
            return id;
        }

        errors.Add("cursor", "is not a cursor that this list gave");
        return null;
    }

    public static Problem NotFound(string what, string id) => Problem.Of(Refusal.NotFound(what, id));
}
