using System.Text.Json;
using Scheduler.Tests.Public;
using static Scheduler.Tests.Public.Stranger;

namespace Scheduler.Tests.Practice;

/// <summary>What is asked when somebody books, and what is done with the answers.</summary>
public sealed class QuestionTests
{
    [Theory, OnEachDatabase]
    public async Task Questions_are_checked_when_it_is_booked_and_told_to_nobody_else(DatabaseProvider database)
    {
        await using var app = await TestApp.StartAsync(database);
        var type = await app.CreateTypeAsync(
            new
            {
                id = "intake",
                name = "Intake",
                minMinutes = 30,
                maxMinutes = 30,
                provider = "none",
                questions = new object[]
                {
                    new
                    {
                        id = "reason",
                        label = "Why do you come?",
                        kind = "text",
                        required = true,
                    },
                    new
                    {
                        id = "side",
                        label = "Which side?",
                        kind = "choice",
                        options = new[] { "left", "right" },
                    },
                    new
                    {
                        id = "first",
                        label = "Were you here before?",
                        kind = "yes-no",
                    },
                    new
                    {
                        id = "since",
                        label = "Since when?",
                        kind = "date",
                    },
                },
            }
        );
        Assert.Equal(4, (await app.GetAsync($"/api/appointment-types/{type}")).Expect(200)["questions"].GetArrayLength());
        foreach (
            var (field, answers) in new (string, object?)[]
            {
                ("answers.reason", null),
                ("answers.reason", new { reason = " " }),
                ("answers.side", new { reason = "x", side = "up" }),
                ("answers.first", new { reason = "x", first = "perhaps" }),
                ("answers.since", new { reason = "x", since = "yesterday" }),
                ("answers.other", new { reason = "x", other = "x" }),
            }
        )
        {
            var refused = (await BookAsync(answers)).Expect(400, "invalid-request");
            Assert.True(refused["errors"].TryGetProperty(field, out _), refused.Body);
        }

        var booked = (
            await BookAsync(
                new
                {
                    reason = "SECRET knee",
                    side = "left",
                    first = true,
                    since = "2026-11-01",
                }
            )
        ).Expect(201);
        Assert.Equal(("SECRET knee", "yes"), (booked.Text("answers.reason"), booked.Text("answers.first")));
        Assert.Equal(booked.Text("answers"), (await app.FindAsync(booked.Text("id"))).Text("answers"));
        Assert.DoesNotContain("SECRET", (await app.GetAsync("/api/events?limit=200")).Expect(200).Body, StringComparison.Ordinal);
        (await app.PostAsync("/api/clients/alice/erase")).Expect(200);
        Assert.Equal(JsonValueKind.Null, (await app.FindAsync(booked.Text("id")))["answers"].ValueKind);
        (await app.PatchAsync($"/api/appointment-types/{type}", new { questions = Array.Empty<object>() })).Expect(200);
        (await BookAsync(null, "bob")).Expect(201);

        Task<Answer> BookAsync(object? answers, string userId = "alice") =>
            app.PostAsync(
                "/api/appointments",
                new
                {
                    userId,
                    appointmentType = type,
                    start = "2026-11-24T09:00:00Z",
                    answers,
                }
            );
    }

    /// <summary>A time is held first, and what is asked comes with the name.</summary>
    [Theory, OnEachDatabase]
    public async Task Whoever_books_on_the_pages_is_asked_with_the_name(DatabaseProvider database)
    {
        await using var app = await TestApp.StartAsync(database, TestApp.Now, BehindProxy);
        await app.OpenProviderAsync("anna", days: TestApp.AllDays);
        (
            await app.PatchAsync(
                "/api/appointment-types/meeting",
                """
                {"description":"A talk.","preparation":"Bring papers.","price":"40 €","holdSeconds":600,
                "questions":[{"id":"topic","label":"What about?","kind":"choice","options":["Work","Home"],"required":true}]}
                """
            )
        ).Expect(200);
        using var stranger = new Stranger(app);
        var choice = (await stranger.GetAsync("/book")).Expect(200).Page;
        Assert.Contains("A talk.", choice, StringComparison.Ordinal);
        Assert.Contains("40 €", choice, StringComparison.Ordinal);
        var held = (await stranger.HoldAsync("anna", "meeting", "2026-11-24T10:00:00Z")).Expect(303);
        Assert.Contains(
            "What about?",
            (await stranger.GetAsync($"/book/held/{held.Id}?tz=UTC")).Expect(200).Page,
            StringComparison.Ordinal
        );
        (await stranger.PostAsync($"/book/held/{held.Id}?tz=UTC", Noor)).Expect(422);
        (await stranger.PostAsync($"/book/held/{held.Id}?tz=UTC", [.. Noor, ("answers.topic", "Work")])).Expect(303);
        var booked = (await app.FindAsync(held.Id)).Expect(200);
        Assert.Equal(("confirmed", "Work"), (booked.Text("status"), booked.Text("answers.topic")));
        var own = (await stranger.GetAsync($"/appointments/{held.Id}?tz=UTC")).Expect(200).Page;
        Assert.Contains("Bring papers.", own, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Questions_and_hours_that_make_no_sense_are_named()
    {
        await using var app = await TestApp.StartAsync(DatabaseProvider.Sqlite);
        foreach (
            var (field, change) in new[]
            {
                ("questions[0].kind", """{"questions":[{"id":"a","label":"A","kind":"essay"}]}"""),
                ("questions[0].id", """{"questions":[{"id":"a b","label":"A","kind":"text"}]}"""),
                ("questions[1].id", """{"questions":[{"id":"a","label":"A","kind":"text"},{"id":"a","label":"B","kind":"text"}]}"""),
                ("questions[0].label", """{"questions":[{"id":"a","label":"","kind":"text"}]}"""),
                ("questions[0].options", """{"questions":[{"id":"a","label":"A","kind":"choice"}]}"""),
                ("questions[0].options", """{"questions":[{"id":"a","label":"A","kind":"text","options":["x"]}]}"""),
                ("hours[0]", """{"hours":[{"day":"someday","start":"09:00","end":"17:00"}]}"""),
                ("hours[0]", """{"hours":[{"day":"monday","start":"17:00","end":"09:00"}]}"""),
                ("hours", """{"hours":[{"day":"monday","start":"09:00","end":"12:00"},{"day":"monday","start":"11:00","end":"13:00"}]}"""),
                ("colour", """{"colour":"red"}"""),
                ("order", """{"order":-1}"""),
            }
        )
        {
            var refused = (await app.PatchAsync("/api/appointment-types/visit", change)).Expect(400, "invalid-request");
            Assert.True(refused["errors"].TryGetProperty(field, out _), $"{change}: {refused.Body}");
        }

        (await app.PatchAsync("/api/appointment-types/meeting", """{"hours":[{"day":"monday","start":"09:00","end":"17:00"}]}""")).Expect(
            400
        );
    }
}
