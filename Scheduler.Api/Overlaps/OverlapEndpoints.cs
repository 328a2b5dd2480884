using System.Globalization;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http.HttpResults;
using Scheduler.Api.Access;
using Scheduler.Api.Http;
using Scheduler.Api.Scheduling;
using Scheduler.Data.Model;

namespace Scheduler.Api.Overlaps;

/// <summary>A range that providers have free in common; with <c>atLeast</c>, who they are.</summary>
/// <param name="ProviderIds">Who is free; only in answers to <c>atLeast</c>.</param>
public sealed record OverlapResponse(
    DateTime Start,
    DateTime End,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<string>? ProviderIds = null
);

/// <summary>What several providers have free in common.</summary>
public static class OverlapEndpoints
{
    private const int MinProviders = 2;

    /// <summary>A window of 62 days has fewer ranges in nearly every calendar: most callers never see a second page.</summary>
    private const int MaxLimit = 1000;

    public static void MapOverlaps(this IEndpointRouteBuilder app) =>
        app.MapGet("/api/overlaps", ListAsync)
            .WithTags("Overlaps")
            .Needs(Permission.CompareTimes)
            .MayBeOld()
            .WithName("ListOverlaps")
            .WithSummary("Find the ranges that 2 to 200 providers have free in common")
            .Refuses(RefusalType.InvalidRequest, RefusalType.NotFound);

    private static async Task<Results<Ok<Page<OverlapResponse>>, Problem>> ListAsync(
        FindOverlaps find,
        string[]? provider,
        string? from,
        string? to,
        int? minutes,
        string? timeZone,
        int? atLeast,
        string? cursor,
        int? limit,
        CancellationToken cancellationToken
    )
    {
        var errors = new RequestErrors();
        var ids = (provider ?? []).Distinct(StringComparer.Ordinal).ToList();
        if (ids.Count is < MinProviders or > Limits.Providers)
        {
            errors.Add("provider", $"must be given {MinProviders} to {Limits.Providers} times, with different ids");
        }

        foreach (var id in ids)
        {
            errors.Id("provider", id);
        }

        errors.TimeZone("timeZone", timeZone);
        errors.Between("minutes", minutes, 1, Limits.Minutes);
        errors.Between("atLeast", atLeast, 1, Math.Max(1, ids.Count));
        errors.Between("limit", limit, 1, MaxLimit);
        var window = QueryWindow.Read(from, to, errors);
        var after = ReadKey(cursor, errors);
        if (errors.Any)
        {
            return Problem.Of(errors.Refusal);
        }

        var size = limit ?? MaxLimit;
        var outcome = await find.RunAsync(
            new OverlapQuery(ids, window, timeZone is null ? null : ZoneRules.Get(timeZone), minutes ?? 1, atLeast, after, size),
            cancellationToken
        );
        return outcome.Value is { } overlaps
            ? TypedResults.Ok(Paging.ToPage(overlaps, size, o => new OverlapResponse(o.StartUtc, o.EndUtc, o.ProviderIds), Key))
            : Problem.Of(outcome.Refusal!);
    }

    private static string Key(Overlap o) => string.Create(CultureInfo.InvariantCulture, $"{o.StartUtc.Ticks}|{o.EndUtc.Ticks}");

    private static (DateTime StartUtc, DateTime EndUtc)? ReadKey(string? cursor, RequestErrors errors)
    {
        var parts = Paging.Decode(cursor, errors)?.Split('|');
        if (parts is null)
        {
            return null;
        }

        if (parts.Length == 2 && Paging.ReadInstant(parts[0]) is { } start && Paging.ReadInstant(parts[1]) is { } end)
        {
            return (start, end);
        }

        errors.Add("cursor", "is not a cursor that this list gave");
        return null;
    }
}
