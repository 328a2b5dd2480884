using Microsoft.AspNetCore.Http.HttpResults;
using Scheduler.Api.Access;
using Scheduler.Api.Http;

namespace Scheduler.Api.Appointments;

/// <summary>Lists of appointments.</summary>
internal static class AppointmentListEndpoints
{
    public static void MapListOfAppointments(this IEndpointRouteBuilder group) =>
        group
            .MapGet("/", ListAsync)
            .Needs(Permission.ReadAppointments)
            .MayBeOld()
            .WithName("ListAppointments")
            .WithSummary("List appointments: a user's, a provider's or all of the office")
            .Refuses(RefusalType.InvalidRequest);

    public static void MapListOfUser(this IEndpointRouteBuilder users) =>
        users
            .MapGet("/", ListOfUserAsync)
            .Needs(Permission.ReadAppointments)
            .MayBeOld()
            .WithName("ListUserAppointments")
            .WithSummary("List a user's appointments, by start")
            .Refuses(RefusalType.InvalidRequest);

    private static Task<Results<Ok<Page<AppointmentResponse>>, Problem>> ListAsync(
        ListAppointments list,
        OperationContext context,
        string? userId,
        string? providerId,
        string? date,
        string? from,
        string? to,
        string? status,
        string? type,
        string? attendance,
        string? updatedSince,
        bool? displaced,
        string? sort,
        string? expand,
        string? cursor,
        int? limit,
        CancellationToken cancellationToken
    ) =>
        ListedAsync(
            list,
            context,
            new AppointmentListQuery(
                userId,
                providerId,
                date,
                from,
                to,
                status,
                type,
                attendance,
                updatedSince,
                displaced,
                sort,
                expand,
                cursor,
                limit
            ),
            cancellationToken
        );

    private static Task<Results<Ok<Page<AppointmentResponse>>, Problem>> ListOfUserAsync(
        ListAppointments list,
        OperationContext context,
        string userId,
        string? from,
        string? to,
        string? status,
        string? cursor,
        int? limit,
        CancellationToken cancellationToken
    ) =>
        ListedAsync(
            list,
            context,
            new AppointmentListQuery(userId, null, null, from, to, status, null, null, null, null, null, null, cursor, limit),
            cancellationToken
        );

    private static async Task<Results<Ok<Page<AppointmentResponse>>, Problem>> ListedAsync(
        ListAppointments list,
        OperationContext context,
        AppointmentListQuery query,
        CancellationToken cancellationToken
    )
    {
        var errors = new RequestErrors();
        var filter = AppointmentListParsing.Parse(query, context.Office, errors);
        if (errors.Any)
        {
            return Problem.Of(errors.Refusal);
        }

        var found = await list.RunAsync(filter, cancellationToken);
        return TypedResults.Ok(
            new Page<AppointmentResponse>(
                [.. found.Rows.Select(a => AppointmentResponse.Of(a, found))],
                found.Next is null ? null : Paging.Encode(AppointmentCursor.Key(found.Next, filter.Order))
            )
        );
    }
}
