using Microsoft.EntityFrameworkCore;

namespace Scheduler.Tests.Reliability;

/// <summary>A POST that is repeated with its key has its effect once and the first answer again.</summary>
/// <remarks>Boundaries: keys of 0, 1, 255 and 256 characters; 24 hours and one second less.</remarks>
public sealed class IdempotencyTests
{
    private const string Replayed = "Idempotency-Replayed";

    [Theory, OnEachDatabase]
    public async Task Every_POST_answers_its_repetition_with_the_same_bytes(DatabaseProvider database)
    {
        await using var app = await TestApp.StartAsync(database);
        await app.OpenProviderAsync("dr-who");
        var minute = 0;
        foreach (var post in RepeatablePosts.All)
        {
            var held = (
                await app.BookAsync($"holder-{minute}", "consultation", "dr-who", $"2026-11-26T{11 + (minute / 60)}:{minute % 60:00}:00Z")
            )
                .Expect(201)
                .Text("id");
            minute += 15;
            var (path, body) = (post.Split(' ', 2)[0].Replace("{held}", held), post.Split(' ', 2)[1]);

            var first = await SendAsync(app, path, body, $"key {minute}");
            Assert.True(first.Status is 200 or 201, $"{path}: {first.Status} {first.Body}");
            Assert.False(first.Headers.Contains(Replayed));
            app.Clock.Advance(TimeSpan.FromMinutes(1));
            for (var i = 0; i < 3; i++)
            {
                AssertReplayOf(first, await SendAsync(app, path, body, $"key {minute}"));
            }

            (await SendAsync(app, path, body.Length == 0 ? "{}" : body + " ", $"key {minute}")).Expect(422, "idempotency-key-reused");
            // Another key is another request: it has an effect of its own, or is refused for what the first one did.
            Assert.False((await SendAsync(app, path, body, $"other {minute}")).Headers.Contains(Replayed));
        }
    }

    [Theory, OnEachDatabase]
    public async Task Without_a_key_the_answer_is_the_same_and_nothing_is_kept(DatabaseProvider database)
    {
        await using var app = await TestApp.StartAsync(database);
        var keyed = await SendAsync(app, "/api/users/alice/appointments", """{"date":"2026-12-01","time":"09:00"}""", "k");
        var bare = await app.PostAsync("/api/users/bob/appointments", """{"date":"2026-12-01","time":"09:00"}""");
        Assert.Equal(
            keyed
                .Expect(201)
                .Body.Replace(keyed.Text("id"), "ID", StringComparison.Ordinal)
                .Replace("alice", "U", StringComparison.Ordinal),
            bare.Expect(201).Body.Replace(bare.Text("id"), "ID", StringComparison.Ordinal).Replace("bob", "U", StringComparison.Ordinal)
        );
        Assert.Equal(bare.ContentHeaders.ContentType, keyed.ContentHeaders.ContentType);
        Assert.Equal(1, await KeptAsync(app));
    }

    [Theory, OnEachDatabase]
    public async Task A_hundred_at_once_with_one_key_book_once_and_all_hear_of_it(DatabaseProvider database)
    {
        await using var app = await TestApp.StartAsync(database);
        await using var other = app.StartAnother();
        await app.OpenProviderAsync("dr-who");
        foreach (
            var body in new[]
            {
                """{"userId":"alice","start":"2026-12-01T09:00:00Z"}""",
                """{"userId":"alice","appointmentType":"meeting","providerId":"dr-who","start":"2026-12-02T09:00:00Z"}""",
            }
        )
        {
            var answers = await Task.WhenAll(
                Enumerable
                    .Range(0, 100)
                    .Select(i =>
                        // SQLite has one process that writes; a file behind two instances is not how it is run.
                        SendAsync(
                            i % 2 == 0 || database == DatabaseProvider.Sqlite ? app : other,
                            "/api/appointments",
                            body,
                            $"once {body.Length}"
                        )
                    )
            );
            var first = Assert.Single(answers, a => !a.Headers.Contains(Replayed));
            first.Expect(201);
            Assert.All(answers.Where(a => a != first), a => AssertReplayOf(first, a));
        }
    }

    [Theory, OnEachDatabase]
    public async Task A_refusal_is_not_kept(DatabaseProvider database)
    {
        await using var app = await TestApp.StartAsync(database);
        var standing = (await app.BookVisitAsync("alice", "2026-12-01T09:00:00Z")).Expect(201).Text("id");
        const string Visit = """{"userId":"alice","start":"2026-12-01T10:00:00Z"}""";
        (await SendAsync(app, "/api/appointments", Visit, "k")).Expect(409, "daily-limit-reached");
        (await SendAsync(app, "/api/appointments", """{"userId":"alice"}""", "k")).Expect(400, "invalid-request");
        (await app.PostAsync($"/api/appointments/{standing}/cancel")).Expect(200);
        Assert.False((await SendAsync(app, "/api/appointments", Visit, "k")).Expect(201).Headers.Contains(Replayed));
        Assert.True((await SendAsync(app, "/api/appointments", Visit, "k")).Expect(201).Headers.Contains(Replayed));
    }

    [Theory, OnEachDatabase]
    public async Task A_step_that_finds_its_work_done_is_kept_too(DatabaseProvider database)
    {
        await using var app = await TestApp.StartAsync(database);
        var id = (await app.BookVisitAsync("alice", "2026-12-01T09:00:00Z")).Expect(201).Text("id");
        var first = (await SendAsync(app, $"/api/appointments/{id}/confirm", "", "k")).Expect(200);
        (await app.PostAsync($"/api/appointments/{id}/cancel")).Expect(200);
        AssertReplayOf(first, await SendAsync(app, $"/api/appointments/{id}/confirm", "", "k"));
        (await SendAsync(app, $"/api/appointments/{id}/confirm", "", "other")).Expect(409, "wrong-state");
    }

    [Theory, OnEachDatabase]
    public async Task One_key_on_two_paths_is_two_requests(DatabaseProvider database)
    {
        await using var app = await TestApp.StartAsync(database);
        const string Body = """{"date":"2026-12-01","time":"09:00"}""";
        (await SendAsync(app, "/api/users/alice/appointments", Body, "k")).Expect(201);
        Assert.False((await SendAsync(app, "/api/users/bob/appointments", Body, "k")).Expect(201).Headers.Contains(Replayed));
    }

    [Theory, OnEachDatabase(0, 1, 255, 256)]
    public async Task Keys_have_1_to_255_characters(DatabaseProvider database, int length)
    {
        await using var app = await TestApp.StartAsync(database);
        var answer = await SendAsync(app, "/api/clients", """{"firstName":"A","lastName":"B"}""", new string('k', length));
        if (length is 1 or 255)
        {
            answer.Expect(201);
        }
        else
        {
            answer.Expect(400, "invalid-request").Text("errors.Idempotency-Key.0");
            Assert.Equal(0, (await app.GetAsync("/api/clients")).Expect(200)["items"].GetArrayLength());
        }
    }

    [Theory, OnEachDatabase]
    public async Task An_answer_is_kept_for_24_hours_and_then_swept(DatabaseProvider database)
    {
        await using var app = await TestApp.StartAsync(database, TestApp.Now, "Scheduling:SweepSeconds", "1");
        var first = (await SendAsync(app, "/api/clients", """{"firstName":"A","lastName":"B"}""", "k")).Expect(201);
        app.Clock.Advance(TimeSpan.FromHours(24) - TimeSpan.FromSeconds(1));
        AssertReplayOf(first, await SendAsync(app, "/api/clients", """{"firstName":"A","lastName":"B"}""", "k"));
        app.Clock.Advance(TimeSpan.FromSeconds(1));
        var anew = (await SendAsync(app, "/api/clients", """{"firstName":"A","lastName":"B"}""", "k")).Expect(201);
        Assert.False(anew.Headers.Contains(Replayed));
        Assert.NotEqual(first.Text("id"), anew.Text("id"));
        app.Clock.Advance(TimeSpan.FromHours(24));
        await Eventually.TrueAsync(async () => await KeptAsync(app) == 0, "the key is removed");
    }

    [Theory, OnEachDatabase]
    public async Task A_key_outlives_the_instance_that_took_it(DatabaseProvider database)
    {
        await using var data = await TestDatabase.CreateAsync(database);
        var clock = new TestClock(TestApp.Now);
        Answer first;
        await using (var app = TestApp.StartOn(data, clock))
        {
            first = (await SendAsync(app, "/api/users/alice/appointments", """{"date":"2026-12-01","time":"09:00"}""", "k")).Expect(201);
        }

        await using var next = TestApp.StartOn(data, clock);
        AssertReplayOf(first, await SendAsync(next, "/api/users/alice/appointments", """{"date":"2026-12-01","time":"09:00"}""", "k"));
    }

    private static Task<Answer> SendAsync(TestApp app, string path, string body, string key) =>
        app.PostAsync(path, body.Trim().Length == 0 ? null : body, ("Idempotency-Key", key));

    private static void AssertReplayOf(Answer first, Answer again)
    {
        Assert.Equal((first.Status, first.Body), (again.Status, again.Body));
        Assert.Equal(
            (first.Headers.Location, first.Headers.ETag, first.ContentHeaders.ContentType),
            (again.Headers.Location, again.Headers.ETag, again.ContentHeaders.ContentType)
        );
        Assert.Equal("true", Assert.Single(again.Headers.GetValues(Replayed)));
    }

    private static async Task<int> KeptAsync(TestApp app)
    {
        await using var db = Contexts.Open(app.Database.Provider, app.Database.ConnectionString);
        return await db.IdempotencyKeys.CountAsync();
    }
}
