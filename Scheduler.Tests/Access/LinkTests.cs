using System.Net;
using System.Text.RegularExpressions;

namespace Scheduler.Tests.Access;

/// <summary>No page shows a link that its reader may not follow.</summary>
public sealed partial class LinkTests
{
    private const int MostPages = 60;

    [Theory, OnEachDatabase]
    public async Task Every_link_leads_somewhere(DatabaseProvider database)
    {
        await using var app = await TestApp.StartAsync(database);
        foreach (var provider in new[] { "anna", "ben" })
        {
            await app.OpenProviderAsync(provider);
            (await app.BookAsync($"{provider}-client", "consultation", provider, "2026-11-24T10:00:00Z")).Expect(201);
        }

        (await app.PatchAsync("/api/providers/ben", new { online = false })).Expect(200);
        using var owner = await Visitor.SetUpAsync(app);
        using var manager = await owner.InviteAsync(app, "manager@example.org", "manager");
        using var desk = await owner.InviteAsync(app, "desk@example.org", "reception");
        using var anna = await owner.InviteAsync(app, "anna@example.org", "provider", "anna");
        var wrong = new List<string>();
        foreach (var (role, visitor) in new[] { ("owner", owner), ("manager", manager), ("reception", desk), ("provider", anna) })
        {
            var (open, seen) = (new Queue<string>(["/?date=2026-11-24"]), new HashSet<string>(StringComparer.Ordinal));
            while (open.TryDequeue(out var path) && seen.Count < MostPages)
            {
                // The booking pages are everybody's, and have tests of their own.
                var answer = await visitor.GetAsync(path);
                if (answer.Status is not (200 or 303))
                {
                    wrong.Add($"{role}: {path} is {answer.Status}");
                }

                foreach (var next in path.StartsWith("/book", StringComparison.Ordinal) ? [] : LinksOf(answer.Body).Where(seen.Add))
                {
                    open.Enqueue(next);
                }
            }

            Assert.True(seen.Count > 8, $"{role} sees {seen.Count} links alone.");
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    private static IEnumerable<string> LinksOf(string page) =>
        Href().Matches(page).Select(m => WebUtility.HtmlDecode(m.Groups["path"].Value)).Where(path => !path.StartsWith("/swagger"));

    [GeneratedRegex("<a [^>]*href=\"(?<path>/[^\"#]*)\"", RegexOptions.ExplicitCapture)]
    private static partial Regex Href();
}
