using Microsoft.EntityFrameworkCore;
using Scheduler.Api.Clients;
using Scheduler.Tests.Web.Support;

namespace Scheduler.Tests.Clients;

/// <summary>The index of words that searches go by says what the clients say, whatever is changed.</summary>
public sealed class SearchIndexTests
{
    /// <summary>The index must miss nobody whom a look at each client finds.</summary>
    [Theory, OnEachDatabase]
    public async Task The_index_finds_whom_a_look_at_everybody_finds(DatabaseProvider database)
    {
        await using var app = await TestApp.StartAsync(database);
        var random = new Random(11);
        const string Letters = "abdeиваα王";
        var names = Enumerable
            .Range(0, 60)
            .Select(_ => (First: Typist.Word(random, Letters, 1, 9), Last: Typist.Word(random, Letters, 2, 14)))
            .ToList();
        await Task.WhenAll(
            names.Select(
                (name, i) =>
                    app.PostAsync(
                        "/api/clients",
                        new
                        {
                            id = $"{i:00}",
                            firstName = name.First,
                            lastName = name.Last,
                        }
                    )
            )
        );
        for (var i = 0; i < 100; i++)
        {
            var (first, last) = names[random.Next(names.Count)];
            var text = random.Next(3) switch
            {
                0 => Typist.WithErrors(random, last, random.Next(3), Letters),
                1 => last[random.Next(last.Length / 2)..],
                _ => $"{Typist.WithErrors(random, first, random.Next(2), Letters)} {last[..(last.Length / 2)]}",
            };
            var terms = SearchTerm.Read(text);
            var expected = names
                .Select((name, n) => (Words: FoldedText.Words($"{name.First} {name.Last}").Append($"{n:00}"), Id: $"{n:00}"))
                .Where(p => terms.All(t => p.Words.Any(t.Matches)))
                .Select(p => p.Id);
            Assert.Equal(expected.Order(), (await People.FindAsync(app, text)).Order());
        }
    }

    [Theory, OnEachDatabase]
    public async Task A_changed_name_is_found_and_the_old_one_leaves_no_trace(DatabaseProvider database)
    {
        await using var app = await TestApp.StartAsync(database);
        (
            await app.PostAsync(
                "/api/clients",
                new
                {
                    id = "one",
                    firstName = "Grace",
                    lastName = "Murray",
                }
            )
        ).Expect(201);
        (
            await app.PostAsync(
                "/api/clients",
                new
                {
                    id = "two",
                    firstName = "Grace",
                    lastName = "Kelly",
                }
            )
        ).Expect(201);
        (await app.PatchAsync("/api/clients/one", new { lastName = "Hopper", email = "amazing@example.org" })).Expect(200);
        (await app.SendFormAsync("/clients/new", ("firstName", "Ada"), ("lastName", "Byron"))).Expect(200);
        Assert.Equal([], await People.FindAsync(app, "murray"));
        Assert.Equal(["one"], await People.FindAsync(app, "hoper amazing"));
        Assert.Equal(["one", "two"], await People.FindAsync(app, "grace"));
        Assert.Single(await People.FindAsync(app, "byron"));
        (await app.PatchAsync("/api/clients/one", new { email = (string?)null })).Expect(200);
        Assert.Equal([], await People.FindAsync(app, "amazing"));
        await using var db = Contexts.Open(database, app.Database.ConnectionString);
        Assert.Empty(
            await db.ClientWordParts.Select(p => p.Word).Where(w => w == "murray" || w == "amazing" || w == "example").ToListAsync()
        );
        Assert.NotEmpty(await db.ClientWordParts.Where(p => p.Word == "grace").ToListAsync());
    }

    [Theory, OnEachDatabase]
    public async Task Writers_of_the_same_words_at_once_leave_an_index_that_finds_all(DatabaseProvider database)
    {
        await using var app = await TestApp.StartAsync(database);
        (
            await app.PostAsync(
                "/api/clients",
                new
                {
                    id = "c0",
                    firstName = "Noor",
                    lastName = "Haddad",
                }
            )
        ).Expect(201);
        // Each change takes the word away from the last who has it, while others are given it.
        var answers = await Task.WhenAll(
            Enumerable
                .Range(1, 30)
                .Select(i =>
                    i % 3 == 0
                        ? app.PatchAsync("/api/clients/c0", new { lastName = i % 2 == 0 ? "Haddad" : "Else" })
                        : app.PostAsync(
                            "/api/clients",
                            new
                            {
                                id = $"c{i}",
                                firstName = "Noor",
                                lastName = "Haddad",
                            }
                        )
                )
        );
        Assert.All(answers, a => Assert.True(a.Status is 200 or 201, a.Body));
        (await app.PatchAsync("/api/clients/c0", new { lastName = "Haddad" })).Expect(200);
        Assert.Equal(21, (await People.FindAsync(app, "hadadd")).Count);
    }
}
