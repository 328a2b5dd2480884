using System.Text;

namespace Scheduler.Tests.Slots;

/// <summary>Every rule that refuses, by name.</summary>
public sealed class ExplainTests(ITestOutputHelper output)
{
    [Theory, OnEachDatabase]
    public async Task Ten_refusals_are_explained(DatabaseProvider database)
    {
        await using var app = await TestApp.StartAsync(database);
        await app.OpenProviderAsync("dr-who");
        await app.OpenProviderAsync("dr-no", timeZone: "Europe/Berlin");
        (await app.PatchAsync("/api/providers/dr-no", new { appointmentTypes = new[] { "meeting" } })).Expect(200);
        (await app.BookAsync("alice", "consultation", "dr-who", "2026-11-23T10:00:00Z", 30)).Expect(201);
        var text = new StringBuilder();

        await ExpectAsync("daily-limit-reached", "appointmentType=visit&start=2026-11-23T16:00:00Z&userId=alice");
        await ExpectAsync("slot-taken", "appointmentType=meeting&provider=dr-who&start=2026-11-23T10:15:00Z");
        await ExpectAsync("off-grid", "appointmentType=visit&start=2026-11-23T09:10:00Z");
        await ExpectAsync("wrong-duration", "appointmentType=consultation&provider=dr-who&start=2026-11-23T11:00:00Z&minutes=75");
        await ExpectAsync("outside-availability", "appointmentType=meeting&provider=dr-who&start=2026-11-23T16:30:00Z&minutes=60");
        await ExpectAsync("outside-availability", "appointmentType=consultation&provider=dr-no&start=2026-11-23T11:00:00Z");
        await ExpectAsync("too-soon", "appointmentType=consultation&provider=any&start=2026-11-21T10:00:00Z", "outside-availability");
        await ExpectAsync("too-far-ahead", "appointmentType=meeting&provider=dr-who&start=2026-12-23T09:00:00Z");
        await ExpectAsync("provider-required", "appointmentType=meeting&start=2026-11-23T11:00:00Z");
        await ExpectAsync("provider-not-allowed", "appointmentType=visit&provider=dr-who&start=2026-11-23T11:00:00Z");
        // Many rules at once: each is named.
        await ExpectAsync(
            "wrong-duration",
            "appointmentType=consultation&provider=any&start=2026-11-22T07:50:00Z&minutes=20&userId=alice",
            "off-grid",
            "too-soon",
            "outside-availability"
        );
        await ExpectAsync(
            "slot-taken",
            "appointmentType=consultation&provider=any&start=2026-11-23T10:00:00Z&userId=alice",
            "daily-limit-reached"
        );
        output.WriteLine(text.ToString());

        var fine = await app.ExplainAsync("appointmentType=meeting&provider=any&start=2026-11-23T10:00:00Z&userId=alice");
        Assert.Equal("""{"bookable":true,"reasons":[]}""", fine.Body);
        (await app.GetAsync("/api/slots/explain?appointmentType=meeting&provider=nobody&start=2026-11-23T10:00:00Z")).Expect(
            404,
            "not-found"
        );
        (await app.GetAsync("/api/slots/explain?appointmentType=nothing&start=2026-11-23T10:00:00Z")).Expect(404, "not-found");
        (await app.GetAsync("/api/slots/explain?appointmentType=meeting")).Expect(400, "invalid-request");

        async Task ExpectAsync(string type, string query, params string[] others)
        {
            var answer = await app.ExplainAsync(query);
            text.AppendLine(query).AppendLine("  " + answer.Body);
            Assert.False(answer["bookable"].GetBoolean());
            Assert.Equal([type, .. others], answer["reasons"].EnumerateArray().Select(r => r.GetProperty("type").GetString()!));
        }
    }
}
