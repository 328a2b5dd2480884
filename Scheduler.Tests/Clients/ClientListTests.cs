namespace Scheduler.Tests.Clients;

/// <summary>The order of clients, whether they are found or listed, and page by page.</summary>
public sealed class ClientListTests
{
    [Theory, OnEachDatabase]
    public async Task Found_and_listed_are_in_the_order_of_names_and_those_without_come_last(DatabaseProvider database)
    {
        await using var app = await TestApp.StartAsync(database);
        await People.AddAsync(app);
        (await app.BookVisitAsync("zzz", "2026-11-23T09:00")).Expect(201);
        (await app.BookVisitAsync("aaa", "2026-11-24T09:00")).Expect(201);
        Assert.Equal(
            ["li", "oneil", "ozil", "schmidt", "papa", "ivanov", "ahmad", "wang", "aaa", "zzz"],
            (await app.AllAsync("/api/clients?limit=3")).Select(c => c.GetProperty("id").GetString())
        );
        Assert.Equal(
            ["ozil", "schmidt"],
            (await app.AllAsync("/api/clients?limit=1&q=example")).Select(c => c.GetProperty("id").GetString())
        );
        Assert.Equal(["aaa"], await People.FindAsync(app, "aa"));
        Assert.Equal(["zzz"], await People.FindAsync(app, "zzz"));
        Assert.Empty(await People.FindAsync(app, "zzzz"));
    }

    [Theory, OnEachDatabase]
    public async Task Pages_go_on_where_the_one_before_ended_whoever_comes_between(DatabaseProvider database)
    {
        await using var app = await TestApp.StartAsync(database);
        await Task.WhenAll(
            Enumerable
                .Range(10, 30)
                .Select(i =>
                    app.PostAsync(
                        "/api/clients",
                        new
                        {
                            id = $"c{i}",
                            firstName = "Kim",
                            lastName = $"L{(char)('a' + (i % 7))}",
                        }
                    )
                )
        );
        foreach (var search in new[] { "", "&q=kim", "&q=ki" })
        {
            var first = (await app.GetAsync($"/api/clients?limit=12{search}")).Expect(200);
            (await app.PostAsync("/api/clients", new { firstName = "Kim", lastName = "Aa" })).Expect(201);
            var second = (await app.GetAsync($"/api/clients?limit=12{search}&cursor={first.Text("next")}")).Expect(200);
            var third = (await app.GetAsync($"/api/clients?limit=12{search}&cursor={second.Text("next")}")).Expect(200);
            var seen = new[] { first, second, third }
                .SelectMany(page => page["items"].EnumerateArray())
                .Select(c => c.GetProperty("id").GetString()!)
                .Where(id => id.Length == 3);
            Assert.Equal(Enumerable.Range(10, 30).OrderBy(i => i % 7).ThenBy(i => i).Select(i => $"c{i}"), seen);
        }
    }
}
