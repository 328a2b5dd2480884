using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Scheduler.Data.Model;
using Scheduler.Tests.Public;

namespace Scheduler.Tests.Mail;

/// <summary>"Send me my appointments": whoever has the mailbox gets a link, and nobody learns who is a client here.</summary>
public sealed partial class MyAppointmentsTests
{
    [Theory, OnEachDatabase]
    public async Task A_link_in_the_mail_opens_all_that_the_address_has_for_half_an_hour(DatabaseProvider database)
    {
        await using var server = await MailServer.StartAsync();
        await using var app = await TestApp.StartAsync(database, TestApp.Now, server.Settings);
        // The office wrote it with capitals; two of a family share it.
        await ClientAsync(app, "alice", "Family@Example.org", "de");
        await ClientAsync(app, "ben", "family@example.org", null);
        await ClientAsync(app, "carol", "carol@example.org", null);
        (await app.BookVisitAsync("ben", "2026-11-24T09:00")).Expect(201);
        var first = (await app.BookVisitAsync("alice", "2026-11-23T09:00")).Expect(201).Text("id");
        var other = (await app.BookVisitAsync("carol", "2026-11-25T09:00")).Expect(201).Text("id");
        var gone = (await app.BookVisitAsync("alice", "2026-11-27T09:00")).Expect(201).Text("id");
        (await app.PostAsync($"/api/appointments/{gone}/cancel")).Expect(200);
        await server.AwaitAsync(5);

        using var visitor = new Stranger(app);
        (await visitor.PostAsync("/my", ("email", "FAMILY@example.org"))).Expect(303);
        await server.AwaitAsync(6);
        var mail = server.All.Last();
        Assert.Equal(("family@example.org", "Ihre Termine"), (mail.To, mail.Subject));
        var link = Link().Match(mail.Text).Value;
        var opened = (await visitor.GetAsync(link)).Expect(303);
        Assert.DoesNotContain("key", opened.Location, StringComparison.Ordinal);
        var list = (await visitor.GetAsync(opened.Location)).Expect(200).Page;
        var own = OwnLink().Matches(list).Select(m => m.Value).ToList();
        Assert.Equal(2, own.Count);
        Assert.Contains(first, own[0], StringComparison.Ordinal);
        Assert.DoesNotContain(other, list, StringComparison.Ordinal);
        Assert.DoesNotContain(gone, list, StringComparison.Ordinal);
        (await visitor.GetAsync((await visitor.GetAsync(own[0])).Expect(303).Location)).Expect(200);

        // Without the cookie there is nothing to see; a made-up key, and one that is too old, open nothing.
        using var nobody = new Stranger(app);
        Assert.StartsWith("/my?", (await nobody.GetAsync("/my/appointments")).Expect(303).Location, StringComparison.Ordinal);
        Assert.Contains("no longer good", (await nobody.GetAsync("/my?key=made-up")).Expect(200).Page, StringComparison.Ordinal);
        var changed = link[..^1] + (link[^1] == 'A' ? 'Q' : 'A');
        (await nobody.GetAsync(changed)).Expect(200);
        // Who has half of a manage link finds the way here, too.
        var half = (await nobody.GetAsync($"/appointments/{first}?key=half")).Expect(404);
        Assert.Contains("href=\"/my\"", half.Page, StringComparison.Ordinal);
        app.Clock.Advance(TimeSpan.FromMinutes(31));
        (await nobody.GetAsync(link)).Expect(200);
        (await visitor.GetAsync("/my/appointments")).Expect(303);
    }

    [Fact]
    public async Task The_answer_is_the_same_for_an_address_that_nobody_knows_and_nothing_is_sent_there()
    {
        await using var server = await MailServer.StartAsync();
        await using var app = await TestApp.StartAsync(DatabaseProvider.Sqlite, TestApp.Now, server.Settings);
        await ClientAsync(app, "alice", "alice@example.org", null);
        await ClientAsync(app, "idle", "idle@example.org", null);
        (await app.BookVisitAsync("alice", "2026-11-23T09:00")).Expect(201);
        await server.AwaitAsync(1);
        using var visitor = new Stranger(app);
        var unknown = (await visitor.PostAsync("/my", ("email", "nobody@example.org"))).Expect(303);
        var idle = (await visitor.PostAsync("/my", ("email", "idle@example.org"))).Expect(303);
        var known = (await visitor.PostAsync("/my", ("email", "alice@example.org"))).Expect(303);
        Assert.Equal((unknown.Location, unknown.Page), (known.Location, known.Page));
        Assert.Equal((idle.Location, idle.Page), (known.Location, known.Page));
        await server.AwaitAsync(2);
        Assert.All(server.All, m => Assert.Equal("alice@example.org", m.To));
        Assert.Contains("on its way", (await visitor.GetAsync(known.Location)).Expect(200).Page, StringComparison.Ordinal);
        (await visitor.PostAsync("/my", ("email", "no address"))).Expect(422);
        (await visitor.PostAsync("/my")).Expect(422);
    }

    [Theory, OnEachDatabase]
    public async Task Neither_an_address_nor_an_e_mail_can_be_used_to_flood(DatabaseProvider database)
    {
        await using var server = await MailServer.StartAsync();
        await using var app = await TestApp.StartAsync(
            database,
            TestApp.Now,
            [
                .. server.Settings,
                .. Stranger.BehindProxy,
                "Public:LinkRequestsPerAddressPerHour",
                "4",
                "Public:LinkMailsPerEmailPerDay",
                "2",
            ]
        );
        await ClientAsync(app, "alice", "alice@example.org", null);
        await ClientAsync(app, "bob", "bob@example.org", null);
        (await app.BookVisitAsync("alice", "2026-11-28T09:00")).Expect(201);
        (await app.BookVisitAsync("bob", "2026-11-28T09:00")).Expect(201);
        await server.AwaitAsync(2);
        // Twice in a row is one mail; the third in a day is none. The answer tells neither.
        using (var first = new Stranger(app, "192.0.2.1"))
        {
            for (var i = 0; i < 4; i++)
            {
                (await first.PostAsync("/my", ("email", "alice@example.org"))).Expect(303);
                app.Clock.Advance(TimeSpan.FromMinutes(i * 6));
            }

            (await first.PostAsync("/my", ("email", "alice@example.org"))).Expect(429);
        }

        using var second = new Stranger(app, "192.0.2.2");
        (await second.PostAsync("/my", ("email", "bob@example.org"))).Expect(303);
        await server.AwaitAsync(5);
        app.Clock.Advance(TimeSpan.FromHours(25));
        (await second.PostAsync("/my", ("email", "alice@example.org"))).Expect(303);
        await server.AwaitAsync(6);
        Assert.Equal(1 + 3, server.All.Count(m => m.To == "alice@example.org"));
        // Nobody's address is kept because somebody typed it.
        Assert.Equal(4, await CountAsync());
        app.Clock.Advance(TimeSpan.FromHours(25));
        await app.DoJobAsync<Scheduler.Api.Mail.ForgetMessages>();
        Assert.Equal(0, await CountAsync());

        async Task<int> CountAsync()
        {
            await using var db = Contexts.Open(database, app.Database.ConnectionString);
            return await db.Messages.CountAsync(m => m.Kind == MessageKind.MyAppointments);
        }
    }

    [Fact]
    public async Task Without_mail_there_is_no_such_page()
    {
        await using var app = await TestApp.StartAsync(DatabaseProvider.Sqlite);
        using var visitor = new Stranger(app);
        (await visitor.GetAsync("/my")).Expect(404);
        (await visitor.PostAsync("/my", ("email", "alice@example.org"))).Expect(404);
        Assert.DoesNotContain("/my", (await visitor.GetAsync("/book")).Expect(200).Page, StringComparison.Ordinal);
    }

    private static async Task ClientAsync(TestApp app, string id, string email, string? language)
    {
        (
            await app.PostAsync(
                "/api/clients",
                new
                {
                    id,
                    firstName = "A",
                    lastName = id,
                    email,
                }
            )
        ).Expect(201);
        if (language is not null)
        {
            (await app.PatchAsync("/api/settings", new { languages = new[] { "en", language }, defaultLanguage = "en" })).Expect(200);
            (await app.PatchAsync($"/api/clients/{id}", new { language })).Expect(200);
        }
    }

    [GeneratedRegex(@"/my\?key=[\w-]+")]
    private static partial Regex Link();

    [GeneratedRegex(@"/appointments/[0-9a-f-]{36}\?key=[\w-]+")]
    private static partial Regex OwnLink();
}
