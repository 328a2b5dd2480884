using System.Text;
using System.Text.Json;

namespace Scheduler.Tests.Chaos;

/// <summary>
/// Clients that book, confirm, cancel and move through one connection each, write down what they were answered, and try again what
/// was not.
/// </summary>
public sealed class Load(Uri url, int seed)
{
    public const int Connections = 32;
    public const int MaxHolds = 5;

    public History History { get; } = new();

    /// <summary>Registers the providers; they are always open.</summary>
    public async Task PrepareAsync()
    {
        using var http = new HttpClient { BaseAddress = url };
        for (var i = 0; i < LoadSteps.Providers; i++)
        {
            await http.PostAsync(
                "/api/providers",
                Json(
                    new
                    {
                        id = $"p{i}",
                        firstName = "Provider",
                        lastName = $"{i}",
                    }
                )
            );
            var weekly = TestApp
                .AllDays.Split(',')
                .Select(day => new
                {
                    day,
                    start = "00:00",
                    end = "24:00",
                });
            (await http.PutAsync($"/api/providers/p{i}/hours", Json(new { weekly }))).EnsureSuccessStatusCode();
        }
    }

    /// <summary>Runs until <paramref name="stop"/>, and then until nobody waits for an answer.</summary>
    public Task RunAsync(CancellationToken stop) =>
        Task.WhenAll(Enumerable.Range(0, Connections).Select(i => Task.Run(() => RunClientAsync(i, stop), CancellationToken.None)));

    private async Task RunClientAsync(int client, CancellationToken stop)
    {
        var random = new Random((seed * 1000) + client);
        using var http = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = 1 })
        {
            BaseAddress = url,
            Timeout = TimeSpan.FromSeconds(20),
        };
        var mine = new List<(Guid Id, Entry Booking)>();
        for (var i = 0; !stop.IsCancellationRequested; i++)
        {
            var (path, body, entry) = LoadSteps.Next(random, mine, $"{client}-{i}");
            var answered = await SendAsync(http, path, body, entry);
            // Half of what was not answered is asked again with its key until it is; the other half stays unknown.
            while (answered.Status is 0 or 503 && entry.Key is not null && random.Next(2) == 0 && !stop.IsCancellationRequested)
            {
                await Task.Delay(200, CancellationToken.None);
                answered = await SendAsync(http, path, body, entry);
            }

            if (answered is { Deed: Deed.Book, Acknowledged: true })
            {
                mine.Add((answered.Answer!.Id, answered));
            }

            if (answered.Status == 0)
            {
                await Task.Delay(random.Next(300), CancellationToken.None);
            }
        }
    }

    private async Task<Entry> SendAsync(HttpClient http, string path, object? body, Entry entry)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = body is null ? null : Json(body) };
        if (entry.Key is not null)
        {
            request.Headers.Add("Idempotency-Key", entry.Key);
        }

        var begin = TimeProvider.System.GetTimestamp();
        var done = entry with { Begin = begin, Status = 0, Answer = null };
        try
        {
            using var response = await http.SendAsync(request);
            var text = await response.Content.ReadAsStringAsync();
            done = Read(done, (int)response.StatusCode, text);
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException or IOException)
        {
            // No answer: what became of it is unknown.
        }

        done = done with { End = TimeProvider.System.GetTimestamp() };
        History.Add(done);
        return done;
    }

    private static Entry Read(Entry entry, int status, string text)
    {
        var json = JsonDocument.Parse(text).RootElement;
        if (status is not (200 or 201))
        {
            // What the service itself does not know is no answer.
            return json.TryGetProperty("outcome", out _)
                ? entry
                : entry with
                {
                    Status = status,
                    Problem = json.GetProperty("type").GetString()!["/problems/".Length..],
                    Body = text,
                };
        }

        var seen = new Seen(
            json.GetProperty("id").GetGuid(),
            json.GetProperty("status").GetString()!,
            Instant(json, "start"),
            Instant(json, "end")
        );
        return entry with { Status = status, Answer = seen, Body = text };
    }

    private static DateTime Instant(JsonElement json, string name) => json.GetProperty(name).GetDateTimeOffset().UtcDateTime;

    private static StringContent Json(object body) =>
        new(JsonSerializer.Serialize(body, JsonSerializerOptions.Web), Encoding.UTF8, "application/json");
}
