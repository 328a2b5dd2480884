using System.Text;

namespace Scheduler.Tests.Practice;

/// <summary>A picture is only a picture, and a small one.</summary>
public sealed class PictureTests
{
    [Theory]
    [InlineData("<path d='M0 0h9v9z'/>", true)]
    [InlineData("<style>.a{fill:url(#g)}</style><g class='a'><use href='#b'/></g>", true)]
    [InlineData("<script>alert(1)</script>", false)]
    [InlineData("<foreignObject><div xmlns='http://www.w3.org/1999/xhtml'/></foreignObject>", false)]
    [InlineData("<path onload='alert(1)' d=''/>", false)]
    [InlineData("<use href='https://example.org/x.svg#a'/>", false)]
    [InlineData("<a href='#x'><path d=''/></a>", false)]
    [InlineData("<image href='data:image/png;base64,AAAA'/>", false)]
    [InlineData("<path style='fill:url(https://example.org/x)' d=''/>", false)]
    [InlineData("<style>@import 'https://example.org/x.css';</style>", false)]
    [InlineData("<animate attributeName='href' to='javascript:alert(1)'/>", false)]
    public async Task A_drawing_is_taken_when_it_is_only_a_drawing(string inside, bool taken)
    {
        await using var app = await TestApp.StartAsync(DatabaseProvider.Sqlite);
        var answer = await app.PatchAsync("/api/settings", new { logo = Svg(inside) });
        answer.Expect(taken ? 200 : 400);
        Assert.Equal(taken, (await app.GetAsync("/api/settings")).Text("logo").EndsWith(".svg", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_picture_may_have_64_KiB_and_no_more()
    {
        await using var app = await TestApp.StartAsync(DatabaseProvider.Sqlite);
        var frame = Encoding.UTF8.GetByteCount("<svg xmlns='http://www.w3.org/2000/svg'></svg>");
        (await app.PatchAsync("/api/settings", new { logo = Svg(new string(' ', 65536 - frame)) })).Expect(200);
        (await app.PatchAsync("/api/settings", new { logo = Svg(new string(' ', 65537 - frame)) })).Expect(400);
        (await app.PatchAsync("/api/settings", new { logo = new string('x', 200_000) })).Expect(413);
        (await app.PatchAsync("/api/clients/alice", new { firstName = new string('x', 70_000) })).Expect(413);
        (await app.PatchAsync("/api/settings", new { logo = "data:image/svg+xml;base64,PCFET0NUWVBFIHN2Zz48c3ZnLz4=" })).Expect(400);
    }

    private static string Svg(string inside) =>
        "data:image/svg+xml;base64,"
        + Convert.ToBase64String(Encoding.UTF8.GetBytes($"<svg xmlns='http://www.w3.org/2000/svg'>{inside}</svg>"));
}
