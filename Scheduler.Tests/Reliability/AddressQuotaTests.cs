using System.Net;
using static Scheduler.Tests.Reliability.PublicHolds;

namespace Scheduler.Tests.Reliability;

/// <summary>On the public pages nobody says a name before holding a time: there live holds are counted an address.</summary>
/// <remarks>
/// Boundaries: the twentieth and the twenty-first hold; the instant at which the first one lapses; the last address of a /64 and
/// the first of the next.
/// </remarks>
public sealed class AddressQuotaTests
{
    [Theory, OnEachDatabase]
    public async Task A_flood_of_holds_at_once_leaves_twenty(DatabaseProvider database)
    {
        await using var app = await StartAsync(database);
        await using var other = app.StartAnother("ProxyNetworks", "127.0.0.0/8");
        for (var round = 0; round < 2; round++)
        {
            var provider = $"p{round}";
            await app.OpenProviderAsync(provider, "00:00", "24:00", days: TestApp.AllDays);
            var answers = await Task.WhenAll(
                Enumerable.Range(0, 40).Select(i => HoldAsync(i % 2 == 0 ? app : other, provider, i, $"192.0.2.{round}"))
            );
            Assert.Equal(20, answers.Count(a => a.Status == HttpStatusCode.SeeOther));
            Assert.All(
                answers.Where(a => a.Status != HttpStatusCode.SeeOther),
                a => Assert.Equal(HttpStatusCode.TooManyRequests, a.Status)
            );
            Assert.Equal(20, await CountAsync(app, provider));
            Assert.Equal(HttpStatusCode.SeeOther, (await HoldAsync(app, provider, 70, $"198.51.100.{round}")).Status);
        }
    }

    [Theory, OnEachDatabase]
    public async Task A_hold_that_ends_makes_room(DatabaseProvider database)
    {
        await using var app = await StartAsync(database, "Scheduling:LiveHoldsPerAddress", "3");
        await app.OpenProviderAsync("dr-who", "00:00", "24:00", days: TestApp.AllDays);
        var held = new List<string>();
        for (var i = 0; i < 3; i++)
        {
            held.Add((await HoldAsync(app, "dr-who", i)).Location!);
        }

        var refused = await HoldAsync(app, "dr-who", 3);
        Assert.Equal((HttpStatusCode.TooManyRequests, "1800"), (refused.Status, refused.RetryAfter));
        Assert.Contains("Too many times are held from your network", refused.Page, StringComparison.Ordinal);
        Assert.Contains("30 minutes", refused.Page, StringComparison.Ordinal);
        Assert.Contains("value=\"2026-11-23T03:00:00Z\"", refused.Page, StringComparison.Ordinal);

        Assert.Equal(
            HttpStatusCode.SeeOther,
            (await SendAsync(app, held[0], "192.0.2.1", ("firstName", "A"), ("lastName", "B"), ("email", "a@example.org"))).Status
        );
        await TakeOneAsync(3);
        Assert.Equal(HttpStatusCode.SeeOther, (await SendAsync(app, held[1].Replace("?", "/release?"), "192.0.2.1")).Status);
        await TakeOneAsync(4);
        (await app.CancelAsync(Id(held[2]))).Expect(200);
        await TakeOneAsync(5);
        app.Clock.Set("2026-11-21T08:29:59.999Z");
        Assert.Equal(HttpStatusCode.TooManyRequests, (await HoldAsync(app, "dr-who", 9)).Status);
        app.Clock.Set("2026-11-21T08:30:00Z");
        await TakeOneAsync(6, 7, 8);

        // The office may confirm it too, before its holder has said a name.
        (await app.ConfirmAsync(Id((await HoldAsync(app, "dr-who", 12, "203.0.113.1")).Location!))).Expect(200);

        async Task TakeOneAsync(params int[] indices)
        {
            foreach (var index in indices)
            {
                Assert.Equal(HttpStatusCode.SeeOther, (await HoldAsync(app, "dr-who", index)).Status);
            }

            Assert.Equal(HttpStatusCode.TooManyRequests, (await HoldAsync(app, "dr-who", 11)).Status);
        }
    }

    [Theory, OnEachDatabase]
    public async Task Addresses_are_counted_apart_and_a_customers_network_is_one(DatabaseProvider database)
    {
        await using var app = await StartAsync(database, "Scheduling:LiveHoldsPerAddress", "1");
        await app.OpenProviderAsync("dr-who", "00:00", "24:00", days: TestApp.AllDays);
        string[] different = ["192.0.2.1", "192.0.2.2", "2001:db8:0:1::1", "2001:db8:0:2::"];
        for (var i = 0; i < different.Length; i++)
        {
            Assert.Equal(HttpStatusCode.SeeOther, (await HoldAsync(app, "dr-who", i, different[i])).Status);
        }

        foreach (var same in new[] { "192.0.2.1", "::ffff:192.0.2.2", "2001:db8:0:1::2", "2001:db8:0:1:ffff:ffff:ffff:ffff" })
        {
            Assert.Equal(HttpStatusCode.TooManyRequests, (await HoldAsync(app, "dr-who", 10, same)).Status);
        }

        // Callers of the API are other services, with users of their own.
        for (var i = 0; i < 5; i++)
        {
            (await app.BookAsync("alice", "tasting", "dr-who", Start(11 + i))).Expect(201);
        }
    }

    /// <summary>Whoever holds a time is nobody yet, and nobody is no client; what was held stays in the list of appointments.</summary>
    [Theory, OnEachDatabase]
    public async Task Those_who_only_hold_are_not_listed_as_clients(DatabaseProvider database)
    {
        await using var app = await StartAsync(database);
        await app.OpenProviderAsync("dr-who", "00:00", "24:00", days: TestApp.AllDays);
        (
            await app.PostAsync(
                "/api/clients",
                new
                {
                    id = "hold:the-line",
                    firstName = "Holly",
                    lastName = "Hold",
                }
            )
        ).Expect(201);
        (await app.BookVisitAsync("alice", "2026-11-23T09:00:00Z")).Expect(201);
        var held = new List<string>();
        for (var i = 0; i < 3; i++)
        {
            held.Add((await HoldAsync(app, "dr-who", i)).Location!);
        }

        await ListsAsync("hold:the-line", "alice");
        await SendAsync(app, held[0].Replace("?", "/release?"), "192.0.2.1");
        await SendAsync(app, held[1], "192.0.2.1", ("firstName", "Bob"), ("lastName", "B"), ("email", "bob@example.org"));
        app.Clock.Advance(TimeSpan.FromHours(1));
        var bob = (await app.FindAsync(Id(held[1]))).Expect(200).Text("userId");
        await ListsAsync(bob, "hold:the-line", "alice");
        Assert.Equal(
            ["cancelled", "confirmed", "expired"],
            (await app.AllAsync("/api/appointments?providerId=dr-who")).Select(a => a.GetProperty("status").GetString())
        );

        async Task ListsAsync(params string[] ids)
        {
            Assert.Equal(ids, (await app.AllAsync("/api/clients?limit=1")).Select(c => c.GetProperty("id").GetString()));
            Assert.Equal(
                ids.Where(i => i.Contains("hold", StringComparison.Ordinal)),
                (await app.AllAsync("/api/clients?q=hold")).Select(c => c.GetProperty("id").GetString())
            );
            var page = (await app.GetAsync("/clients")).Expect(200).Body;
            Assert.All(ids, id => Assert.Contains($"/clients/{Uri.EscapeDataString(id)}\"", page, StringComparison.Ordinal));
            Assert.DoesNotContain("Not named yet", page, StringComparison.Ordinal);
        }
    }

    [Theory, OnEachDatabase]
    public async Task Nothing_is_counted_when_the_setting_is_off(DatabaseProvider database)
    {
        await using var app = await StartAsync(database, "Scheduling:LiveHoldsPerAddress", "0", "Public:BookingsPerAddressPerDay", "0");
        await app.OpenProviderAsync("dr-who", "00:00", "24:00", days: TestApp.AllDays);
        var answers = await Task.WhenAll(Enumerable.Range(0, 30).Select(i => HoldAsync(app, "dr-who", i)));
        Assert.All(answers, a => Assert.Equal(HttpStatusCode.SeeOther, a.Status));
    }

    private static async Task<int> CountAsync(TestApp app, string provider) =>
        (await app.AllAsync($"/api/appointments?providerId={provider}&status=held")).Count;
}
