using Microsoft.EntityFrameworkCore;
using Scheduler.Api.Audit;
using Scheduler.Data;

namespace Scheduler.Tests.Audit;

/// <summary>Who did what is written with what they did, and cannot be changed unseen.</summary>
/// <remarks>Boundaries: the first and the last row of a seal; a whole seal; a row that no seal covers yet.</remarks>
public sealed class AuditTests
{
    [Theory, OnEachDatabase]
    public async Task What_was_done_is_listed_newest_first_with_who_and_from_where(DatabaseProvider database)
    {
        await using var app = await TestApp.StartAsync(database);
        (
            await app.PostAsync(
                "/api/clients",
                new
                {
                    id = "alice",
                    firstName = "Alice",
                    lastName = "Example",
                }
            )
        ).Expect(201);
        var id = (await app.BookVisitAsync("alice", "2026-11-23T09:00:00Z")).Expect(201).Text("id");
        (await app.MoveAsync(id, "2026-11-24T09:00:00Z")).Expect(200);
        app.Clock.Advance(TimeSpan.FromSeconds(1));
        (await app.GetAsync("/api/clients/alice")).Expect(200);
        (await app.GetAsync("/api/clients/alice", ("If-None-Match", "*"))).Expect(304);
        (await app.GetAsync("/api/clients/nobody")).Expect(404);
        (await app.BookVisitAsync("alice", "2026-11-24T10:00:00Z")).Expect(409);
        app.Clock.Advance(TimeSpan.FromHours(1));
        (await app.CancelAsync(id)).Expect(200);
        (await app.CancelAsync(id)).Expect(200);

        var all = await app.AllAsync("/api/audit?limit=2");
        Assert.Equal(
            ["appointment.cancelled", "client.read", "appointment.rescheduled", "appointment.confirmed", "client.created"],
            all.Select(e => e.GetProperty("action").GetString())
        );
        Assert.All(
            all,
            e =>
                Assert.Equal(
                    ("open", "127.0.0.1"),
                    (e.GetProperty("actor").GetProperty("kind").GetString(), e.GetProperty("address").GetString())
                )
        );
        Assert.Equal(3, (await app.AllAsync($"/api/audit?subject=appointment:{id}")).Count);
        Assert.Equal(
            ["client.read", "client.created"],
            (await app.AllAsync("/api/audit?action=client.*")).Select(e => e.GetProperty("action").GetString())
        );
        Assert.Single(await app.AllAsync("/api/audit?from=2026-11-21T09:00:00Z&actor=open"));
        Assert.Equal(4, (await app.AllAsync("/api/audit?to=2026-11-21T09:00:00Z")).Count);
        Assert.Empty(await app.AllAsync("/api/audit?actor=account"));
        Assert.Equal("2026-11-23T09:00:00Z", all[2].GetProperty("detail").GetProperty("previous").GetProperty("start").GetString());
        foreach (var wrong in new[] { "subject=alice", "actor=A", "action=x", "from=x", "cursor=x", "limit=0" })
        {
            (await app.GetAsync($"/api/audit?{wrong}")).Expect(400, "invalid-request");
        }

        var page = (await app.GetAsync("/audit?subject=client:alice")).Expect(200).Body;
        Assert.Contains("client.read", page, StringComparison.Ordinal);
        Assert.DoesNotContain("appointment.cancelled", page, StringComparison.Ordinal);
        Assert.Contains("id=\"subject-error\"", (await app.GetAsync("/audit?subject=alice")).Expect(422).Body, StringComparison.Ordinal);
    }

    [Theory, OnEachDatabase]
    public async Task A_changed_a_missing_and_an_added_row_are_found(DatabaseProvider database)
    {
        await using var app = await TestApp.StartAsync(database);
        for (var seal = 0; seal < 3; seal++)
        {
            for (var i = 0; i < 3; i++)
            {
                (await app.BookVisitAsync($"user{seal}{i}", "2026-11-23T09:00:00Z")).Expect(201);
            }

            await app.DoJobAsync<SealAudit>();
        }

        (await app.BookVisitAsync("unsealed", "2026-11-23T09:00:00Z")).Expect(201);
        (await app.GetAsync("/api/audit")).Expect(200);
        await using var db = Contexts.Open(database, app.Database.ConnectionString);
        Assert.Equal((0, 9L, 3, 1L), await VerifyAsync(db));
        var second = await db.Audit.AsNoTracking().Where(e => e.Seal == 2).OrderBy(e => e.Id).ToListAsync();

        await db.Audit.Where(e => e.Id == second[0].Id).ExecuteUpdateAsync(set => set.SetProperty(e => e.ActorKind, "account"));
        Assert.Equal((1, 9L, 3, 1L), await VerifyAsync(db));
        await db.Audit.Where(e => e.Id == second[0].Id).ExecuteUpdateAsync(set => set.SetProperty(e => e.ActorKind, "open"));
        Assert.Equal((0, 9L, 3, 1L), await VerifyAsync(db));

        await db.Audit.Where(e => e.Id == second[2].Id).ExecuteDeleteAsync();
        Assert.Equal((1, 8L, 3, 1L), await VerifyAsync(db));
        await db.Audit.Where(e => e.Seal == null).ExecuteUpdateAsync(set => set.SetProperty(e => e.Seal, 2));
        Assert.Equal((1, 9L, 3, 0L), await VerifyAsync(db));

        // A whole seal with its rows: the one after it does not follow.
        await db.Audit.Where(e => e.Seal == 2).ExecuteDeleteAsync();
        await db.AuditSeals.Where(s => s.Id == 2).ExecuteDeleteAsync();
        Assert.Equal((1, 6L, 2, 0L), await VerifyAsync(db));
    }

    [Fact]
    public async Task The_command_says_in_words_and_by_its_exit_code_whether_anything_was_changed()
    {
        await using var database = await TestDatabase.CreateAsync(DatabaseProvider.Sqlite);
        await using (var app = TestApp.StartOn(database, new TestClock(TestApp.Now)))
        {
            (await app.BookVisitAsync("alice", "2026-11-23T09:00:00Z")).Expect(201);
            await app.DoJobAsync<SealAudit>();
        }

        Assert.Equal((0, ""), await RunAsync());
        await using (var db = Contexts.Open(database.Provider, database.ConnectionString))
        {
            await db.Audit.ExecuteUpdateAsync(set => set.SetProperty(e => e.SubjectId, "another"));
        }

        var (code, error) = await RunAsync();
        Assert.Equal(1, code);
        Assert.Contains("Seal 1", error, StringComparison.Ordinal);
        Assert.Contains("was changed", error, StringComparison.Ordinal);

        async Task<(int Code, string Error)> RunAsync()
        {
            var (exitCode, text) = await ChildProcess.RunAsync(
                60,
                "audit",
                "verify",
                "--ConnectionStrings:Scheduler",
                database.ConnectionString
            );
            return (exitCode, text.Trim());
        }
    }

    /// <summary>What is rolled back is in no audit: it has no event.</summary>
    [Theory, OnEachDatabase]
    public async Task Of_many_who_want_one_time_the_audit_names_the_one_who_got_it(DatabaseProvider database)
    {
        await using var app = await TestApp.StartAsync(database);
        await app.OpenProviderAsync("anna");
        var answers = await Task.WhenAll(
            Enumerable.Range(0, 12).Select(i => app.BookAsync($"user{i}", "meeting", "anna", "2026-11-24T10:00:00Z"))
        );
        var booked = Assert.Single(answers, a => a.Status == 201);
        var told = Assert.Single(await app.AllAsync("/api/audit?action=appointment.*"));
        Assert.Equal(booked.Text("id"), told.GetProperty("subject").GetProperty("id").GetString());
    }

    private static async Task<(int Wrong, long Rows, int Seals, long Unsealed)> VerifyAsync(SchedulerDbContext db)
    {
        var verdict = await new VerifyAudit(db).RunAsync(CancellationToken.None);
        return (verdict.Wrong.Count, verdict.Rows, verdict.Seals, verdict.Unsealed);
    }
}
