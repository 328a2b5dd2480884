using System.Net.Http.Json;
using System.Text.Json;

namespace Office;

/// <summary>A practice of ten, made over HTTP: a full day, and two days on which forty appointments lose their place.</summary>
internal sealed class Practice(HttpClient http)
{
    public const int Providers = 10;

    private static readonly string[] Week = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
    private static readonly string[] Firsts =
    [
        "Anna",
        "Jürgen",
        "Siobhán",
        "Łukasz",
        "María José",
        "Пётр",
        "Γιώργος",
        "ليلى",
        "小明",
        "Özlem",
    ];
    private static readonly string[] Lasts =
    [
        "Schmidtbauer",
        "Kowalski",
        "O’Brien",
        "Fernández",
        "Dvořák",
        "Иванов",
        "Παπαδόπουλος",
        "الخطيب",
        "欧阳",
    ];
    private int clients;

    /// <summary>Twenty appointments of each provider.</summary>
    public DateOnly FullDay { get; } = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime).AddDays(7);

    /// <summary>Four are away, with ten appointments each; the others have half of their day left.</summary>
    public DateOnly FourAway => FullDay.AddDays(1);

    /// <summary>Everybody's afternoon is closed, with four appointments each; half of the morning is left.</summary>
    public DateOnly NoAfternoon => FullDay.AddDays(2);

    public async Task OpenAsync()
    {
        for (var p = 0; p < Providers; p++)
        {
            await SendAsync(
                HttpMethod.Post,
                "/api/providers",
                new
                {
                    id = $"p{p}",
                    firstName = Firsts[p],
                    lastName = Lasts[p % Lasts.Length],
                    timeZone = "UTC",
                }
            );
            var weekly = Week.Select(day => new
            {
                day,
                start = "08:00",
                end = "18:00",
            });
            await SendAsync(HttpMethod.Put, $"/api/providers/p{p}/hours", new { weekly });
        }

        for (var p = 0; p < Providers; p++)
        {
            for (var i = 0; i < 20; i++)
            {
                await BookAsync(p, FullDay, (8 * 60) + (30 * i), i % 2 == 0 ? 15 : 30);
            }

            for (var i = 0; i < 10; i++)
            {
                await BookAsync(p, FourAway, (8 * 60) + (60 * i) + (30 * (p % 2)), 30);
            }

            for (var i = 0; i < 4; i++)
            {
                await BookAsync(p, NoAfternoon, (8 * 60) + (60 * i) + (30 * (p % 2)), 30);
                await BookAsync(p, NoAfternoon, (13 * 60) + (60 * i) + (30 * (p % 3)), 30);
            }
        }

        for (var p = 0; p < Providers; p++)
        {
            object[] morning = [new { start = "08:00", end = "12:30" }];
            var dates = new Dictionary<string, object> { [$"{NoAfternoon:yyyy-MM-dd}"] = morning };
            if (p < 4)
            {
                dates[$"{FourAway:yyyy-MM-dd}"] = Array.Empty<object>();
            }

            await SendAsync(HttpMethod.Put, $"/api/providers/p{p}/hours/dates", new { dates });
        }
    }

    /// <summary>The ids of those that have lost their place on a day.</summary>
    public async Task<List<string>> DisplacedAsync(DateOnly day)
    {
        var found = await http.GetFromJsonAsync<JsonElement>(
            new Uri($"/api/appointments?displaced=true&limit=200&date={day:yyyy-MM-dd}", UriKind.Relative)
        );
        return [.. found.GetProperty("items").EnumerateArray().Select(a => a.GetProperty("id").GetString()!)];
    }

    private async Task BookAsync(int provider, DateOnly day, int minute, int minutes)
    {
        var number = clients++;
        var id = $"client-{number}";
        await SendAsync(
            HttpMethod.Post,
            "/api/clients",
            new
            {
                id,
                firstName = Firsts[number * 7 % Firsts.Length],
                lastName = $"{Lasts[number * 5 % Lasts.Length]}-{Lasts[number / 9 % Lasts.Length]}",
                phone = $"+49 30 {1_000_000 + (number * 7919)}",
            }
        );
        var start = day.ToDateTime(new TimeOnly(minute / 60, minute % 60), DateTimeKind.Utc);
        await SendAsync(
            HttpMethod.Post,
            "/api/appointments",
            new
            {
                userId = id,
                appointmentType = "meeting",
                providerId = $"p{provider}",
                start = $"{start:yyyy-MM-ddTHH:mm:ssZ}",
                minutes,
            }
        );
    }

    private async Task SendAsync(HttpMethod method, string path, object body)
    {
        using var request = new HttpRequestMessage(method, new Uri(path, UriKind.Relative)) { Content = JsonContent.Create(body) };
        using var answer = await http.SendAsync(request);
        if (!answer.IsSuccessStatusCode)
        {
            throw new InvalidOperationException($"{method} {path}: {(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
        }
    }
}
