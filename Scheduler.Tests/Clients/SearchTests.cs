using System.Net;
using Microsoft.EntityFrameworkCore;
using Scheduler.Api.Clients;
using Scheduler.Tests.Web.Support;

namespace Scheduler.Tests.Clients;

/// <summary>A client is found by what somebody remembers of a name, an e-mail or a phone, as well as it was typed.</summary>
public sealed class SearchTests
{
    private static readonly (string Id, string First, string Last, string? Email, string? Phone)[] People =
    [
        ("ozil", "Mesut", "Özil", "m.oezil@example.org", "+49 (151) 777 56 780"),
        ("schmidt", "Anna-Marie", "Schmidtbauer", "anna85@example.org", "0201 555 0199"),
        ("oneil", "Siobhán", "O’Neil", null, null),
        ("ivanov", "Пётр", "Иванов", null, "+7 495 765-43-21"),
        ("papa", "Γιώργος", "Παπαδόπουλος", null, null),
        ("ahmad", "أَحْمَد", "الخطيب", null, "٠١٢٣٤٥٦٧٨٩"),
        ("wang", "小明", "王", null, null),
        ("li", "Bo", "Li", null, null),
    ];

    /// <summary>Written by whoever knows the people above, and the id of each who is meant.</summary>
    private const string Queries = """
        ozil:ozil; OZIL:ozil; özil:ozil; zil:ozil; mesut ozil:ozil; ÖZIL mes:ozil; oizl:ozil; oezil@example.org:ozil; 0151 77756780:ozil; 0151777:ozil; 75678:ozil; +49 151 777:ozil
        schmidtb:schmidt; bauer:schmidt; schmitdbaure:schmidt; chmidtbuaer:schmidt; anna marie:schmidt; Marie Shcmidtbauer:schmidt; anna85:schmidt; a85:schmidt; 0201 5550199:schmidt; 555-0199:schmidt
        siobhan:oneil; sioban:oneil; oneil:oneil; o'neil:oneil; neil:oneil; o neil:oneil
        иванов:ivanov; ИВАНОВ:ivanov; ваноф:; ивонов:ivanov; петр:ivanov; пётр иван:ivanov; 4957654321:ivanov
        ΠΑΠΑΔΟΠΟΥΛΟΣ:papa; παπαδοπουλος:papa; παπαδπουλσς:papa; γιωργος:papa; δόπουλ:papa
        احمد:ahmad; أحمد:ahmad; الخطيب:ahmad; خطيب:ahmad; الخطبي:ahmad; 0123456789:ahmad; ٠١٢٣٤٥:ahmad
        王:wang; 王小明:wang; 王小:wang; 小明:wang; 明:wang; 王 小明:wang; 明小:
        li:li; bo li:li; x:; zz:; %:; _:; " ':; nobody:; ozil schmidt:
        """;

    [Theory, OnEachDatabase]
    public async Task Somebody_is_found_by_parts_in_every_script_with_typing_errors(DatabaseProvider database)
    {
        await using var app = await TestApp.StartAsync(database);
        await AddAsync(app);
        foreach (var query in Queries.Split([';', '\n'], StringSplitOptions.TrimEntries))
        {
            var (text, id) = (query[..query.LastIndexOf(':')], query[(query.LastIndexOf(':') + 1)..]);
            var found = await FindAsync(app, text);
            Assert.True(found.SequenceEqual(id.Length == 0 ? [] : [id]), $"'{text}' found {string.Join(", ", found)}");
        }

        foreach (var text in new[] { "özil", "shcmidtbauer", "иваонв", "小明" })
        {
            var page = WebUtility.HtmlDecode((await app.GetAsync($"/clients?q={Uri.EscapeDataString(text)}")).Expect(200).Body);
            Assert.Equal(1, page.Split("<li><a href=\"/clients/").Length - 1);
        }
    }

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
            Assert.Equal(expected.Order(), (await FindAsync(app, text)).Order());
        }
    }

    [Theory, OnEachDatabase]
    public async Task Found_and_listed_are_in_the_order_of_names_and_those_without_come_last(DatabaseProvider database)
    {
        await using var app = await TestApp.StartAsync(database);
        await AddAsync(app);
        (await app.BookVisitAsync("zzz", "2026-11-23T09:00")).Expect(201);
        (await app.BookVisitAsync("aaa", "2026-11-24T09:00")).Expect(201);
        Assert.Equal(
            ["li", "oneil", "ozil", "schmidt", "papa", "ivanov", "ahmad", "wang", "aaa", "zzz"],
            (await app.AllAsync("/api/clients?limit=3")).Select(c => c.GetProperty("id").GetString())
        );
        Assert.Equal(
            ["ozil", "schmidt"],
            (await app.AllAsync("/api/clients?limit=1&q=example")).Select(c => c.GetProperty("id").GetString())
        );
        Assert.Equal(["aaa"], await FindAsync(app, "aa"));
        Assert.Equal(["zzz"], await FindAsync(app, "zzz"));
        Assert.Empty(await FindAsync(app, "zzzz"));
    }

    [Theory, OnEachDatabase]
    public async Task Pages_go_on_where_the_one_before_ended_whoever_comes_between(DatabaseProvider database)
    {
        await using var app = await TestApp.StartAsync(database);
        await Task.WhenAll(
            Enumerable
                .Range(10, 30)
                .Select(i =>
                    app.PostAsync(
                        "/api/clients",
                        new
                        {
                            id = $"c{i}",
                            firstName = "Kim",
                            lastName = $"L{(char)('a' + (i % 7))}",
                        }
                    )
                )
        );
        foreach (var search in new[] { "", "&q=kim", "&q=ki" })
        {
            var first = (await app.GetAsync($"/api/clients?limit=12{search}")).Expect(200);
            (await app.PostAsync("/api/clients", new { firstName = "Kim", lastName = "Aa" })).Expect(201);
            var second = (await app.GetAsync($"/api/clients?limit=12{search}&cursor={first.Text("next")}")).Expect(200);
            var third = (await app.GetAsync($"/api/clients?limit=12{search}&cursor={second.Text("next")}")).Expect(200);
            var seen = new[] { first, second, third }
                .SelectMany(page => page["items"].EnumerateArray())
                .Select(c => c.GetProperty("id").GetString()!)
                .Where(id => id.Length == 3);
            Assert.Equal(Enumerable.Range(10, 30).OrderBy(i => i % 7).ThenBy(i => i).Select(i => $"c{i}"), seen);
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
        Assert.Equal([], await FindAsync(app, "murray"));
        Assert.Equal(["one"], await FindAsync(app, "hoper amazing"));
        Assert.Equal(["one", "two"], await FindAsync(app, "grace"));
        Assert.Single(await FindAsync(app, "byron"));
        (await app.PatchAsync("/api/clients/one", new { email = (string?)null })).Expect(200);
        Assert.Equal([], await FindAsync(app, "amazing"));
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
        Assert.Equal(21, (await FindAsync(app, "hadadd")).Count);
    }

    [Theory, OnEachDatabase]
    public async Task No_search_of_any_text_fails_or_keeps_others_waiting(DatabaseProvider database)
    {
        await using var app = await TestApp.StartAsync(database);
        await AddAsync(app);
        (await app.GetAsync("/api/clients?q=a%00b")).Expect(400, "invalid-request");
        (await app.GetAsync("/clients?q=a%00b&after=%00")).Expect(200);
        (await app.GetAsync($"/api/clients?cursor={Scheduler.Api.Http.Paging.Encode("a\0b|c")}")).Expect(400, "invalid-request");
        string[] texts =
        [
            "@ e o . x m p zzzz",
            new('a', 200),
            string.Concat(Enumerable.Repeat("ab ", 66)),
            "\uFFFD",
            "'\"\\;--",
            "🎉",
            "ﷺ",
            "~",
            "^a",
            "~abc",
            "hold:",
        ];
        foreach (var text in texts)
        {
            (await app.GetAsync($"/api/clients?q={Uri.EscapeDataString(text)}")).Expect(200);
            (await app.GetAsync($"/clients?q={Uri.EscapeDataString(text)}")).Expect(200);
        }

        var searches = Enumerable.Range(0, 200).Select(_ => app.GetAsync("/api/clients?q=e%20o%20x%20m%20schmidtbauer")).ToList();
        (await app.BookVisitAsync("alice", "2026-11-23T09:00")).Expect(201);
        foreach (var answer in await Task.WhenAll(searches))
        {
            Assert.True(
                answer.Status == 200
                    || (answer.Status == 429 && answer.Problem == "too-many-requests" && answer.Headers.RetryAfter is not null),
                answer.Body
            );
        }
    }

    private static async Task AddAsync(TestApp app)
    {
        foreach (var (id, first, last, email, phone) in People)
        {
            (
                await app.PostAsync(
                    "/api/clients",
                    new
                    {
                        id,
                        firstName = first,
                        lastName = last,
                        email,
                        phone,
                    }
                )
            ).Expect(201);
        }
    }

    private static async Task<List<string>> FindAsync(TestApp app, string text) =>
        [.. (await app.AllAsync($"/api/clients?q={Uri.EscapeDataString(text)}")).Select(c => c.GetProperty("id").GetString()!)];
}
