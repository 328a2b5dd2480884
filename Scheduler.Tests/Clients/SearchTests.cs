using System.Net;

namespace Scheduler.Tests.Clients;

/// <summary>A client is found by what somebody remembers of a name, an e-mail or a phone, as well as it was typed.</summary>
public sealed class SearchTests
{
    /// <summary>Written by whoever knows the people, and the id of each who is meant.</summary>
    private const string Queries = """
        ozil:ozil; OZIL:ozil; özil:ozil; zil:ozil; mesut ozil:ozil; ÖZIL mes:ozil; oizl:ozil
        oezil@example.org:ozil; 0151 77756780:ozil; 0151777:ozil; 75678:ozil; +49 151 777:ozil
        schmidtb:schmidt; bauer:schmidt; schmitdbaure:schmidt; chmidtbuaer:schmidt
        anna marie:schmidt; Marie Shcmidtbauer:schmidt; anna85:schmidt; a85:schmidt; 0201 5550199:schmidt; 555-0199:schmidt
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
        await People.AddAsync(app);
        foreach (var query in Queries.Split([';', '\n'], StringSplitOptions.TrimEntries))
        {
            var (text, id) = (query[..query.LastIndexOf(':')], query[(query.LastIndexOf(':') + 1)..]);
            var found = await People.FindAsync(app, text);
            Assert.True(found.SequenceEqual(id.Length == 0 ? [] : [id]), $"'{text}' found {string.Join(", ", found)}");
        }

        foreach (var text in new[] { "özil", "shcmidtbauer", "иваонв", "小明" })
        {
            var page = WebUtility.HtmlDecode((await app.GetAsync($"/clients?q={Uri.EscapeDataString(text)}")).Expect(200).Body);
            Assert.Equal(1, page.Split("<li class=\"hit\">").Length - 1);
        }
    }

    [Theory, OnEachDatabase]
    public async Task No_search_of_any_text_fails_or_keeps_others_waiting(DatabaseProvider database)
    {
        await using var app = await TestApp.StartAsync(database);
        await People.AddAsync(app);
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
}
