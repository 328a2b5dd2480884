using System.Text.Json;

namespace Scheduler.Tests.Support;

/// <summary>A reader of the feed of events, which asks on from where it was.</summary>
public sealed class Feed(TestApp app, string query)
{
    /// <summary>The place to ask on from.</summary>
    public string Next { get; private set; } = "";

    /// <summary>What has come since the last time.</summary>
    public async Task<List<JsonElement>> TakeAsync()
    {
        var taken = new List<JsonElement>();
        for (; ; )
        {
            var page = (await app.GetAsync($"/api/events?after={Next}&{query}")).Expect(200);
            Next = page.Text("next");
            if (page["items"].GetArrayLength() == 0)
            {
                return taken;
            }

            taken.AddRange(page["items"].EnumerateArray());
        }
    }

    /// <summary>The one event that has come, of this type.</summary>
    public async Task<JsonElement> OneAsync(string type)
    {
        var one = Assert.Single(await TakeAsync());
        Assert.Equal(type, one.GetProperty("type").GetString());
        return one;
    }

    /// <summary>Fails when something has come.</summary>
    public async Task NoneAsync(string after)
    {
        var taken = await TakeAsync();
        Assert.True(taken.Count == 0, $"After {after} there is {string.Join(", ", taken)}.");
    }
}
