using System.Text.Json;
using System.Text.RegularExpressions;
using Scheduler.Tests.Mail;
using Scheduler.Tests.Public;
using Scheduler.Tests.Web.Support;
using static Scheduler.Tests.Public.Stranger;

namespace Scheduler.Tests.FrontDesk;

/// <summary>An appointment that passes to another client: who hears of it, and who opens it from then on.</summary>
public sealed class PassedOnTests
{
    /// <summary>Neither the link, nor the browser that booked, nor the form that is sent once more.</summary>
    [Theory, OnEachDatabase]
    public async Task What_has_passed_to_another_client_is_closed_to_the_former_one(DatabaseProvider database)
    {
        await using var app = await TestApp.StartAsync(database, TestApp.Now, BehindProxy);
        await app.OpenProviderAsync("anna");
        using var noor = new Stranger(app);
        (string, string)[] form = [.. Noor, ("once", "a-word-of-the-page")];
        var booked = (await noor.BookAsync("anna", "meeting", "2026-11-24T10:00:00Z", form)).Expect(303);
        var first = await KeyAsync(app, booked.Id);
        (await app.PatchAsync($"/api/appointments/{booked.Id}", new { note = "Brings the letter" })).Expect(200);
        (await noor.GetAsync($"/appointments/{booked.Id}?key={first}")).Expect(303);
        (await noor.GetAsync($"/appointments/{booked.Id}")).Expect(200);

        (await app.PatchAsync($"/api/appointments/{booked.Id}", new { userId = "bob" })).Expect(200);
        (await noor.GetAsync($"/appointments/{booked.Id}?key={first}")).Expect(404);
        (await noor.GetAsync($"/appointments/{booked.Id}")).Expect(404);
        (await noor.PostAsync($"/appointments/{booked.Id}/cancel")).Expect(404);
        using var again = new Stranger(app);
        (await again.BookAsync("anna", "meeting", "2026-11-24T10:00:00Z", form)).Expect(409);
        (await again.GetAsync($"/appointments/{booked.Id}")).Expect(404);
        Assert.Equal("confirmed", (await app.FindAsync(booked.Id)).Text("status"));

        var second = await KeyAsync(app, booked.Id);
        using var bob = new Stranger(app, "192.0.2.2");
        (await bob.GetAsync($"/appointments/{booked.Id}?key={second}")).Expect(303);
        (await bob.GetAsync($"/appointments/{booked.Id}")).Expect(200);
    }

    [Fact]
    public async Task Who_takes_over_an_appointment_is_told_as_if_it_were_booked_whose_it_was_that_it_is_gone_and_nobody_of_notes()
    {
        await using var server = await MailServer.StartAsync();
        await using var app = await TestApp.StartAsync(DatabaseProvider.Sqlite, TestApp.Now, server.Settings);
        await Seeds.AnnaAsync(app);
        (await app.PatchAsync("/api/providers/anna", new { notify = true })).Expect(200);
        await app.AddAddresseeAsync("alice");
        await app.AddAddresseeAsync("bob");
        var id = (await app.BookAsync("alice", "meeting", "anna", "2026-11-23T14:00:00Z", 30)).Expect(201).Text("id");
        await server.AwaitAsync(2);
        (await app.PatchAsync($"/api/appointments/{id}", new { note = "Brings the letter" })).Expect(200);
        (await app.PatchAsync($"/api/appointments/{id}", new { userId = "bob" })).Expect(200);
        await server.AwaitAsync(4);
        (await app.PostAsync($"/api/appointments/{id}/cancel")).Expect(200);
        await server.AwaitAsync(6);
        Assert.Equal(["Meeting", "Cancelled"], server.All.Where(m => m.To == "bob@example.org").Select(m => m.Subject.Split(':')[0]));
        // Out of her calendar, and nothing of whose it is now.
        var gone = server.All.Last(m => m.To == "alice@example.org");
        Assert.Equal(2, server.All.Count(m => m.To == "alice@example.org"));
        Assert.Equal(("Cancelled", "CANCEL"), (gone.Subject.Split(':')[0], gone.Method));
        Assert.Contains("no longer yours", gone.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("key=", gone.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("bob", gone.Text + gone.Calendar, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(2, server.All.Count(m => m.To == "anna@example.org"));
        var (former, present) = (Link("alice@example.org"), Link("bob@example.org"));
        using var http = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false });
        Assert.Equal(404, (int)(await http.GetAsync(former)).StatusCode);
        Assert.Equal(303, (int)(await http.GetAsync(present)).StatusCode);

        Uri Link(string to) => new(Regex.Match(server.All.First(m => m.To == to).Text, "http[^ ]*[?]key=[A-Za-z0-9_-]+").Value);
    }

    /// <summary>It would tell the former client of another's appointment, with the link of that one.</summary>
    [Theory, OnEachDatabase]
    public async Task A_mail_that_waits_is_not_sent_once_the_appointment_is_somebody_elses(DatabaseProvider database)
    {
        await using var server = await MailServer.StartAsync();
        await using var app = await TestApp.StartAsync(database, TestApp.Now, server.Settings);
        await app.AddAddresseeAsync("alice");
        await app.AddAddresseeAsync("bob");
        await server.WillAsync("defer");
        var id = (await app.BookVisitAsync("alice", "2026-11-23T09:00")).Expect(201).Text("id");
        await AwaitAsync(m => m.GetProperty("error").ValueKind != JsonValueKind.Null);
        (await app.PatchAsync($"/api/appointments/{id}", new { userId = "bob" })).Expect(200);
        await server.AwaitAsync(1);
        app.Clock.Advance(TimeSpan.FromMinutes(2));
        await AwaitAsync(m => m.GetProperty("status").GetString() == "skipped");
        Assert.Equal("bob@example.org", Assert.Single(server.All).To);

        Task AwaitAsync(Func<JsonElement, bool> isSo) =>
            Eventually.TrueAsync(
                async () => (await app.GetAsync($"/api/messages?appointmentId={id}")).Expect(200)["items"].EnumerateArray().Any(isSo),
                "the mail has come so far"
            );
    }

    private static async Task<string> KeyAsync(TestApp app, string id) =>
        (await app.PostAsync($"/api/appointments/{id}/manage-link")).Expect(200).Text("url").Split("key=")[1];
}
