using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using Scheduler.Tests.Events;

namespace Scheduler.Tests.Chaos;

/// <summary>Bookings go on while the service that sends them is killed: nothing that was committed stays undelivered.</summary>
/// <remarks>One kill here; <c>scripts/chaos</c> sets how many there are.</remarks>
public sealed class WebhookCrashTests
{
    private static readonly int Kills = int.Parse(
        Environment.GetEnvironmentVariable("SCHEDULER_CHAOS_KILLS") ?? "1",
        CultureInfo.InvariantCulture
    );

    [Theory, OnEachDatabase]
    public async Task Killing_the_service_leaves_no_event_undelivered_and_the_order_of_each_subject(DatabaseProvider provider)
    {
        await using var database = await TestDatabase.CreateAsync(provider);
        await using var receiver = await Receiver.StartAsync();
        // Slow enough that a kill finds deliveries under way.
        receiver.Answer = (_, http) => Task.Delay(30, http.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
        var port = ApiProcess.FreePort();
        var secret = "";
        string[] feed = [];
        for (var round = 0; round <= Kills; round++)
        {
            await using var service = ApiProcess.Start(
                port,
                provider,
                database.ConnectionString,
                [.. WebhookIntents.Local, "Webhooks:AnswerSeconds", "1"]
            );
            await service.ReadyAsync();
            using var http = new HttpClient { BaseAddress = service.Url };
            if (round == 0)
            {
                var created = await (
                    await http.PostAsJsonAsync("/api/webhooks", new { url = receiver.Url, events = new[] { "appointment.*" } })
                ).Content.ReadFromJsonAsync<JsonElement>();
                secret = created.GetProperty("secret").GetString()!;
            }

            await Task.WhenAll(Enumerable.Range(0, 12).Select(i => LiveAsync(http, $"user{round}-{i}")));
            if (round < Kills)
            {
                await service.KillAsync();
                continue;
            }

            feed = await FeedAsync(http);
            await Eventually.TrueAsync(
                () => Task.FromResult(!feed.Except(receiver.All.Select(r => r.Id)).Any()),
                $"all of {feed.Length} events are delivered"
            );
            Assert.Empty(service.Errors);
        }

        Assert.Equal((Kills + 1) * 12 * 3, feed.Length);
        Assert.All(receiver.All, r => Assert.True(r.IsSignedBy(secret)));
        foreach (var subject in receiver.All.GroupBy(r => r.Subject))
        {
            Assert.Equal(
                ["appointment.confirmed", "appointment.rescheduled", "appointment.cancelled"],
                subject.Select(r => r.Type).Distinct()
            );
        }
    }

    private static async Task LiveAsync(HttpClient http, string user)
    {
        var booked = await (
            await http.PostAsJsonAsync("/api/appointments", new { userId = user, start = "2030-11-25T09:00" })
        ).Content.ReadFromJsonAsync<JsonElement>();
        var path = $"/api/appointments/{booked.GetProperty("id").GetString()}";
        (await http.PostAsJsonAsync($"{path}/reschedule", new { start = "2030-11-26T09:00" })).EnsureSuccessStatusCode();
        (await http.PostAsJsonAsync($"{path}/cancel", new { })).EnsureSuccessStatusCode();
    }

    private static async Task<string[]> FeedAsync(HttpClient http)
    {
        var ids = new List<string>();
        for (var after = "0"; ; )
        {
            var page = await http.GetFromJsonAsync<JsonElement>($"/api/events?types=appointment.*&limit=200&after={after}");
            var items = page.GetProperty("items").EnumerateArray().Select(e => e.GetProperty("id").GetString()!).ToList();
            ids.AddRange(items);
            after = page.GetProperty("next").GetString()!;
            if (items.Count < 200)
            {
                return [.. ids];
            }
        }
    }
}
