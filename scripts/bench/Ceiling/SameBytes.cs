namespace Ceiling;

/// <summary>The work that no service on this server can leave out: reading the body, writing the answer.</summary>
internal static class SameBytes
{
    private static byte[] answer = [];
    private static long taken;

    public static void Map(WebApplication app)
    {
        // What the next reads are answered with: an answer of the service itself.
        app.MapPut(
            "/answer",
            async (HttpRequest request) =>
            {
                using var bytes = new MemoryStream();
                await request.Body.CopyToAsync(bytes);
                answer = bytes.ToArray();
            }
        );
        app.MapPost(
            "/api/appointments",
            (Body body) =>
            {
                var id = Guid.CreateVersion7();
                return TypedResults.Created(
                    $"/api/appointments/{id}",
                    new Answer(
                        id,
                        body.UserId,
                        body.AppointmentType,
                        body.ProviderId is null ? [] : [body.ProviderId],
                        DateOnly.FromDateTime(body.Start),
                        body.Start,
                        body.Start.AddMinutes(30),
                        "confirmed",
                        null,
                        body.Start,
                        body.Start,
                        null,
                        null
                    )
                );
            }
        );
        // Takes what is sent by OTLP or to a webhook, and does nothing but count it.
        app.MapGet("/taken", () => taken);
        app.MapPost(
            "/v1/{signal}",
            async (HttpRequest request) =>
            {
                await request.Body.CopyToAsync(Stream.Null);
                Interlocked.Increment(ref taken);
                return Results.Bytes([], "application/x-protobuf");
            }
        );
        app.MapPost("/api/appointments/{id}/{step}", (string id, string step) => Same());
        app.MapGet("/api/users/{userId}/appointments", (string userId) => Same());
        app.MapGet("/api/slots", (string? appointmentType) => Same());
        app.MapGet("/api/overlaps", (string[] provider) => Same());
    }

    private static IResult Same() => Results.Bytes(answer, "application/json; charset=utf-8");

    private sealed record Body(string UserId, DateTime Start, string AppointmentType = "visit", string? ProviderId = null);

    private sealed record Answer(
        Guid Id,
        string UserId,
        string AppointmentType,
        IReadOnlyList<string> ProviderIds,
        DateOnly Date,
        DateTime Start,
        DateTime End,
        string Status,
        DateTime? HoldExpiresAt,
        DateTime CreatedAt,
        DateTime? ConfirmedAt,
        DateTime? CancelledAt,
        string? Note
    );
}
