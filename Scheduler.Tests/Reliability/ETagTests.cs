namespace Scheduler.Tests.Reliability;

/// <summary>No update is lost: a version read is the version changed, or the caller is told.</summary>
public sealed class ETagTests
{
    [Theory, OnEachDatabase]
    public async Task Every_single_resource_honours_preconditions(DatabaseProvider database)
    {
        await using var app = await TestApp.StartAsync(database);
        var first = await PrepareAsync(app);
        foreach (var (template, method, change, body) in VersionedResources.All)
        {
            var id = template.Contains("{id}", StringComparison.Ordinal) ? await HoldAsync(app) : first;
            var (path, changing) = (template.Replace("{id}", id), change.Replace("{id}", id));
            var etag = (await app.GetAsync(path)).Expect(200).Headers.ETag!.ToString();
            Assert.Matches("^\"[^\"]+\"$", etag);
            foreach (var same in new[] { etag, "*", $"\"x\", {etag}", "W/" + etag })
            {
                var unchanged = (await app.GetAsync(path, ("If-None-Match", same))).Expect(304);
                Assert.Equal((etag, ""), (unchanged.Headers.ETag!.ToString(), unchanged.Body));
            }

            (await app.GetAsync(path, ("If-None-Match", "\"x\""))).Expect(200);
            foreach (var other in new[] { "\"x\"", "W/" + etag, "nonsense", etag.Trim('"') })
            {
                (await app.SendAsync(method, changing, body, ("If-Match", other))).Expect(412, "precondition-failed");
            }

            Assert.Equal(etag, (await app.GetAsync(path)).Headers.ETag!.ToString());
            var changed = ExpectDone(await app.SendAsync(method, changing, body, ("If-Match", etag))).Headers.ETag!.ToString();
            Assert.NotEqual(etag, changed);
            Assert.Equal(changed, (await app.GetAsync(path, ("If-None-Match", etag))).Expect(200).Headers.ETag!.ToString());
            (await app.SendAsync(method, changing, body, ("If-Match", etag))).Expect(412, "precondition-failed");
            ExpectDone(await app.SendAsync(method, changing, body, ("If-Match", "*")));
        }
    }

    [Theory, OnEachDatabase]
    public async Task Of_a_hundred_changes_to_one_version_one_is_made(DatabaseProvider database)
    {
        await using var app = await TestApp.StartAsync(database);
        await using var other = app.StartAnother();
        await PrepareAsync(app);
        foreach (var path in new[] { "/api/clients/alice", "/api/providers/dr-who" })
        {
            var etag = (await app.GetAsync(path)).Expect(200).Headers.ETag!.ToString();
            var answers = await Task.WhenAll(
                Enumerable
                    .Range(0, 100)
                    .Select(i => (i % 2 == 0 ? app : other).PatchAsync(path, new { firstName = $"Name {i}" }, ("If-Match", etag)))
            );
            var won = Assert.Single(answers, a => a.Status == 200);
            Assert.All(answers.Where(a => a != won), a => a.Expect(412, "precondition-failed"));
            var now = (await app.GetAsync(path)).Expect(200);
            Assert.Equal((won.Text("firstName"), won.Headers.ETag), (now.Text("firstName"), now.Headers.ETag));
        }
    }

    /// <summary>Open hours are a provider's: whoever read either has the version of both.</summary>
    [Theory, OnEachDatabase]
    public async Task Of_a_hundred_changes_to_one_version_of_open_hours_one_is_made(DatabaseProvider database)
    {
        await using var app = await TestApp.StartAsync(database);
        await using var other = app.StartAnother();
        await PrepareAsync(app);
        for (var round = 0; round < 2; round++)
        {
            var etag = (await app.GetAsync("/api/providers/dr-who/hours")).Expect(200).Headers.ETag!.ToString();
            var answers = await Task.WhenAll(
                Enumerable.Range(0, 100).Select(i => ChangeAsync(i % 2 == 0 ? app : other, i, round, ("If-Match", etag)))
            );
            var won = Assert.Single(answers, a => a.Status == 200);
            Assert.All(answers.Where(a => a != won), a => a.Expect(412, "precondition-failed"));
            Assert.Equal(won.Headers.ETag, (await app.GetAsync("/api/providers/dr-who/hours")).Expect(200).Headers.ETag);
            Assert.Equal(won.Headers.ETag, (await app.GetAsync("/api/providers/dr-who")).Expect(200).Headers.ETag);
        }

        static Task<Answer> ChangeAsync(TestApp app, int i, int round, (string, string) ifMatch) =>
            ((i / 2) % 3) switch
            {
                0 => app.SendAsync(
                    HttpMethod.Put,
                    "/api/providers/dr-who/hours",
                    new
                    {
                        weekly = new[]
                        {
                            new
                            {
                                day = "monday",
                                start = "08:00",
                                end = $"09:{i / 2:00}",
                            },
                        },
                    },
                    ifMatch
                ),
                1 => app.SendAsync(
                    HttpMethod.Put,
                    "/api/providers/dr-who/hours/dates",
                    new { dates = new Dictionary<string, object[]> { [$"2026-12-{10 + (i / 6)}"] = [] } },
                    ifMatch
                ),
                _ => app.PatchAsync("/api/providers/dr-who", new { firstName = $"Name {round} {i}" }, ifMatch),
            };
    }

    [Theory, OnEachDatabase]
    public async Task Changes_of_hours_without_a_precondition_are_all_made(DatabaseProvider database)
    {
        await using var app = await TestApp.StartAsync(database);
        await using var other = app.StartAnother();
        await PrepareAsync(app);
        var answers = await Task.WhenAll(
            Enumerable
                .Range(0, 40)
                .Select(i =>
                    i % 2 == 0
                        ? app.SetDateAsync("dr-who", $"2027-01-{1 + (i / 2):00}", "09:00-10:00")
                        : other.PatchAsync("/api/providers/dr-who", new { firstName = $"Name {i}" })
                )
        );
        Assert.All(answers, a => a.Expect(200));
        Assert.Equal(40, answers.Select(a => a.Headers.ETag!.Tag).Distinct().Count());
        Assert.Equal(20, (await app.GetAsync("/api/providers/dr-who/hours")).Expect(200)["dates"].EnumerateObject().Count());
    }

    [Theory, OnEachDatabase]
    public async Task A_hundred_changes_without_a_precondition_are_all_made(DatabaseProvider database)
    {
        await using var app = await TestApp.StartAsync(database);
        await PrepareAsync(app);
        var first = int.Parse((await app.GetAsync("/api/clients/alice")).Headers.ETag!.Tag.Trim('"'));
        var answers = await Task.WhenAll(
            Enumerable.Range(0, 100).Select(i => app.PatchAsync("/api/clients/alice", new { phone = $"{i}" }))
        );
        Assert.All(answers, a => a.Expect(200));
        Assert.Equal(Enumerable.Range(first + 1, 100), answers.Select(a => int.Parse(a.Headers.ETag!.Tag.Trim('"'))).Order());
    }

    [Theory, OnEachDatabase]
    public async Task The_end_of_a_hold_changes_its_tag(DatabaseProvider database)
    {
        await using var app = await TestApp.StartAsync(database);
        var id = await PrepareAsync(app);
        var held = (await app.GetAsync($"/api/appointments/{id}")).Expect(200).Headers.ETag!.ToString();
        app.Clock.Advance(TimeSpan.FromSeconds(1800));
        Assert.Equal("expired", (await app.GetAsync($"/api/appointments/{id}", ("If-None-Match", held))).Expect(200).Text("status"));
    }

    private static Answer ExpectDone(Answer answer) => answer.Expect(answer.Status == 201 ? 201 : 200);

    private static async Task<string> PrepareAsync(TestApp app)
    {
        (
            await app.PostAsync(
                "/api/clients",
                new
                {
                    id = "alice",
                    firstName = "Alice",
                    lastName = "A",
                }
            )
        ).Expect(201);
        await app.OpenProviderAsync("dr-who");
        return await HoldAsync(app);
    }

    /// <summary>One more hold, of a user and at a time of its own.</summary>
    private static async Task<string> HoldAsync(TestApp app)
    {
        var number = (await app.AllAsync("/api/appointments?providerId=dr-who")).Count;
        return (await app.BookAsync($"user-{number}", "consultation", "dr-who", $"2026-11-26T{10 + number}:00:00Z")).Expect(201).Text("id");
    }
}
