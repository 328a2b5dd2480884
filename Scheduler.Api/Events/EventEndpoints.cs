using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http.HttpResults;
using Scheduler.Api.Access;
using Scheduler.Api.Http;

namespace Scheduler.Api.Events;

/// <summary>The feed of what has happened.</summary>
public static partial class EventEndpoints
{
    private const int MaxWaitSeconds = 60;
    private const int MaxTypes = 20;

    public static void MapEvents(this IEndpointRouteBuilder app)
    {
        var group = app.MapGroup("/api/events").WithTags("Events");
        group.MapGet("/", ListAsync).Needs(Permission.ReadEvents).WithName("ListEvents").WithSummary("Read what has happened, oldest first").DisableRequestTimeout().Refuses(RefusalType.InvalidRequest);
    }

    private static async Task<Results<Ok<EventsResponse>, Problem>> ListAsync(
        ReadEvents read, IHostApplicationLifetime lifetime, string? after, string? types, string? subject, int? limit, int? wait, CancellationToken cancellationToken)
    {
        var errors = new RequestErrors();
        var size = Paging.Limit(limit, errors);
        errors.Between("wait", wait, 0, MaxWaitSeconds);
        var place = 0L;
        if (!string.IsNullOrEmpty(after) && !long.TryParse(after, NumberStyles.None, CultureInfo.InvariantCulture, out place))
        {
            errors.Add("after", "must be the id of an event, or the 'next' of a page");
        }

        var wanted = (types ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (wanted.Length > MaxTypes || Array.Exists(wanted, type => type != "*" && !TypePattern().IsMatch(type)))
        {
            errors.Add("types", $"must be at most {MaxTypes} types such as appointment.confirmed or appointment.*, separated by commas");
        }

        var (kind, id) = Subject(subject, errors);
        if (errors.Any)
        {
            return Problem.Of(errors.Refusal);
        }

        // Without the host's own token an answer that waits would keep the process from stopping.
        using var ends = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, lifetime.ApplicationStopping);
        var page = await read.RunAsync(
            new EventQuery(place, wanted.Contains("*") ? [] : wanted, kind, id, size), TimeSpan.FromSeconds(wait ?? 0), ends.Token);
        return TypedResults.Ok(new EventsResponse(page.Events.Select(EventResponse.Of).ToList(), page.Next.ToString(CultureInfo.InvariantCulture)));
    }

    /// <summary><c>appointment:ID</c>.</summary>
    private static (string? Kind, string? Id) Subject(string? subject, RequestErrors errors)
    {
        if (string.IsNullOrEmpty(subject))
        {
            return (null, null);
        }

        var colon = subject.IndexOf(':', StringComparison.Ordinal);
        if (colon > 0 && colon <= 64 && KindPattern().IsMatch(subject[..colon]) && RequestErrors.IsId(subject[(colon + 1)..]))
        {
            return (subject[..colon], subject[(colon + 1)..]);
        }

        errors.Add("subject", "must be a kind and an id, such as appointment:019aa5f7-9800-7000-8000-5ab3f26d1c77");
        return (null, null);
    }

    [GeneratedRegex(@"\A[a-z-]{1,30}\.([a-z-]{1,30}|\*)\z", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex TypePattern();

    [GeneratedRegex(@"\A[a-z-]{1,30}\z", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex KindPattern();
}
