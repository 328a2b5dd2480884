using Scheduler.Api.Audit;

namespace Scheduler.Tests.Access;

/// <summary>Sign-ins, failures and denials stand in the audit, and nobody fills it with them.</summary>
public sealed class RefusalAuditTests
{
    private static readonly DateTime Now = new(2026, 11, 21, 8, 0, 0, DateTimeKind.Utc);

    [Theory, OnEachDatabase]
    public async Task Sign_ins_failures_and_denials_are_told_of_without_what_was_typed(DatabaseProvider database)
    {
        await using var app = await TestApp.StartAsync(database);
        using var owner = await Visitor.SetUpAsync(app);
        using var kim = await owner.InviteAsync(app, "kim@example.org", "reception");
        var id = (await kim.GetAsync("/api/me")).Text("id");
        (await kim.SendAsync("/sign-out")).Expect(303);
        for (var i = 0; i < 3; i++)
        {
            (await kim.SignInAsync("kim@example.org", "not the password")).Expect(422);
        }

        (await kim.SignInAsync("kims-secret-typed-here@example.org", "not the password")).Expect(422);
        (await kim.SignInAsync("kim@example.org", Visitor.Password)).Expect(303);
        (await kim.GetAsync("/accounts")).Expect(403);
        (await kim.GetAsync("/api/keys")).Expect(403, "forbidden");
        var key = (
            await owner.PostJsonAsync(
                "/api/keys",
                new
                {
                    name = "Old",
                    role = "reception",
                    expiresAt = "2026-11-21T09:00:00Z",
                }
            )
        ).Expect(201);
        var sent = ("Authorization", $"Bearer {key.Text("key")}");
        (await app.GetAsync("/api/webhooks", sent)).Expect(403, "forbidden");
        app.Clock.Advance(TimeSpan.FromHours(1));
        (await app.GetAsync("/api/providers", sent)).Expect(401, "unauthenticated");
        (await app.GetAsync("/api/providers", ("Authorization", $"Bearer {key.Text("key")[..^1]}x"))).Expect(401);
        (await owner.SignInAsync("owner@example.org", Visitor.Password)).Expect(303);

        var told = await ToldAsync(
            "access.denied",
            $"account:{id} permission:manage-accounts 403 GET /accounts",
            $"account:{id} permission:manage-keys 403 GET /api/keys",
            $"key:{key.Text("id")} permission:manage-webhooks 403 GET /api/webhooks",
            $"key:{key.Text("id")} permission:read-offer 401 GET /api/providers"
        );
        Assert.DoesNotContain("kims-secret", told, StringComparison.Ordinal);
        var failures = await ToldAsync("account.sign-in-failed", $"public: account:{id} password", "public: account:nobody password");
        Assert.DoesNotContain("kim", failures.Replace(id, "", StringComparison.Ordinal), StringComparison.OrdinalIgnoreCase);
        await ToldAsync("account.signed-in", $"account:{id} account:{id} ", $"account:{id} account:{id} ");
        await ToldAsync("account.signed-out", $"account:{id} account:{id} ");

        async Task<string> ToldAsync(string action, params string[] expected)
        {
            var body = "";
            await Eventually.TrueAsync(
                async () =>
                {
                    var answer = (await owner.GetAsync($"/api/audit?action={action}&limit=100")).Expect(200);
                    body = answer.Body;
                    var rows = answer["items"]
                        .EnumerateArray()
                        .Select(e =>
                            $"{e.GetProperty("actor").GetProperty("kind")}:{e.GetProperty("actor").GetProperty("id")} "
                            + $"{e.GetProperty("subject").GetProperty("kind")}:{e.GetProperty("subject").GetProperty("id")} "
                            + (e.GetProperty("detail").TryGetProperty("what", out var what) ? what.GetString() : "")
                        )
                        .ToList();
                    return expected.All(rows.Contains)
                        && answer["items"].EnumerateArray().All(e => e.GetProperty("address").GetString() == "127.0.0.1");
                },
                $"{action}: {string.Join(", ", expected)}, where there is {body}"
            );
            return body;
        }
    }

    [Fact]
    public void The_first_of_a_kind_is_told_at_once_and_its_repeats_as_a_number_when_a_minute_is_over()
    {
        var tally = new RefusalTally();
        tally.Count(Try("a"), Now);
        tally.Count(Try("a"), Now);
        tally.Count(Try("b"), Now);
        Assert.Equal([("a", 2L), ("b", 1L)], Told(tally, Now));
        tally.Count(Try("a"), Now.AddSeconds(1));
        tally.Count(Try("a"), Now.AddSeconds(2));
        Assert.Empty(Told(tally, Now.AddSeconds(59)));
        Assert.Equal([("a", 2L)], Told(tally, Now.AddSeconds(60)));
        Assert.Empty(Told(tally, Now.AddSeconds(200)));
        tally.Count(Try("a"), Now.AddSeconds(201));
        Assert.Equal([("a", 1L)], Told(tally, Now.AddSeconds(201)));
    }

    [Fact]
    public void However_many_are_refused_an_hour_has_a_thousand_rows_and_one_for_the_rest()
    {
        var tally = new RefusalTally();
        var rows = new List<(string What, long Times)>();
        for (var second = 0; second < 3600; second++)
        {
            for (var i = 0; i < 5; i++)
            {
                tally.Count(Try($"{second} {i % 4}"), Now.AddSeconds(second));
            }

            rows.AddRange(Told(tally, Now.AddSeconds(second)));
        }

        Assert.InRange(rows.Count, 1000, 1001);
        rows.AddRange(Told(tally, Now.AddHours(2)));
        Assert.InRange(rows.Count, 1001, 1003);
        Assert.Equal(5L * 3600, rows.Sum(r => r.Times));
        Assert.Contains(rows, r => r.What == "several" && r.Times > 15_000);
    }

    private static Refused Try(string what) =>
        new(
            AuditActions.Denied,
            AuditSubjects.Permission,
            "manage-keys",
            new Scheduler.Api.Access.Actor(Scheduler.Api.Access.ActorKind.Key, "k"),
            what
        );

    private static List<(string What, long Times)> Told(RefusalTally tally, DateTime nowUtc) =>
        tally.Take(nowUtc).ConvertAll(row => (row.Refused.What, row.Times));
}
