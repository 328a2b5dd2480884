using System.Net;
using Scheduler.Tests.Web.Support;

namespace Scheduler.Tests.Web;

/// <summary>What a search for clients shows of each.</summary>
public sealed class FoundClientTests
{
    private const int Many = 30;

    [Theory, OnEachDatabase]
    public async Task Each_hit_has_its_next_appointment_in_as_many_statements_as_one_hit(DatabaseProvider database)
    {
        await using var app = await TestApp.StartAsync(database, settings: ["Scheduling:TimeZone", "Europe/Berlin"]);
        await Seeds.AnnaAsync(app);
        await Seeds.ClientAsync(app, "only", "Noor", "Haddad");
        for (var i = 0; i < Many; i++)
        {
            await Seeds.ClientAsync(app, $"weber{i}", "Jonas", "Weber");
        }

        var ids = new List<string>();
        foreach (var client in new[] { "only" }.Concat(Enumerable.Range(0, 10).Select(i => $"weber{i}")))
        {
            var start = new DateTime(2026, 11, 24, 8, 0, 0, DateTimeKind.Utc).AddMinutes(15 * ids.Count);
            ids.Add((await app.BookAsync(client, "meeting", "anna", $"{start:yyyy-MM-ddTHH:mm:ssZ}", 15)).Expect(201).Text("id"));
        }

        (await app.BookAsync("only", "meeting", "anna", "2026-11-25T09:00:00Z", 15)).Expect(201);

        using var statements = new SqlStatements(app);
        await Eventually.TrueAsync(
            async () => (await app.GetAsync("/clients?q=haddad")).Status == 200 && statements.Take().Count > 0,
            "a statement is seen"
        );
        var one = (await app.GetAsync("/clients?q=haddad")).Expect(200);
        var forOne = statements.TakeOfRequests();
        var many = (await app.GetAsync("/clients?q=weber")).Expect(200);
        var forMany = statements.TakeOfRequests();

        Assert.Contains($"href=\"/day/appointments/{ids[0]}\"", one.Body, StringComparison.Ordinal);
        Assert.Contains("Tue 24 Nov, 09:00, Anna Schmidt", WebUtility.HtmlDecode(one.Body), StringComparison.Ordinal);
        Assert.DoesNotContain("Wed 25 Nov", one.Body, StringComparison.Ordinal);
        Assert.Equal(10, ids.Count(id => many.Body.Contains($"href=\"/day/appointments/{id}\"", StringComparison.Ordinal)));
        Assert.Equal(Many - 10, many.Body.Split("Nothing ahead").Length - 1);
        Assert.Equal(forOne.Count, forMany.Count);
    }

    [Fact]
    public async Task Whoever_books_sees_what_the_caller_has_ahead()
    {
        await using var app = await TestApp.StartAsync(DatabaseProvider.Sqlite);
        await app.OpenProviderAsync("anna");
        await Seeds.ClientAsync(app, "noor", "Noor", "Haddad");
        (await app.BookAsync("noor", "meeting", "anna", "2026-11-24T09:00:00Z", 15)).Expect(201);
        var page = (await app.SendFormAsync("/day/book", ("find", "1"), ("q", "hadad"), ("type", "meeting"))).Expect(200);
        Assert.Contains("next: Tue 24 Nov, 09:00, Provider anna", page.Body, StringComparison.Ordinal);
    }
}
