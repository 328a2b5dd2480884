using System.Text.Json;
using System.Text.Json.Serialization;

namespace Scheduler.Client;

public partial class SchedulerClient
{
    // A field that is not set is not sent: in a PATCH, null would clear it.
    static partial void UpdateJsonSerializerSettings(JsonSerializerOptions settings) =>
        settings.DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull;
}

/// <summary>
/// What a caller in C# does with the generated client: from a new provider to a consultation that stands. Whatever is not as
/// expected throws.
/// </summary>
public static class Consultation
{
    public static async Task RunAsync(HttpClient http)
    {
        var client = new SchedulerClient(http);
        var provider = await client.CreateProviderAsync(
            null,
            new CreateProviderRequest
            {
                Id = "lee",
                FirstName = "Robin",
                LastName = "Lee",
            }
        );
        await client.PutWeeklyHoursAsync(
            provider.Id,
            null,
            new PutWeeklyHoursRequest
            {
                Weekly =
                [
                    new WeeklyRange
                    {
                        Day = "monday",
                        Start = "09:00",
                        End = "10:00",
                    },
                ],
            }
        );
        var patient = await client.CreateClientAsync("key-1", new CreateClientRequest { FirstName = "Alice", LastName = "Example" });
        await client.PatchClientAsync(patient.Id, null, new PatchClientRequest { Phone = "1" });
        patient = await client.GetClientAsync(patient.Id, null);
        Expect(("Alice", "1"), (patient.FirstName, patient.Phone));

        var slots = await client.ListSlotsAsync("consultation", ["lee"], "2026-11-23", "2026-11-24", null, null, null, null);
        Expect(4, slots.Items.Count);
        var held = await client.BookAppointmentAsync(
            null,
            new BookAppointmentRequest
            {
                UserId = patient.Id,
                AppointmentType = "consultation",
                ProviderId = "lee",
                Start = slots.Items.First().Start,
            }
        );
        Expect("held", held.Status);
        Expect(new DateOnly(2026, 11, 23), held.Date);
        Expect("confirmed", (await client.ConfirmAppointmentAsync(held.Id.ToString(), null, null)).Status);
        Expect(1, (await client.ListUserAppointmentsAsync(patient.Id, null, null, "confirmed", null, null)).Items.Count);
        var refused = await CatchAsync(() =>
            client.BookVisitAsync(patient.Id, null, new BookVisitRequest { Date = new DateOnly(2026, 11, 23), Time = "11:00" })
        );
        Expect("/problems/daily-limit-reached", refused.Type);

        var days = (await client.GetAvailabilityAsync("lee", new DateOnly(2026, 11, 23), new DateOnly(2026, 11, 24))).Days;
        Expect("09:00 confirmed", days["2026-11-23"].Appointments.Select(a => $"{a.Start} {a.Status}").Single());
        await WordsAsync(client);
    }

    /// <summary>A word with a hyphen comes, goes, and is refused where there is no such word.</summary>
    private static async Task WordsAsync(SchedulerClient client)
    {
        Expect("start-date", (await client.GetAppointmentTypeAsync("visit", null)).DailyLimit);
        var type = await client.CreateAppointmentTypeAsync(
            null,
            new CreateAppointmentTypeRequest
            {
                Name = "Check-up",
                MinMinutes = 20,
                MaxMinutes = 40,
                DailyLimit = "every-date",
            }
        );
        Expect(("required", "every-date", 20), (type.Provider, type.DailyLimit, type.GridMinutes));
        type = await client.PatchAppointmentTypeAsync(
            type.Id,
            null,
            new PatchAppointmentTypeRequest { DailyLimit = "start-date", BufferAfterMinutes = 5 }
        );
        Expect(("start-date", 5, 20), (type.DailyLimit, type.BufferAfterMinutes, type.MinMinutes));
        Expect(true, (await client.ListAppointmentTypesAsync(null, null)).Items.Any(t => t.DailyLimit == "none"));
        var refused = await CatchAsync(() =>
            client.PatchAppointmentTypeAsync(type.Id, null, new PatchAppointmentTypeRequest { DailyLimit = "start_date" })
        );
        Expect("dailyLimit", refused.Errors!.Keys.Single());
    }

    private static async Task<ProblemDetails> CatchAsync(Func<Task> call)
    {
        try
        {
            await call();
        }
        catch (ApiException<ProblemDetails> e)
        {
            return e.Result;
        }

        throw new InvalidOperationException("The service did not refuse.");
    }

    private static void Expect<T>(T expected, T actual)
    {
        if (!EqualityComparer<T>.Default.Equals(expected, actual))
        {
            throw new InvalidOperationException($"Expected {expected}, and was answered {actual}.");
        }
    }
}
