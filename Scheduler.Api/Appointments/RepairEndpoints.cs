using Microsoft.AspNetCore.Http.HttpResults;
using Scheduler.Api.Access;
using Scheduler.Api.Calendars;
using Scheduler.Api.Http;
using Scheduler.Data.Model;

namespace Scheduler.Api.Appointments;

/// <summary>What is done with several appointments at once.</summary>
public static class RepairEndpoints
{
    public static void MapRepair(this IEndpointRouteBuilder app)
    {
        var group = app.MapGroup("/api/appointments").WithTags("Appointments");
        group
            .MapPost("/move", MoveAsync)
            .Needs(Permission.ChangeAppointments)
            .WithName("MoveAppointments")
            .WithSummary("Move several appointments in one step, all or none")
            .Refuses(
                RefusalType.InvalidRequest,
                RefusalType.NotFound,
                RefusalType.MovesRefused,
                RefusalType.PayloadTooLarge,
                RefusalType.UnsupportedMediaType
            );
        group
            .MapPost("/proposals", ProposeAsync)
            .Needs(Permission.ChangeAppointments)
            .WithName("ProposeMoves")
            .WithSummary("Find other places for appointments, and a plan that moves all of them with the least change")
            .Refuses(
                RefusalType.InvalidRequest,
                RefusalType.NotFound,
                RefusalType.WrongState,
                RefusalType.PayloadTooLarge,
                RefusalType.UnsupportedMediaType
            );
    }

    private static async Task<Results<Ok<MovedAppointmentsResponse>, Problem>> MoveAsync(
        MoveAppointmentsRequest request,
        MoveAppointments move,
        HttpContext http,
        CancellationToken cancellationToken
    )
    {
        var moves = Parse(request);
        if (moves.Refusal is not null)
        {
            return Problem.Of(moves.Refusal);
        }

        http.WillAnswer<IReadOnlyList<AppointmentState>>(Moved);
        var outcome = await move.RunAsync(moves.Value!, cancellationToken);
        return outcome.Value is { } moved ? Moved(moved) : Problem.Of(outcome.Refusal!);

        static Ok<MovedAppointmentsResponse> Moved(IReadOnlyList<AppointmentState> states) =>
            TypedResults.Ok(new MovedAppointmentsResponse([.. states.Select(AppointmentResponse.Of)]));
    }

    private static async Task<Results<Ok<ProposalsResponse>, Problem>> ProposeAsync(
        ProposalsRequest request,
        ProposeMoves propose,
        CancellationToken cancellationToken
    )
    {
        var query = Parse(request);
        if (query.Refusal is not null)
        {
            return Problem.Of(query.Refusal);
        }

        var outcome = await propose.RunAsync(query.Value!, cancellationToken);
        return outcome.Value is { } proposals ? TypedResults.Ok(ProposalsResponse.Of(proposals)) : Problem.Of(outcome.Refusal!);
    }

    private static Outcome<MoveProposalQuery> Parse(ProposalsRequest request)
    {
        var errors = new RequestErrors();
        var ids = request.AppointmentIds;
        if (ids.Count is 0 or > MoveAppointments.Most || ids.Distinct(StringComparer.OrdinalIgnoreCase).Count() < ids.Count)
        {
            errors.Add("appointmentIds", $"must have 1 to {MoveAppointments.Most} ids, each once");
        }

        for (var i = 0; i < ids.Count && i < MoveAppointments.Most; i++)
        {
            errors.Id($"appointmentIds[{i}]", ids[i]);
        }

        if (request.Providers is not ("same" or "any"))
        {
            errors.Add("providers", "must be 'same' or 'any'");
        }

        var (from, to) = (QueryTimes.Read("from", request.From, errors), QueryTimes.Read("to", request.To, errors));
        return errors.Any ? errors.Refusal
            : ids.FirstOrDefault(id => !Guid.TryParse(id, out _)) is { } unknown ? Refusal.NotFound("appointment", unknown)
            : new MoveProposalQuery([.. ids.Select(Guid.Parse)], request.Providers == "any", from, to);
    }

    private static Outcome<OrderedDictionary<Guid, Move>> Parse(MoveAppointmentsRequest request)
    {
        var errors = new RequestErrors();
        if (request.Moves.Count is 0 or > MoveAppointments.Most)
        {
            return RequestErrors.Of("moves", $"must have 1 to {MoveAppointments.Most} moves");
        }

        var moves = new OrderedDictionary<Guid, Move>();
        for (var i = 0; i < request.Moves.Count; i++)
        {
            var (id, start, minutes, providerIds) = request.Moves[i];
            var field = $"moves[{i}]";
            errors.Id($"{field}.id", id);
            errors.Instant($"{field}.start", start);
            errors.Between($"{field}.minutes", minutes, 1, Limits.Minutes);
            BookingParsing.CheckProviders($"{field}.providerIds", providerIds ?? [], errors);
            if (providerIds is [Booking.Any])
            {
                errors.Add($"{field}.providerIds", "must say which provider: proposals do");
            }

            if (Guid.TryParse(id, out var guid) && !moves.TryAdd(guid, new Move(start, minutes, providerIds)))
            {
                errors.Add($"{field}.id", "must not be named twice");
            }
        }

        return errors.Any ? errors.Refusal
            : request.Moves.FirstOrDefault(m => !Guid.TryParse(m.Id, out _)) is { } unknown ? Refusal.NotFound("appointment", unknown.Id)
            : moves;
    }
}
