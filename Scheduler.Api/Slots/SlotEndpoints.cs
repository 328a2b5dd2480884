using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;
using Scheduler.Api.Calendars;
using Scheduler.Api.Http;
using Scheduler.Api.Scheduling;
using Scheduler.Data;
using Scheduler.Data.Model;
using Scheduler.Data.Prepared;

namespace Scheduler.Api.Slots;

/// <summary>What can be booked.</summary>
public static class SlotEndpoints
{
    private const int MaxProviders = 50;
    private const int DefaultDays = 7;

    public static void MapSlots(this IEndpointRouteBuilder app)
    {
        var group = app.MapGroup("/api/slots").WithTags("Slots");
        group.MapGet("/", ListAsync).WithName("ListSlots").WithSummary("List the starts that can be booked")
            .Refuses(RefusalType.InvalidRequest, RefusalType.NotFound, RefusalType.WrongDuration, RefusalType.ProviderNotAllowed);
        group.MapGet("/explain", ExplainAsync).WithName("ExplainSlot").WithSummary("Say whether a start can be booked, and every rule that refuses it")
            .Refuses(RefusalType.InvalidRequest, RefusalType.NotFound);
    }

    private static async Task<Results<Ok<Page<SlotResponse>>, Problem>> ListAsync(
        SchedulerDbContext db, TimeProvider clock, IOptions<SchedulingOptions> options, string? appointmentType, string[]? provider,
        string? from, string? to, int? minutes, string? timeZone, string? cursor, int? limit, CancellationToken cancellationToken)
    {
        var errors = new RequestErrors();
        var ids = Ids(provider, errors);
        errors.Id("appointmentType", appointmentType);
        errors.TimeZone("timeZone", timeZone);
        errors.Between("minutes", minutes, 1, Limits.Minutes);
        var size = Paging.Limit(limit, errors);
        var after = Key(cursor, errors);
        if (errors.Any)
        {
            return Problem.Of(errors.Refusal);
        }

        var found = await db.FindTypeAndZoneAsync(appointmentType!, ids is [var only] ? only : null, cancellationToken);
        if (found is null)
        {
            return Problem.Of(Refusal.NotFound("appointment type", appointmentType!));
        }

        var (type, zoneOfOne) = found.Value;
        var nowUtc = clock.Now();
        var office = options.Value.Office;
        var policy = type.Policy();
        var length = minutes ?? policy.MinMinutes;
        if (!policy.AllowsLength(length))
        {
            return Problem.Of(new Refusal(RefusalType.WrongDuration, $"'{type.Id}' is not booked for {length} minutes."));
        }

        if (!policy.ProviderRequired && ids is not null)
        {
            return Problem.Of(new Refusal(RefusalType.ProviderNotAllowed, $"'{type.Id}' is booked without a provider."));
        }

        // Dates are in the named zone, else in that of the one provider asked for, else the office's.
        var zone = (timeZone ?? zoneOfOne) is { } name ? ZoneRules.Get(name) : office;
        var window = QueryTimes.Window(from, to, zone, nowUtc, DefaultDays, errors);
        if (errors.Any || window is null)
        {
            return Problem.Of(errors.Refusal);
        }

        var rest = after is null ? window : TimeRange.Between(after.Value.AddTicks(1), window.Value.EndUtc);
        if (rest is null)
        {
            return TypedResults.Ok(new Page<SlotResponse>([], null));
        }

        var loaded = policy.ProviderRequired ? await CalendarReader.LoadAsync(db, ids, FindSlots.WithLength(rest.Value, length), nowUtc, cancellationToken) : [];
        if (ids?.FirstOrDefault(id => loaded.All(p => p.Provider.Id != id)) is { } unknown)
        {
            return Problem.Of(Refusal.NotFound("provider", unknown));
        }

        var slots = FindSlots.Of(type, policy, length, loaded, rest.Value, office, nowUtc).Take(size + 1).ToList();
        return TypedResults.Ok(Paging.ToPage(slots, size, s => s, s => s.Start.Ticks.ToString(CultureInfo.InvariantCulture)));
    }

    private static async Task<Results<Ok<ExplainResponse>, Problem>> ExplainAsync(
        SchedulerDbContext db, TimeProvider clock, IOptions<SchedulingOptions> options, ExplainBooking explain,
        string? appointmentType, string[]? provider, string? start, int? minutes, string? userId, CancellationToken cancellationToken)
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

        var startUtc = QueryTimes.Parse("start", start, options.Value.Office, errors);
        if (errors.Any)
        {
            return Problem.Of(errors.Refusal);
        }

        var outcome = await explain.RunAsync(appointmentType!, ids, startUtc!.Value, minutes, userId, cancellationToken);
        return outcome.Value is { } reasons
            ? TypedResults.Ok(new ExplainResponse(reasons.Count == 0, reasons.Select(r => new ExplainReason(ProblemCatalog.Describe(r.Type).Slug, r.Detail)).ToList()))
            : Problem.Of(outcome.Refusal!);
    }

    private static List<string>? Ids(string[]? provider, RequestErrors errors, bool keepAny = false)
    {
        if (provider is null or { Length: 0 } || (!keepAny && provider is [RequestErrors.ReservedId]))
        {
            return null;
        }

        if (provider.Length > MaxProviders)
        {
            errors.Add("provider", $"must be given at most {MaxProviders} times");
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

        if (long.TryParse(key, NumberStyles.None, CultureInfo.InvariantCulture, out var ticks) && ticks < DateTime.MaxValue.Ticks)
        {
            return new DateTime(ticks, DateTimeKind.Utc);
        }

        errors.Add("cursor", "is not a cursor that this list gave");
        return null;
    }
}
