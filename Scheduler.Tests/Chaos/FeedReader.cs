using System.Globalization;
using System.Text.Json;

namespace Scheduler.Tests.Chaos;

/// <summary>Reads the feed of events while what serves it is killed, and asks on from where it was.</summary>
public sealed class FeedReader(Uri url)
{
    /// <summary>How long it goes on asking at the end, when nobody answers.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly List<long> places = [];
    private string next = "";

    /// <summary>The places of what it was given, in the order in which it was.</summary>
    public IReadOnlyList<long> Places => places;

    /// <summary>Reads until <paramref name="stop"/>, and then until nothing is left.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        using var http = new HttpClient { BaseAddress = url, Timeout = TimeSpan.FromSeconds(20) };
        while (!stop.IsCancellationRequested)
        {
            if (await ReadAsync(http, wait: 1) is null)
            {
                await Task.Delay(100, CancellationToken.None);
            }
        }

        var started = TimeProvider.System.GetTimestamp();
        while (await ReadAsync(http, wait: 0) != 0 && TimeProvider.System.GetElapsedTime(started) < Patience)
        {
            // There may be more.
        }
    }

    /// <returns>How many events came; null when nobody answered.</returns>
    private async Task<int?> ReadAsync(HttpClient http, int wait)
    {
        try
        {
            using var response = await http.GetAsync($"/api/events?after={next}&wait={wait}&limit=200");
            if (!response.IsSuccessStatusCode)
            {
                return null;
            }

            using var page = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
            var came = page
                .RootElement.GetProperty("items")
                .EnumerateArray()
                .Select(e => long.Parse(e.GetProperty("id").GetString()!, CultureInfo.InvariantCulture))
                .ToList();
            places.AddRange(came);
            next = page.RootElement.GetProperty("next").GetString()!;
            return came.Count;
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException or IOException)
        {
            return null;
        }
    }
}
