using System.Text.Json;

namespace Scheduler.Tests.Support;

/// <content>What callers of the calendar do.</content>
public sealed partial class TestApp
{
    public Task<Answer> ConfirmAsync(string id) => PostAsync($"/api/appointments/{id}/confirm");

    public Task<Answer> CancelAsync(string id) => PostAsync($"/api/appointments/{id}/cancel");

    public Task<Answer> MoveAsync(string id, string start, int? minutes = null) =>
        PostAsync($"/api/appointments/{id}/reschedule", minutes is null ? new { start } : new { start, minutes });

    public Task<Answer> FindAsync(string id) => GetAsync($"/api/appointments/{id}");

    /// <summary>Every slot, page by page. Parts of the query as they stand in a URL.</summary>
    public Task<List<JsonElement>> SlotsAsync(string query) => AllAsync($"/api/slots?limit=200&{query}");

    public async Task<List<string>> StartsAsync(string query) =>
        [.. (await SlotsAsync(query)).Select(slot => slot.GetProperty("start").GetString()!)];

    public async Task<List<JsonElement>> AllAsync(string path)
    {
        var items = new List<JsonElement>();
        for (string? cursor = null; ; )
        {
            var page = (await GetAsync(cursor is null ? path : $"{path}&cursor={cursor}")).Expect(200);
            items.AddRange(page["items"].EnumerateArray());
            cursor = page["next"].GetString();
            if (cursor is null)
            {
                return items;
            }
        }
    }

    public async Task<Answer> ExplainAsync(string query) => (await GetAsync($"/api/slots/explain?{query}")).Expect(200);

    /// <summary>The slugs of every rule that refuses.</summary>
    public async Task<List<string>> ReasonsAsync(string query) =>
        [.. (await ExplainAsync(query))["reasons"].EnumerateArray().Select(reason => reason.GetProperty("type").GetString()!)];

    /// <summary>Sets one date whole: ranges such as 09:00-12:00, parted by commas; none closes it.</summary>
    public Task<Answer> SetDateAsync(string provider, string date, string ranges) =>
        PutAsync(
            $"/api/providers/{provider}/hours/dates",
            new Dictionary<string, object>
            {
                ["dates"] = new Dictionary<string, object>
                {
                    [date] = ranges.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(r => new { start = r[..5], end = r[6..] }),
                },
            }
        );
}
