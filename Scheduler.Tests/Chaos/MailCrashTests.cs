using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Scheduler.Data.Model;
using Scheduler.Tests.Mail;

namespace Scheduler.Tests.Chaos;

/// <summary>
/// The service is killed while it sends mails: each one arrives, and twice only what the server had taken when the kill came.
/// </summary>
/// <remarks>One kill here; <c>scripts/chaos</c> sets how many there are.</remarks>
public sealed class MailCrashTests
{
    private const int Clients = 24;

    /// <summary>After so many mails of a round the kill comes.</summary>
    private const int Few = 6;

    private static readonly int Kills = int.Parse(
        Environment.GetEnvironmentVariable("SCHEDULER_CHAOS_KILLS") ?? "1",
        CultureInfo.InvariantCulture
    );

    [Theory, OnEachDatabase]
    public async Task Killing_the_service_loses_no_mail_and_repeats_only_what_the_server_had_taken(DatabaseProvider provider)
    {
        await using var database = await TestDatabase.CreateAsync(provider);
        // Slow enough that a kill finds mails under way.
        await using var server = await MailServer.StartAsync("--slow");
        var port = ApiProcess.FreePort();
        // Whose mail the database has as sent, and how many had arrived by then.
        var (before, stored) = (new List<Arrived>(), new Dictionary<string, int>(StringComparer.Ordinal));
        for (var round = 0; round <= Kills; round++)
        {
            await using var service = ApiProcess.Start(
                port,
                provider,
                database.ConnectionString,
                [.. server.Settings, "Mail:AnswerSeconds", "1"]
            );
            await service.ReadyAsync();
            using var http = new HttpClient { BaseAddress = service.Url };
            await Task.WhenAll(Enumerable.Range(0, Clients).Select(i => BookAsync(http, $"client{round}-{i}")));
            if (round < Kills)
            {
                await server.AwaitAsync(server.All.Count + Few);
                await service.KillAsync();
                await server.QuietAsync();
                before = [.. server.All];
                foreach (var address in await StoredAsync(database))
                {
                    stored.TryAdd(address, before.Count(m => m.To == address));
                }

                continue;
            }

            await Eventually.TrueAsync(
                () => Task.FromResult(server.All.Select(m => m.To).Distinct().Count() == (Kills + 1) * Clients),
                "everybody has a mail"
            );
            Assert.Empty(service.Errors);
        }

        foreach (var mails in server.All.GroupBy(m => m.To))
        {
            Assert.Single(mails.Select(m => m.Id).Distinct());
            // What comes for the second time was taken before a kill, and nobody had stored that.
            Assert.True(mails.Count() <= 1 + before.Count(m => m.To == mails.Key), $"{mails.Key} has {mails.Count()} mails.");
            Assert.True(
                !stored.TryGetValue(mails.Key, out var then) || mails.Count() == then,
                $"{mails.Key} was told again though it was stored."
            );
        }
    }

    /// <summary>To whom the database says that a mail was sent.</summary>
    private static async Task<List<string>> StoredAsync(TestDatabase database)
    {
        await using var db = Contexts.Open(database.Provider, database.ConnectionString);
        return await db.Messages.Where(m => m.Status == MessageStatus.Sent).Select(m => m.Address).ToListAsync();
    }

    private static async Task BookAsync(HttpClient http, string id)
    {
        await PostAsync(
            "/api/clients",
            new
            {
                id,
                firstName = "A",
                lastName = id,
                email = $"{id}@example.org",
            }
        );
        await PostAsync("/api/appointments", new { userId = id, start = "2030-11-25T09:00" });

        async Task PostAsync(string path, object body)
        {
            var answer = await http.PostAsJsonAsync(path, body);
            Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        }
    }
}
