using System.ComponentModel;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Scheduler.Api.Calendars;
using Scheduler.Api.Http;
using Scheduler.Api.Scheduling;
using Scheduler.Data;

namespace Scheduler.Api.Availability;

/// <summary>Open hours, and the days that come of them.</summary>
public static class AvailabilityEndpoints
{
    private const string IfMatch = "Only if the ETag of the provider's hours is this one";
    private const int MaxDays = 62;
    private const int DefaultDays = 31;
    private static readonly TimeSpan LongestWindow = TimeSpan.FromDays(31);

    public static void MapAvailability(this IEndpointRouteBuilder app)
    {
        var group = app.MapGroup("/api/providers/{id}").WithTags("Availability");
        RefusalType[] body = [RefusalType.InvalidRequest, RefusalType.NotFound, RefusalType.PreconditionFailed, RefusalType.PayloadTooLarge, RefusalType.UnsupportedMediaType];
        group.MapGet("/hours", GetHoursAsync).WithName("GetHours").WithSummary("Read a provider's open hours").Produces(StatusCodes.Status304NotModified).Refuses(RefusalType.NotFound);
        group.MapPut("/hours", PutWeeklyAsync).WithName("PutWeeklyHours").WithSummary("Replace the weekly hours").Refuses(body);
        group.MapPut("/hours/dates", PutDatesAsync).WithName("PutDateHours").WithSummary("Set whole dates, up to 366, all or none").Refuses(body);
        group.MapPost("/availability", AddWindowAsync).WithName("AddWindow").WithSummary("Add a window, at most 31 days long, to what is open").Refuses(body);
        group.MapGet("/availability", GetAsync).WithName("GetAvailability").WithSummary("Read open, free and booked times by day, in the provider's wall-clock time")
            .Refuses(RefusalType.InvalidRequest, RefusalType.NotFound);
    }

    private static async Task<Results<Ok<HoursResponse>, StatusCodeHttpResult, Problem>> GetHoursAsync(string id, SchedulerDbContext db, HttpContext http, CancellationToken cancellationToken)
    {
        if (!RequestErrors.IsId(id) || await StoredHours.LoadAsync(db, id, cancellationToken) is not { } hours)
        {
            return Problem.Of(Refusal.NotFound("provider", id));
        }

        return ETags.IsNotModified(http, ETags.Of(hours.Provider.Version))
            ? TypedResults.StatusCode(StatusCodes.Status304NotModified)
            : TypedResults.Ok(hours.Response());
    }

    private static async Task<Results<Ok<HoursChangedResponse>, Problem>> PutWeeklyAsync(
        string id, PutWeeklyHoursRequest request, ChangeHours change, HttpContext http, CancellationToken cancellationToken, [FromHeader(Name = "If-Match"), Description(IfMatch)] string? ifMatch = null)
    {
        var errors = new RequestErrors();
        var weekly = HoursParsing.Weekly(request.Weekly, errors);
        return await AnswerAsync(id, errors, http, () => change.SetWeeklyAsync(id, weekly, preview: false, ifMatch, cancellationToken));
    }

    private static async Task<Results<Ok<HoursChangedResponse>, Problem>> PutDatesAsync(
        string id, PutDateHoursRequest request, ChangeHours change, HttpContext http, CancellationToken cancellationToken, [FromHeader(Name = "If-Match"), Description(IfMatch)] string? ifMatch = null)
    {
        var errors = new RequestErrors();
        var dates = HoursParsing.Dates(request.Dates, errors);
        return await AnswerAsync(id, errors, http, () => change.SetDatesAsync(id, dates, preview: false, ifMatch, cancellationToken));
    }

    private static async Task<Results<Ok<HoursChangedResponse>, Problem>> AnswerAsync(string id, RequestErrors errors, HttpContext http, Func<Task<Outcome<ChangedHours>>> change)
    {
        if (errors.Any || !RequestErrors.IsId(id))
        {
            return Problem.Of(errors.Any ? errors.Refusal : Refusal.NotFound("provider", id));
        }

        var outcome = await change();
        if (outcome.Value is not { } changed)
        {
            return Problem.Of(outcome.Refusal!);
        }

        http.Response.Headers.ETag = ETags.Of(changed.Version);
        return TypedResults.Ok(HoursChangedResponse.Of(changed));
    }

    private static async Task<Results<Created<HoursChangedResponse>, Problem>> AddWindowAsync(
        string id, AddWindowRequest request, ChangeHours change, HttpContext http, CancellationToken cancellationToken, [FromHeader(Name = "If-Match"), Description(IfMatch)] string? ifMatch = null)
    {
        var errors = new RequestErrors();
        errors.Instant("start", request.Start);
        errors.Instant("end", request.End);
        var window = TimeRange.Between(request.Start, request.End);
        if (window is null)
        {
            errors.Add("end", "must be after the start");
        }
        else if (window.Value.Duration > LongestWindow)
        {
            errors.Add("end", "must be at most 31 days after the start");
        }

        if (errors.Any || !RequestErrors.IsId(id))
        {
            return Problem.Of(errors.Any ? errors.Refusal : Refusal.NotFound("provider", id));
        }

        http.WillAnswer<ChangedHours>(Added);
        var outcome = await change.AddWindowAsync(id, window!.Value, ifMatch, cancellationToken);
        return outcome.Value is { } changed ? Added(changed) : Problem.Of(outcome.Refusal!);

        Created<HoursChangedResponse> Added(ChangedHours added)
        {
            http.Response.Headers.ETag = ETags.Of(added.Version);
            return TypedResults.Created($"/api/providers/{id}/hours", HoursChangedResponse.Of(added));
        }
    }

    private static async Task<Results<Ok<AvailabilityResponse>, Problem>> GetAsync(
        string id, SchedulerDbContext db, TimeProvider clock, string? from, string? to, CancellationToken cancellationToken)
    {
        var errors = new RequestErrors();
        var first = QueryTimes.ParseDate("from", from, errors);
        var last = QueryTimes.ParseDate("to", to, errors);
        var nowUtc = clock.Now();
        var provider = RequestErrors.IsId(id) ? (await CalendarReader.LoadAsync(db, [id], new TimeRange(nowUtc, nowUtc.AddTicks(1)), nowUtc, cancellationToken)).SingleOrDefault() : null;
        if (provider is null)
        {
            return Problem.Of(Refusal.NotFound("provider", id));
        }

        first ??= last is null ? provider.Zone.DateOf(nowUtc) : last.Value.AddDays(-DefaultDays);
        last ??= first.Value.AddDays(DefaultDays);
        if (!errors.Any && last <= first)
        {
            errors.Add("to", "must be after 'from'; it is the day after the last one");
        }
        else if (last.Value.DayNumber - first.Value.DayNumber > MaxDays)
        {
            errors.Add("to", $"must be at most {MaxDays} days after 'from'");
        }

        if (errors.Any)
        {
            return Problem.Of(errors.Refusal);
        }

        var window = ReadAvailability.Window(provider.Zone, first.Value, last.Value);
        provider = (await CalendarReader.LoadAsync(db, [id], window, nowUtc, cancellationToken)).Single();
        return TypedResults.Ok(await ReadAvailability.RunAsync(db, provider, first.Value, last.Value, nowUtc, cancellationToken));
    }
}
