using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Scheduler.Tests.Chaos;

/// <summary>Clients that book, confirm, cancel and move through one connection each, write down what they were answered, and try again what was not.</summary>
public sealed class Load(Uri url, int seed)
{
    public const int Connections = 32;
    public const int MaxHolds = 5;
    private const int Providers = 4;
    private const int Users = 60;
    private const int Days = 15;
    private static readonly DateTime FirstDay = DateTime.SpecifyKind(
        TimeProvider.System.GetUtcNow().UtcDateTime.Date.AddDays(3),
        DateTimeKind.Utc
    );

    public History History { get; } = new();

    /// <summary>Registers the providers; they are always open.</summary>
    public async Task PrepareAsync()
    {
        using var http = new HttpClient { BaseAddress = url };
        for (var i = 0; i < Providers; i++)
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
            var (path, body, entry) = Next(random, mine, $"{client}-{i}");
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

    private static (string Path, object? Body, Entry Entry) Next(Random random, List<(Guid Id, Entry Booking)> mine, string token)
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

    private static string Text(DateTime instant) => instant.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private static StringContent Json(object body) =>
        new(JsonSerializer.Serialize(body, JsonSerializerOptions.Web), Encoding.UTF8, "application/json");
}
