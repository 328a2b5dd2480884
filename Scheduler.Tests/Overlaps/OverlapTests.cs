namespace Scheduler.Tests.Overlaps;

/// <summary>What several providers have free in common.</summary>
/// <remarks>
/// Boundaries: ranges that only touch, the window's ends, all members and one, 2 and 200 providers, clock changes between the
/// zones.
/// </remarks>
public sealed class OverlapTests
{
    [Theory, OnEachDatabase]
    public async Task Ranges_free_for_all_in_the_zones_of_each(DatabaseProvider database)
    {
        await using var app = await TestApp.StartAsync(database);
        await app.OpenProviderAsync("berlin", "09:00", "17:00", "Europe/Berlin");
        await app.OpenProviderAsync("london", "09:00", "17:00", "Europe/London");
        await app.OpenProviderAsync("new-york", "09:00", "17:00", "America/New_York");
        (await app.BookAsync("u", "meeting", "london", "2026-11-23T15:00:00Z", 30)).Expect(201);
        Assert.Equal(
            ["14:00-15:00", "15:30-16:00"],
            await FreeAsync("provider=berlin&provider=london&provider=new-york&from=2026-11-23&to=2026-11-24")
        );
        Assert.Equal(
            ["14:00-15:00"],
            await FreeAsync("provider=berlin&provider=london&provider=new-york&from=2026-11-23&to=2026-11-24&minutes=31")
        );
        Assert.Equal(
            ["14:30-15:00", "15:30-15:45"],
            await FreeAsync("provider=berlin&provider=london&provider=new-york&from=2026-11-23T14:30:00Z&to=2026-11-23T15:45:00Z")
        );
        // Summer time ends a week later in America: that Monday New York is an hour nearer.
        app.Clock.Set("2026-10-20T00:00:00Z");
        Assert.Equal(["13:00-16:00"], await FreeAsync("provider=berlin&provider=new-york&from=2026-10-26&to=2026-10-27"));
        // Whom a meeting books is not free any more.
        (await app.BookAsync("u", "meeting", "berlin,new-york", "2026-10-26T14:00:00Z", 60)).Expect(201);
        Assert.Equal(["13:00-14:00", "15:00-16:00"], await FreeAsync("provider=berlin&provider=new-york&from=2026-10-26&to=2026-10-27"));

        async Task<List<string>> FreeAsync(string query) =>
            [
                .. (await app.GetAsync($"/api/overlaps?{query}"))
                    .Expect(200)["items"]
                    .EnumerateArray()
                    .Select(r => $"{r.GetProperty("start").GetString()![11..16]}-{r.GetProperty("end").GetString()![11..16]}"),
            ];
    }

    [Theory, OnEachDatabase]
    public async Task At_least_k_names_who_is_free(DatabaseProvider database)
    {
        await using var app = await TestApp.StartAsync(database);
        await app.OpenProviderAsync("ann", "09:00", "12:00");
        await app.OpenProviderAsync("bea", "10:00", "14:00");
        await app.OpenProviderAsync("cid", "12:00", "16:00");
        Assert.Equal(["10:00-12:00 ann,bea", "12:00-14:00 bea,cid"], await FreeAsync(2));
        Assert.Equal(["09:00-12:00 ann", "10:00-14:00 bea", "12:00-16:00 cid"], await FreeAsync(1));
        Assert.Equal([], await FreeAsync(3));
        (await app.GetAsync("/api/overlaps?provider=ann&provider=bea&atLeast=3")).Expect(400, "invalid-request");
        (await app.GetAsync("/api/overlaps?provider=ann&provider=bea&atLeast=0")).Expect(400, "invalid-request");
        (await app.GetAsync("/api/overlaps?provider=ann&provider=ann")).Expect(400, "invalid-request");
        (await app.GetAsync("/api/overlaps?provider=ann&provider=nobody")).Expect(404, "not-found");

        async Task<List<string>> FreeAsync(int k) =>
            [
                .. (await app.GetAsync($"/api/overlaps?provider=ann&provider=bea&provider=cid&from=2026-11-23&to=2026-11-24&atLeast={k}"))
                    .Expect(200)["items"]
                    .EnumerateArray()
                    .Select(r =>
                        $"{r.GetProperty("start").GetString()![11..16]}-{r.GetProperty("end").GetString()![11..16]} "
                        + $"{string.Join(',', r.GetProperty("providerIds").EnumerateArray())}"
                    ),
            ];
    }

    [Theory, OnEachDatabase]
    public async Task Two_hundred_providers_over_a_month(DatabaseProvider database)
    {
        await using var app = await TestApp.StartAsync(database);
        await Task.WhenAll(
            Enumerable.Range(0, 200).Select(i => app.OpenProviderAsync($"p{i:000}", $"{8 + (i % 4):00}:00", $"{15 + (i % 3):00}:00"))
        );
        (await app.BookAsync("u", "meeting", "p123", "2026-11-23T12:00:00Z", 60)).Expect(201);
        var all = string.Concat(Enumerable.Range(0, 200).Select(i => $"&provider=p{i:000}"));
        var items = (await app.GetAsync($"/api/overlaps?from=2026-11-23&to=2026-12-23{all}")).Expect(200)["items"];
        Assert.Equal(22 + 1, items.GetArrayLength());
        Assert.Equal(
            ("2026-11-23T11:00:00Z", "2026-11-23T12:00:00Z"),
            (items[0].GetProperty("start").GetString(), items[0].GetProperty("end").GetString())
        );
        var most = (await app.GetAsync($"/api/overlaps?from=2026-11-23&to=2026-11-24&atLeast=199{all}")).Expect(200)["items"];
        Assert.Contains(
            most.EnumerateArray(),
            r =>
                r.GetProperty("start").GetString() == "2026-11-23T11:00:00Z"
                && r.GetProperty("end").GetString() == "2026-11-23T15:00:00Z"
                && r.GetProperty("providerIds").GetArrayLength() == 199
        );
        (await app.GetAsync($"/api/overlaps?from=2026-11-23&to=2026-12-23{all}&provider=p200")).Expect(400, "invalid-request");
    }
}
