using System.Text.Json;
using Scheduler.Tests.Web.Support;

namespace Scheduler.Tests.Mail;

/// <summary>What clients and providers are sent, through a real SMTP server, and when they are not.</summary>
public sealed class MailTests
{
    [Theory, OnEachDatabase]
    public async Task Booking_moving_and_cancelling_are_told_and_kept_by_the_calendar_as_one_entry(DatabaseProvider database)
    {
        await using var server = await MailServer.StartAsync();
        await using var app = await TestApp.StartAsync(database, TestApp.Now, server.Settings);
        await app.AddAddresseeAsync("alice", "America/New_York");
        (
            await app.PostAsync(
                "/api/providers",
                new
                {
                    id = "anna",
                    firstName = "Anna",
                    lastName = "Schmidt",
                    timeZone = "Europe/Berlin",
                    email = "anna@example.org",
                    notify = true,
                }
            )
        ).Expect(201);
        (
            await app.PutAsync(
                "/api/providers/anna/hours",
                new
                {
                    weekly = new[]
                    {
                        new
                        {
                            day = "monday",
                            start = "09:00",
                            end = "17:00",
                        },
                    },
                }
            )
        ).Expect(200);
        var id = (await app.BookAsync("alice", "meeting", "anna", "2026-11-23T14:00:00Z", 30)).Expect(201).Text("id");
        await server.AwaitAsync(2);
        (await app.PostAsync($"/api/appointments/{id}/reschedule", new { start = "2026-11-23T15:00:00Z" })).Expect(200);
        await server.AwaitAsync(4);
        (await app.PostAsync($"/api/appointments/{id}/cancel")).Expect(200);
        await server.AwaitAsync(6);

        var mails = server.All.Where(m => m.To == "alice@example.org").ToList();
        Assert.Equal(
            [
                "Meeting: Monday, 23 November 2026, 09:00 (America/New York)",
                "Moved: Meeting, Monday, 23 November 2026, 10:00 (America/New York)",
                "Cancelled: Meeting, Monday, 23 November 2026, 10:00 (America/New York)",
            ],
            mails.Select(m => m.Subject)
        );
        Assert.All(mails, m => Assert.Equal(("auto-generated", "\"Praxis Ö\" <office@example.org>"), (m.Auto, m.From)));
        Assert.Contains("Anna Schmidt", mails[0].Text, StringComparison.Ordinal);
        Assert.Contains("Before: Monday, 23 November 2026, 09:00", mails[1].Text, StringComparison.Ordinal);
        Assert.DoesNotContain("<script>", mails[0].Html, StringComparison.Ordinal);
        Assert.Contains("&lt;script&gt;", mails[0].Html, StringComparison.Ordinal);
        Assert.Equal(["REQUEST", "REQUEST", "CANCEL"], mails.Select(m => m.Method));
        Assert.Equal(3, mails.Select(m => m.Id).Distinct().Count());
        var entries = await Task.WhenAll(mails.Select(m => EntryAsync(m.Calendar!)));
        Assert.All(entries, e => Assert.Equal($"{id}@scheduler", e.GetProperty("uid").GetString()));
        Assert.Equal([1, 2, 3], entries.Select(e => e.GetProperty("sequence").GetInt32()));
        Assert.Equal(
            ["2026-11-23T14:00:00Z", "2026-11-23T15:00:00Z", "2026-11-23T15:00:00Z"],
            entries.Select(e => e.GetProperty("start").GetString())
        );
        Assert.Equal(["CONFIRMED", "CONFIRMED", "CANCELLED"], entries.Select(e => e.GetProperty("status").GetString()));
        Assert.Equal(
            3,
            server.All.Count(m => m.To == "anna@example.org" && m.Subject.Contains("(Europe/Berlin)", StringComparison.Ordinal))
        );
        var sent = (await app.GetAsync($"/api/messages?appointmentId={id}")).Expect(200)["items"].EnumerateArray().ToList();
        Assert.Equal(6, sent.Count);
        Assert.All(sent, m => Assert.Equal("sent", m.GetProperty("status").GetString()));
    }

    [Theory, OnEachDatabase]
    public async Task Reminders_come_once_and_never_for_a_time_that_was_moved_or_cancelled(DatabaseProvider database)
    {
        await using var server = await MailServer.StartAsync();
        await using var app = await TestApp.StartAsync(database, TestApp.Now, server.Settings);
        foreach (var name in new[] { "alice", "bob", "carol", "dave" })
        {
            await app.AddAddresseeAsync(name);
        }

        (await app.PatchAsync("/api/appointment-types/visit", new { reminderMinutes = new[] { 1440, 120 } })).Expect(200);
        await BookAsync("alice");
        var moved = await BookAsync("bob");
        var cancelled = await BookAsync("carol");
        (await app.PostAsync($"/api/appointments/{moved}/reschedule", new { start = "2026-11-26T09:00" })).Expect(200);
        (await app.PostAsync($"/api/appointments/{cancelled}/cancel")).Expect(200);
        await server.AwaitAsync(5);
        app.Clock.Set("2026-11-23T09:00:00Z");
        await server.AwaitAsync(6);
        // Booked after its reminder would have been due: it has just been told.
        await BookAsync("dave", "2026-11-24T08:30");
        await server.AwaitAsync(7);
        app.Clock.Set("2026-11-24T07:05:00Z");
        await server.AwaitAsync(9);
        app.Clock.Set("2026-11-25T09:00:00Z");
        await server.AwaitAsync(10);
        app.Clock.Set("2026-11-26T08:00:00Z");
        await server.AwaitAsync(11);
        app.Clock.Set("2026-11-27T08:00:00Z");
        await BookAsync("alice", "2026-12-24T09:00");
        await server.AwaitAsync(12);
        var reminders = server
            .All.Where(m => m.Subject.StartsWith("Reminder", StringComparison.Ordinal))
            .Select(m => m.To.Split('@')[0])
            .ToList();
        Assert.Equal(["alice", "alice", "bob", "bob", "dave"], reminders.Order());
        Assert.All(server.All.Where(m => m.Subject.StartsWith("Reminder", StringComparison.Ordinal)), m => Assert.Null(m.Calendar));

        async Task<string> BookAsync(string who, string start = "2026-11-24T09:00") =>
            (await app.BookVisitAsync(who, start)).Expect(201).Text("id");
    }

    [Fact]
    public async Task Nobody_is_told_of_a_hold_that_is_given_up_and_of_what_has_no_address()
    {
        await using var server = await MailServer.StartAsync();
        await using var app = await TestApp.StartAsync(DatabaseProvider.Sqlite, TestApp.Now, server.Settings);
        await app.AddAddresseeAsync("alice");
        await app.OpenProviderAsync("anna");
        var held = (await app.BookAsync("alice", "consultation", "anna", "2026-11-24T09:00:00Z")).Expect(201).Text("id");
        (await app.PostAsync($"/api/appointments/{held}/cancel")).Expect(200);
        (await app.BookVisitAsync("nobody", "2026-11-25T09:00")).Expect(201);
        (await app.BookVisitAsync("alice", "2026-11-25T09:00")).Expect(201);
        await server.AwaitAsync(1);
        Assert.StartsWith("Visit", Assert.Single(server.All).Subject, StringComparison.Ordinal);
    }

    /// <summary>The entry as another program reads it.</summary>
    private static async Task<JsonElement> EntryAsync(string calendar)
    {
        Skip.Missing(Readers.IcalJs is null, "npm's ical.js is missing: npm ci in Scheduler.Tests.");
        var script = $$"""
            import ICAL from '{{Readers.IcalJs}}';
            let text = '';
            for await (const part of process.stdin) { text += part; }
            const event = new ICAL.Event(new ICAL.Component(ICAL.parse(text)).getFirstSubcomponent('vevent'));
            console.log(JSON.stringify({
              uid: event.uid,
              sequence: event.sequence,
              start: event.startDate.toString(),
              status: event.component.getFirstPropertyValue('status'),
            }));
            """;
        return JsonDocument.Parse(await Readers.RunAsync("node", ["--input-type=module", "-e", script], calendar)).RootElement;
    }
}
