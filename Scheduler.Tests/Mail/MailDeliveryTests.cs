using System.Text.Json;

namespace Scheduler.Tests.Mail;

/// <summary>How mails leave, and what becomes of those that cannot.</summary>
public sealed class MailDeliveryTests
{
    [Theory, OnEachDatabase]
    public async Task What_is_deferred_or_cut_off_comes_again_and_what_is_refused_ends_and_shows(DatabaseProvider database)
    {
        await using var server = await MailServer.StartAsync();
        await using var app = await TestApp.StartAsync(database, TestApp.Now, server.Settings);
        await app.AddAddresseeAsync("alice");
        await server.WillAsync("defer drop");
        var id = (await app.BookVisitAsync("alice", "2026-11-23T09:00")).Expect(201).Text("id");
        await AwaitAsync(app, id, m => m.GetProperty("error").ValueKind != JsonValueKind.Null);
        Assert.Empty(server.All);
        app.Clock.Advance(TimeSpan.FromMinutes(2));
        await server.AwaitAsync(1);
        await AwaitAsync(
            app,
            id,
            m =>
                m.GetProperty("error").GetString()!.Contains("closed", StringComparison.Ordinal)
                || m.GetProperty("error").GetString()!.Contains("reset", StringComparison.Ordinal)
        );
        app.Clock.Advance(TimeSpan.FromMinutes(10));
        await AwaitAsync(app, id, m => m.GetProperty("status").GetString() == "sent");
        Assert.Equal(2, server.All.Count);
        Assert.Single(server.All.Select(m => m.Id).Distinct());

        await server.WillAsync("refuse");
        var refused = (await app.BookVisitAsync("alice", "2026-11-24T09:00")).Expect(201).Text("id");
        await AwaitAsync(app, refused, m => m.GetProperty("status").GetString() == "failed");
        var message = (await app.GetAsync($"/api/messages?appointmentId={refused}")).Expect(200)["items.0"];
        Assert.Contains("550", message.GetProperty("error").GetString(), StringComparison.Ordinal);
        (await app.PostAsync($"/api/messages/{message.GetProperty("id")}/retry")).Expect(200);
        await AwaitAsync(app, refused, m => m.GetProperty("status").GetString() == "sent");
        (await app.PostAsync("/api/messages/7/retry")).Expect(404, "not-found");
        (await app.GetAsync("/api/messages")).Expect(400, "invalid-request");
    }

    [Fact]
    public async Task Without_TLS_nothing_is_sent_unless_it_is_asked_for()
    {
        await using var server = await MailServer.StartAsync();
        await using var app = await TestApp.StartAsync(
            DatabaseProvider.Sqlite,
            TestApp.Now,
            "Mail:Server",
            $"smtp://user:p%40ss@127.0.0.1:{server.Port}",
            "Mail:From",
            "office@example.org"
        );
        await app.AddAddresseeAsync("alice");
        var id = (await app.BookVisitAsync("alice", "2026-11-23T09:00")).Expect(201).Text("id");
        await AwaitAsync(app, id, m => m.GetProperty("error").GetString()?.Contains("STARTTLS", StringComparison.Ordinal) == true);
        Assert.Empty(server.All);
    }

    [Fact]
    public async Task A_folder_takes_mails_in_place_of_a_server()
    {
        var folder = Directory.CreateTempSubdirectory("scheduler-mail-");
        await using var app = await TestApp.StartAsync(DatabaseProvider.Sqlite, TestApp.Now, "Mail:Directory", folder.FullName);
        await app.AddAddresseeAsync("alice");
        var id = (await app.BookVisitAsync("alice", "2026-11-23T09:00")).Expect(201).Text("id");
        await AwaitAsync(app, id, m => m.GetProperty("status").GetString() == "sent");
        var mail = await File.ReadAllTextAsync(Assert.Single(folder.GetFiles()).FullName);
        Assert.StartsWith(
            "Date: Sat, 21 Nov 2026 08:00:00 +0000\r\nFrom: Scheduler <scheduler@localhost>\r\nTo: <alice@example.org>\r\n",
            mail,
            StringComparison.Ordinal
        );
        folder.Delete(recursive: true);
    }

    private static Task AwaitAsync(TestApp app, string appointment, Func<JsonElement, bool> isSo) =>
        Eventually.TrueAsync(
            async () => (await app.GetAsync($"/api/messages?appointmentId={appointment}")).Expect(200)["items"].EnumerateArray().Any(isSo),
            "the mail has come so far"
        );
}
