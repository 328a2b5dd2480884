namespace Scheduler.Tests.Support;

/// <summary>What tests mean to do, in their words.</summary>
public sealed partial class TestApp
{
    /// <summary>Books a visit.</summary>
    public Task<Answer> BookVisitAsync(string userId, string start) => PostAsync("/api/appointments", new { userId, start });

    /// <summary>Books an appointment of any type with one provider, or several parted by commas.</summary>
    public Task<Answer> BookAsync(string userId, string appointmentType, string providerIds, string start, int? minutes = null) =>
        PostAsync(
            "/api/appointments",
            minutes is null
                ? new
                {
                    userId,
                    appointmentType,
                    providerIds = providerIds.Split(','),
                    start,
                }
                : new
                {
                    userId,
                    appointmentType,
                    providerIds = providerIds.Split(','),
                    start,
                    minutes,
                }
        );

    /// <summary>Registers a provider that is open on every weekday, Monday to Friday unless days are named.</summary>
    public async Task OpenProviderAsync(
        string id,
        string start = "09:00",
        string end = "17:00",
        string timeZone = "UTC",
        string days = "monday,tuesday,wednesday,thursday,friday"
    )
    {
        (
            await PostAsync(
                "/api/providers",
                new
                {
                    id,
                    firstName = "Provider",
                    lastName = id,
                    timeZone,
                }
            )
        ).Expect(201);
        (
            await PutAsync(
                $"/api/providers/{id}/hours",
                new
                {
                    weekly = days.Split(',')
                        .Select(day => new
                        {
                            day,
                            start,
                            end,
                        }),
                }
            )
        ).Expect(200);
    }

    /// <summary>
    /// Makes a key, and answers the header that has it. The first one is made while the service is open; further ones with an
    /// owner's.
    /// </summary>
    public async Task<(string Name, string Value)> MakeKeyAsync(
        string role,
        string? providerId = null,
        params (string Name, string Value)[] by
    ) =>
        (
            "Authorization",
            $"Bearer {(await PostAsync("/api/keys", new { name = $"Key of {role}", role, providerId }, by)).Expect(201).Text("key")}"
        );

    public const string AllDays = "monday,tuesday,wednesday,thursday,friday,saturday,sunday";

    public async Task<string> CreateTypeAsync(object type)
    {
        var answer = await PostAsync("/api/appointment-types", type);
        return answer.Expect(201).Text("id");
    }
}
