using System.ComponentModel;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Scheduler.Api.Access;
using Scheduler.Api.Http;

namespace Scheduler.Api.Availability;

/// <summary>Open hours, and the days that come of them.</summary>
public static class AvailabilityEndpoints
{
    private const string IfMatch = "Only if the ETag of the provider's hours is this one";

    public static void MapAvailability(this IEndpointRouteBuilder app)
    {
        var group = app.MapGroup("/api/providers/{id}").WithTags("Availability");
        RefusalType[] body =
        [
            RefusalType.InvalidRequest,
            RefusalType.NotFound,
            RefusalType.PreconditionFailed,
            RefusalType.PayloadTooLarge,
            RefusalType.UnsupportedMediaType,
        ];
        group
            .MapGet("/hours", GetHoursAsync)
            .Needs(Permission.ReadHours)
            .WithName("GetHours")
            .WithSummary("Read a provider's open hours")
            .Produces(StatusCodes.Status304NotModified)
            .Refuses(RefusalType.NotFound);
        group
            .MapPut("/hours", PutWeeklyAsync)
            .Needs(Permission.ChangeHours)
            .WithName("PutWeeklyHours")
            .WithSummary("Replace the weekly hours")
            .Refuses(body);
        group
            .MapPut("/hours/dates", PutDatesAsync)
            .Needs(Permission.ChangeHours)
            .WithName("PutDateHours")
            .WithSummary("Set whole dates, up to 366, all or none")
            .Refuses(body);
        group
            .MapPost("/availability", AddWindowAsync)
            .Needs(Permission.ChangeHours)
            .WithName("AddWindow")
            .WithSummary("Add a window, at most 31 days long, to what is open")
            .Refuses(body);
        group
            .MapGet("/availability", GetAsync)
            .Needs(Permission.ReadHours)
            .WithName("GetAvailability")
            .WithSummary("Read open, free and booked times by day, in the provider's wall-clock time")
            .Refuses(RefusalType.InvalidRequest, RefusalType.NotFound);
    }

    private static async Task<Results<Ok<HoursResponse>, StatusCodeHttpResult, Problem>> GetHoursAsync(
        string id,
        ReadAvailability read,
        HttpContext http,
        CancellationToken cancellationToken
    )
    {
        if (await read.HoursAsync(id, cancellationToken) is not { } hours)
        {
            return Problem.Of(Refusal.NotFound("provider", id));
        }

        return ETags.IsNotModified(http, ETags.Of(hours.Provider.Version))
            ? TypedResults.StatusCode(StatusCodes.Status304NotModified)
            : TypedResults.Ok(HoursResponse.Of(hours));
    }

    private static async Task<Results<Ok<HoursChangedResponse>, Problem>> PutWeeklyAsync(
        string id,
        PutWeeklyHoursRequest request,
        ChangeHours change,
        HttpContext http,
        CancellationToken cancellationToken,
        [FromHeader(Name = "If-Match"), Description(IfMatch)] string? ifMatch = null
    )
    {
        var errors = new RequestErrors();
        var weekly = HoursParsing.Weekly(request.Weekly, errors);
        return await AnswerAsync(
            errors,
            http,
            () => change.SetWeeklyAsync(id, weekly, preview: false, ETags.Precondition(ifMatch), cancellationToken)
        );
    }

    private static async Task<Results<Ok<HoursChangedResponse>, Problem>> PutDatesAsync(
        string id,
        PutDateHoursRequest request,
        ChangeHours change,
        HttpContext http,
        CancellationToken cancellationToken,
        [FromHeader(Name = "If-Match"), Description(IfMatch)] string? ifMatch = null
    )
    {
        var errors = new RequestErrors();
        var dates = HoursParsing.Dates(request.Dates, errors);
        return await AnswerAsync(
            errors,
            http,
            () => change.SetDatesAsync(id, dates, preview: false, ETags.Precondition(ifMatch), cancellationToken)
        );
    }

    private static async Task<Results<Ok<HoursChangedResponse>, Problem>> AnswerAsync(
        RequestErrors errors,
        HttpContext http,
        Func<Task<Outcome<ChangedHours>>> change
    )
    {
        if (errors.Any)
        {
            return Problem.Of(errors.Refusal);
        }

        var outcome = await change();
        if (outcome.Value is not { } changed)
        {
            return Problem.Of(outcome.Refusal!);
        }

        http.Response.Headers.ETag = ETags.Of(changed.Hours.Provider.Version);
        return TypedResults.Ok(HoursChangedResponse.Of(changed));
    }

    private static async Task<Results<Created<HoursChangedResponse>, Problem>> AddWindowAsync(
        string id,
        AddWindowRequest request,
        ChangeHours change,
        HttpContext http,
        CancellationToken cancellationToken,
        [FromHeader(Name = "If-Match"), Description(IfMatch)] string? ifMatch = null
    )
    {
        var errors = new RequestErrors();
        var window = HoursParsing.Window(request, errors);
        if (errors.Any)
        {
            return Problem.Of(errors.Refusal);
        }

        http.WillAnswer<ChangedHours>(Added);
        var outcome = await change.AddWindowAsync(id, window!.Value, ETags.Precondition(ifMatch), cancellationToken);
        return outcome.Value is { } changed ? Added(changed) : Problem.Of(outcome.Refusal!);

        Created<HoursChangedResponse> Added(ChangedHours added)
        {
            http.Response.Headers.ETag = ETags.Of(added.Hours.Provider.Version);
            return TypedResults.Created($"/api/providers/{id}/hours", HoursChangedResponse.Of(added));
        }
    }

    private static async Task<Results<Ok<AvailabilityResponse>, Problem>> GetAsync(
        string id,
        ReadAvailability read,
        string? from,
        string? to,
        CancellationToken cancellationToken
    )
    {
        var errors = new RequestErrors();
        var first = QueryTimes.ParseDate("from", from, errors);
        var end = QueryTimes.ParseDate("to", to, errors);
        if (first is { } f && end is { } e && e <= f)
        {
            errors.Add("to", "must be after 'from'; it is the day after the last one");
        }
        else if (first is { } earliest && end is { } latest && latest.DayNumber - earliest.DayNumber > ReadAvailability.MaxDays)
        {
            errors.Add("to", $"must be at most {ReadAvailability.MaxDays} days after 'from'");
        }

        if (errors.Any)
        {
            return Problem.Of(errors.Refusal);
        }

        return await read.RunAsync(id, first, end, cancellationToken) is { } days
            ? TypedResults.Ok(AvailabilityResponse.Of(days))
            : Problem.Of(Refusal.NotFound("provider", id));
    }
}
