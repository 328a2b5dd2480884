using System.Net;
using System.Text.RegularExpressions;
using Scheduler.Tests.Web.Support;

namespace Scheduler.Tests.Web;

/// <summary>What becomes of appointments whose hours have closed, and who came, without a browser.</summary>
public sealed class DisplacedTests
{
    [Theory, OnEachDatabase]
    public async Task What_is_displaced_has_other_places_that_are_taken_all_at_once(DatabaseProvider database)
    {
        await using var app = await TestApp.StartAsync(database);
        await app.OpenProviderAsync("anna");
        await app.OpenProviderAsync("ben");
        await Seeds.ClientAsync(app, "noor", "Noor", "Haddad");
        await Seeds.ClientAsync(app, "jonas", "Jonas", "Weber");
        var ids = new List<string>();
        foreach (var (who, start) in new[] { ("noor", "2026-11-24T14:00:00Z"), ("jonas", "2026-11-24T15:00:00Z") })
        {
            ids.Add((await app.BookAsync(who, "meeting", "anna", start, 60)).Expect(201).Text("id"));
        }

        Assert.Contains(
            "Every appointment ahead lies inside",
            (await app.GetAsync("/displaced")).Expect(200).Body,
            StringComparison.Ordinal
        );
        (await app.SetDateAsync("anna", "2026-11-24", "09:00-12:00")).Expect(200);

        var page = (await app.GetAsync("/displaced")).Expect(200).Body;
        Assert.Contains("Noor Haddad", page, StringComparison.Ordinal);
        var moves = Regex
            .Matches(page, "<input type=\"hidden\" name=\"move\" value=\"([^\"]+)\"")
            .Select(m => ("move", WebUtility.HtmlDecode(m.Groups[1].Value)))
            .ToArray();
        Assert.Equal(2, moves.Length);
        Assert.Equal("/displaced?done=moved", await app.LeadsToAsync("/displaced", moves));
        Assert.Empty((await app.GetAsync("/api/appointments?displaced=true")).Expect(200)["items"].EnumerateArray());
        foreach (var ((_, move), id) in moves.Zip(ids))
        {
            Assert.Equal((id, (await app.FindAsync(id)).Text("start")), (move.Split(' ')[0], move.Split(' ')[1]));
        }

        // The same places once more are nobody's to take.
        (await app.SendFormAsync("/displaced", ("move", moves[0].Item2.Replace(ids[0], ids[1], StringComparison.Ordinal)))).Expect(409);
        (await app.SendFormAsync("/displaced", ("move", "nothing"))).Expect(400);
    }

    [Fact]
    public async Task Who_came_and_what_the_office_notes_stand_on_the_card_and_the_board()
    {
        await using var app = await TestApp.StartAsync(DatabaseProvider.Sqlite);
        await app.OpenProviderAsync("anna");
        await app.OpenProviderAsync("ben");
        var id = (await app.BookAsync("noor", "meeting", "anna", "2026-11-24T09:00:00Z", 30)).Expect(201).Text("id");
        (await app.SendFormAsync($"/day/appointments/{id}/attendance", ("attendance", "arrived"))).Expect(409);
        app.Clock.Set("2026-11-24T08:50:00Z");
        Assert.Equal(
            "/?date=2026-11-24&done=attended",
            await app.LeadsToAsync($"/day/appointments/{id}/attendance", ("attendance", "arrived"))
        );
        await app.LeadsToAsync($"/day/appointments/{id}/notes", ("note", "Brings the letter"), ("staffNote", "Hard of hearing"));
        Assert.Contains("arrived", (await app.GetAsync("/?date=2026-11-24")).Expect(200).Body, StringComparison.Ordinal);
        var card = (await app.GetAsync($"/day/appointments/{id}")).Expect(200).Body;
        Assert.Contains("Hard of hearing", card, StringComparison.Ordinal);
        Assert.Contains("Take back", card, StringComparison.Ordinal);

        // A button with another's name moves to the other.
        Assert.Contains("value=\"2026-11-24T09:00:00Z ben\"", card, StringComparison.Ordinal);
        await app.LeadsToAsync($"/day/appointments/{id}/move", ("to", "2026-11-24T09:00:00Z ben"));
        Assert.Equal("ben", (await app.FindAsync(id))["providerIds"][0].GetString());
    }
}
