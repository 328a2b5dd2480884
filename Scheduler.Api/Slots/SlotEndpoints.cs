using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using Scheduler.Api.Access;
using Scheduler.Api.Calendars;
using Scheduler.Api.Http;
using Scheduler.Api.Scheduling;
using Scheduler.Data.Model;

namespace Scheduler.Api.Slots;

/// <summary>What can be booked.</summary>
public static class SlotEndpoints
{
    public static void MapSlots(this IEndpointRouteBuilder app)
    {
        var group = app.MapGroup("/api/slots").WithTags("Slots");
        group
            .MapGet("/", ListAsync)
            .Needs(Permission.ReadSlots)
            .MayBeOld()
            .WithName("ListSlots")
            .WithSummary("List the starts that can be booked")
            .Refuses(RefusalType.InvalidRequest, RefusalType.NotFound, RefusalType.WrongDuration, RefusalType.ProviderNotAllowed);
        group
            .MapGet("/explain", ExplainAsync)
            .Needs(Permission.CompareTimes)
            .WithName("ExplainSlot")
            .WithSummary("Say whether a start can be booked, and every rule that refuses it")
            .Refuses(RefusalType.InvalidRequest, RefusalType.NotFound);
    }

    private static async Task<Results<Ok<Page<SlotResponse>>, Problem>> ListAsync(
        ListSlots list,
        string? appointmentType,
        string[]? provider,
        string? from,
        string? to,
        int? minutes,
        string? timeZone,
        string? cursor,
        int? limit,
        CancellationToken cancellationToken
    )
    {
        var errors = new RequestErrors();
        var ids = Ids(provider, errors);
        errors.Id("appointmentType", appointmentType);
        errors.TimeZone("timeZone", timeZone);
        errors.Between("minutes", minutes, 1, Limits.Minutes);
        var window = QueryWindow.Read(from, to, errors);
        var size = Paging.Limit(limit, errors);
        var after = Key(cursor, errors);
        if (errors.Any)
        {
            return Problem.Of(errors.Refusal);
        }

        var zone = timeZone is null ? null : ZoneRules.Get(timeZone);
        var outcome = await list.RunAsync(new(appointmentType!, ids, window!, minutes, zone, after, size), cancellationToken);
        return outcome.Value is { } slots
            ? TypedResults.Ok(Paging.ToPage(slots, size, SlotResponse.Of, s => s.StartUtc.Ticks.ToString(CultureInfo.InvariantCulture)))
            : Problem.Of(outcome.Refusal!);
    }

    private static async Task<Results<Ok<ExplainResponse>, Problem>> ExplainAsync(
        ExplainBooking explain,
        OperationContext context,
        string? appointmentType,
        string[]? provider,
        string? start,
        int? minutes,
        string? userId,
        CancellationToken cancellationToken
    )
    {
        var errors = new RequestErrors();
        var ids = Ids(provider, errors, keepAny: true) ?? [];
        errors.Id("appointmentType", appointmentType);
        errors.Between("minutes", minutes, 1, Limits.Minutes);
        if (userId is not null)
        {
            errors.Id("userId", userId);
        }

        if (start is null)
        {
            errors.Add("start", "must be given");
        }

        var startUtc = QueryTimes.Parse("start", start, context.Office, errors);
        if (errors.Any)
        {
            return Problem.Of(errors.Refusal);
        }

        var outcome = await explain.RunAsync(new Booking(userId ?? "", appointmentType!, ids, startUtc!.Value, minutes), cancellationToken);
        return outcome.Value is { } reasons
            ? TypedResults.Ok(
                new ExplainResponse(
                    reasons.Count == 0,
                    reasons
                        .Select(r => new ExplainReason(ProblemCatalog.Describe(r.Refusal.Type).Slug, r.Refusal.Detail, r.Overridable))
                        .ToList()
                )
            )
            : Problem.Of(outcome.Refusal!);
    }

    private static List<string>? Ids(string[]? provider, RequestErrors errors, bool keepAny = false)
    {
        if (provider is null or { Length: 0 } || (!keepAny && provider is [Booking.Any]))
        {
            return null;
        }

        if (provider.Length > Limits.Providers)
        {
            errors.Add("provider", $"must be given at most {Limits.Providers} times");
        }

        foreach (var id in provider)
        {
            errors.Id("provider", id);
        }

        return provider.Distinct(StringComparer.Ordinal).ToList();
    }

    private static DateTime? Key(string? cursor, RequestErrors errors)
    {
        if (Paging.Decode(cursor, errors) is not { } key)
        {
            return null;
        }

        if (Paging.ReadInstant(key) is { } atUtc && atUtc < DateTime.MaxValue)
        {
            return atUtc;
        }

        errors.Add("cursor", "is not a cursor that this list gave");
        return null;
    }
}
