using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;
using Scheduler.Api.Calendars;
using Scheduler.Api.Http;
using Scheduler.Api.Scheduling;
using Scheduler.Data;
using Scheduler.Data.Model;

namespace Scheduler.Api.Overlaps;

/// <summary>A range that providers have free in common; with <c>atLeast</c>, who they are.</summary>
/// <param name="ProviderIds">Who is free; only in answers to <c>atLeast</c>.</param>
public sealed record OverlapResponse(DateTime Start, DateTime End, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<string>? ProviderIds = null);

/// <summary>The ranges, in the order of their starts.</summary>
public sealed record OverlapsResponse(IReadOnlyList<OverlapResponse> Items);

/// <summary>What several providers have free in common.</summary>
public static class OverlapEndpoints
{
    private const int MinProviders = 2;
    private const int MaxProviders = 200;
    private const int DefaultDays = 31;

    public static void MapOverlaps(this IEndpointRouteBuilder app) =>
        app.MapGet("/api/overlaps", ListAsync).WithTags("Overlaps").WithName("ListOverlaps").WithSummary("Find the ranges that 2 to 200 providers have free in common")
            .Refuses(RefusalType.InvalidRequest, RefusalType.NotFound);

    private static async Task<Results<Ok<OverlapsResponse>, Problem>> ListAsync(
        SchedulerDbContext db, TimeProvider clock, IOptions<SchedulingOptions> options,
        string[]? provider, string? from, string? to, int? minutes, string? timeZone, int? atLeast, CancellationToken cancellationToken)
    {
        var errors = new RequestErrors();
        var ids = (provider ?? []).Distinct(StringComparer.Ordinal).ToList();
        if (ids.Count is < MinProviders or > MaxProviders)
        {
            errors.Add("provider", $"must be given {MinProviders} to {MaxProviders} times, with different ids");
        }

        foreach (var id in ids)
        {
            errors.Id("provider", id);
        }

        errors.TimeZone("timeZone", timeZone);
        errors.Between("minutes", minutes, 1, Limits.Minutes);
        errors.Between("atLeast", atLeast, 1, Math.Max(1, ids.Count));
        if (errors.Any)
        {
            return Problem.Of(errors.Refusal);
        }

        var nowUtc = clock.Now();
        var window = QueryTimes.Window(from, to, timeZone is null ? options.Value.Office : ZoneRules.Get(timeZone), nowUtc, DefaultDays, errors);
        if (window is null)
        {
            return Problem.Of(errors.Refusal);
        }

        var loaded = await CalendarReader.LoadAsync(db, ids, window.Value, nowUtc, cancellationToken);
        if (ids.FirstOrDefault(id => loaded.All(p => p.Provider.Id != id)) is { } unknown)
        {
            return Problem.Of(Refusal.NotFound("provider", unknown));
        }

        var free = loaded.Select(p => p.Calendar(window.Value, null)).Select(c => c.Open.Subtract(c.Busy)).ToList();
        var minimum = TimeSpan.FromMinutes(minutes ?? 1);
        var items = atLeast is { } k
            ? SharedFreeTime.AtLeast(free, k, minimum).Select(s => new OverlapResponse(s.Range.StartUtc, s.Range.EndUtc, s.Members.Select(i => loaded[i].Provider.Id).ToList()))
            : TimeRangeSet.IntersectAll(free).Where(r => r.Duration >= minimum).Select(r => new OverlapResponse(r.StartUtc, r.EndUtc));
        return TypedResults.Ok(new OverlapsResponse(items.ToList()));
    }
}
