namespace Scheduler.Tests.FrontDesk;

/// <summary>Mails to providers of whom one takes over from another.</summary>
public sealed class ProviderMailTests
{
    [Theory, OnEachDatabase]
    public async Task Whoever_loses_an_appointment_is_told_that_it_is_gone_and_the_other_that_it_is_there(DatabaseProvider database)
    {
        var folder = Directory.CreateTempSubdirectory("scheduler-mail-");
        await using (var app = await TestApp.StartAsync(database, TestApp.Now, "Mail:Directory", folder.FullName))
        {
            foreach (var id in new[] { "anna", "ben" })
            {
                await app.OpenProviderAsync(id);
                (await app.PatchAsync($"/api/providers/{id}", new { email = $"{id}@example.org", notify = true })).Expect(200);
            }

            var booked = (await app.BookAsync("alice", "meeting", "anna", "2026-11-23T10:00:00Z")).Expect(201).Text("id");
            (await app.PostAsync($"/api/appointments/{booked}/reschedule", new { providerIds = new[] { "ben" } })).Expect(200);
            List<string> told = [];
            await Eventually.TrueAsync(
                async () =>
                {
                    var messages = (await app.GetAsync($"/api/messages?appointmentId={booked}")).Expect(200)["items"];
                    told = [.. messages.EnumerateArray().Select(m => $"{m.GetProperty("kind")} {m.GetProperty("to")}")];
                    return told.Count >= 3;
                },
                "three mails are queued"
            );
            Assert.Equal(
                ["booked anna@example.org", "cancelled anna@example.org", "moved ben@example.org"],
                told.Order(StringComparer.Ordinal)
            );
        }

        folder.Delete(recursive: true);
    }
}
