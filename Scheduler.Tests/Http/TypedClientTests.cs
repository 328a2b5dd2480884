using System.Security.Cryptography;
using System.Text;
using Scheduler.Tests.Client;

namespace Scheduler.Tests.Http;

/// <summary>The client that NSwag makes from the OpenAPI document works, and is the document's own.</summary>
public sealed class TypedClientTests
{
    [Fact]
    public async Task The_client_is_made_from_the_present_document()
    {
        await using var app = await TestApp.StartAsync(DatabaseProvider.Sqlite);
        var document = (await app.GetAsync("/openapi/v1.json")).Expect(200).Body;
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(document)));
        var made = File.ReadLines(Repository.File("Scheduler.Tests", "Client", "SchedulerClient.cs")).Skip(1).First();
        Assert.True(made == $"// {hash}", "The client is stale: run scripts/generate-clients.");
    }

    [Theory, OnEachDatabase]
    public async Task A_whole_consultation_through_the_client(DatabaseProvider database)
    {
        await using var app = await TestApp.StartAsync(database);
        var client = new SchedulerClient(app.Http);
        var provider = await client.CreateProviderAsync(null, new CreateProviderRequest { Id = "lee", FirstName = "Robin", LastName = "Lee" });
        await client.PutWeeklyHoursAsync(provider.Id, null, new PutWeeklyHoursRequest { Weekly = [new WeeklyRange { Day = WeeklyRangeDay.Monday, Start = "09:00", End = "10:00" }] });
        var patient = await client.CreateClientAsync("key-1", new CreateClientRequest { FirstName = "Alice", LastName = "Example" });
        await client.PatchClientAsync(patient.Id, null, new PatchClientRequest { Phone = "1" });
        Assert.Equal(("Alice", "1"), ((await client.GetClientAsync(patient.Id, null)).FirstName, (await client.GetClientAsync(patient.Id, null)).Phone));

        var slots = await client.ListSlotsAsync("consultation", ["lee"], "2026-11-23", "2026-11-24", null, null, null, null);
        var held = await client.BookAppointmentAsync(null, new BookAppointmentRequest { UserId = patient.Id, AppointmentType = "consultation", ProviderId = "lee", Start = slots.Items.First().Start });
        Assert.Equal(4, slots.Items.Count);
        Assert.Equal(AppointmentResponseStatus.Held, held.Status);
        Assert.Equal(AppointmentResponseStatus.Confirmed, (await client.ConfirmAppointmentAsync(held.Id.ToString(), null, null)).Status);
        var refused = await Assert.ThrowsAsync<ApiException<ProblemDetails>>(() => client.BookVisitAsync(patient.Id, null, new BookVisitRequest { Date = new DateOnly(2026, 11, 23), Time = "11:00" }));
        Assert.Equal("/problems/daily-limit-reached", refused.Result.Type);
        Assert.Single((await client.ListUserAppointmentsAsync(patient.Id, null, null, null, null, null)).Items);
    }
}
