using System.Diagnostics.Metrics;
using Scheduler.Api.Http;

namespace Scheduler.Api.Appointments;

/// <summary>Counts bookings by what came of them.</summary>
public sealed class BookingMeter
{
    public const string Name = "Scheduler.Bookings";

    private readonly Counter<long> bookings;

    public BookingMeter(IMeterFactory meters) =>
        bookings = meters
            .Create(Name)
            .CreateCounter<long>(
                "scheduler.bookings",
                "{booking}",
                "Bookings that were asked for, by outcome: a status, or the type of the problem."
            );

    public void Count(Outcome<AppointmentState> outcome)
    {
        if (bookings.Enabled)
        {
            bookings.Add(
                1,
                new KeyValuePair<string, object?>(
                    "outcome",
                    outcome.Refusal is { } refusal
                        ? ProblemCatalog.Describe(refusal.Type).Slug
                        : StatusWords.Of(outcome.Value!.Appointment.Status)
                )
            );
        }
    }
}
