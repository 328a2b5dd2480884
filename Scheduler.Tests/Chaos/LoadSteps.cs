using System.Globalization;

namespace Scheduler.Tests.Chaos;

/// <summary>What the clients of a <see cref="Load"/> ask for next, by chance.</summary>
internal static class LoadSteps
{
    public const int Providers = 4;
    private const int Users = 60;
    private const int Days = 15;
    private static readonly DateTime FirstDay = DateTime.SpecifyKind(
        TimeProvider.System.GetUtcNow().UtcDateTime.Date.AddDays(3),
        DateTimeKind.Utc
    );

    /// <summary>A booking, or a step of an appointment that the client has.</summary>
    public static (string Path, object? Body, Entry Entry) Next(Random random, List<(Guid Id, Entry Booking)> mine, string token)
    {
        var key = random.Next(2) == 0 ? "key-" + token : null;
        var deed =
            mine.Count == 0
                ? Deed.Book
                : random.Next(100) switch
                {
                    < 45 => Deed.Book,
                    < 60 => Deed.Confirm,
                    < 80 => Deed.Cancel,
                    _ => Deed.Reschedule,
                };
        if (deed == Deed.Book)
        {
            var type = random.Next(3) switch
            {
                0 => "visit",
                1 => "consultation",
                _ => "meeting",
            };
            var provider = type == "visit" ? null : $"p{random.Next(Providers)}";
            var (startUtc, minutes) = (Start(random, type), type == "visit" ? 30 : 15);
            var user = $"u{random.Next(Users)}";
            var entry = new Entry(
                deed,
                token,
                user,
                provider,
                type != "meeting",
                type == "consultation",
                null,
                startUtc,
                startUtc.AddMinutes(minutes),
                key,
                0,
                0,
                0,
                null,
                null,
                ""
            );
            return (
                "/api/appointments",
                new
                {
                    userId = user,
                    appointmentType = type,
                    providerId = provider,
                    start = Text(startUtc),
                    note = token,
                },
                entry
            );
        }

        var (id, booking) = mine[random.Next(mine.Count)];
        var step = booking with { Deed = deed, Token = token, AppointmentId = id, Key = key, Answer = null, Problem = null, Body = "" };
        if (deed != Deed.Reschedule)
        {
            return ($"/api/appointments/{id}/{(deed == Deed.Confirm ? "confirm" : "cancel")}", null, step);
        }

        var to = Start(random, booking.ProviderId is null ? "visit" : "meeting");
        return (
            $"/api/appointments/{id}/reschedule",
            new { start = Text(to) },
            step with
            {
                StartUtc = to,
                EndUtc = to + (booking.EndUtc - booking.StartUtc),
            }
        );
    }

    private static DateTime Start(Random random, string type) =>
        FirstDay.AddDays(random.Next(Days)).AddMinutes(type == "visit" ? random.Next(48) * 30 : random.Next(96) * 15);

    private static string Text(DateTime instant) => instant.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
