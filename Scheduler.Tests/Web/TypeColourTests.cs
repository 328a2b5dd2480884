using Microsoft.Playwright;
using Scheduler.Tests.Web.Support;

namespace Scheduler.Tests.Web;

/// <summary>A type's own colour, from its form to the day.</summary>
public sealed class TypeColourTests
{
    [InBrowser]
    public async Task A_type_has_the_colour_of_its_form_and_letters_and_every_colour_can_be_read()
    {
        await using var app = await TestApp.StartAsync(DatabaseProvider.Sqlite);
        await Seeds.OfficeAsync(app);
        var page = await Browser.OpenAsync(app);
        await page.GotoAsync("/types/meeting");
        await page.GetByLabel("Use a colour of its own").CheckAsync();
        await page.GetByLabel("Colour on the day board").FillAsync("#ffff00");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await page.WaitForURLAsync("**/types");
        Assert.Equal("#ffff00", (await app.GetAsync("/api/appointment-types/meeting")).Expect(200).Text("colour"));

        var edges = new HashSet<string>(StringComparer.Ordinal);
        foreach (var colour in new[] { "#ffff00", "#ffffff", "#000000", "#808080", "#ff0000", "#0000ff" })
        {
            (await app.PatchAsync("/api/appointment-types/meeting", new { colour })).Expect(200);
            await page.GotoAsync("/");
            Assert.NotEmpty(await page.Locator(".entry.own i").AllInnerTextsAsync());
            Assert.Equal("Me", await page.Locator(".legend .own i").InnerTextAsync());
            edges.Add(await page.Locator(".entry.own a").First.EvaluateAsync<string>("a => getComputedStyle(a).borderLeftColor"));
            await Axe.CheckAsync(page, colour);
        }

        Assert.True(edges.Count >= 5, string.Join(", ", edges));

        await page.GotoAsync("/types/meeting");
        await page.GetByLabel("Use a colour of its own").UncheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await page.WaitForURLAsync("**/types");
        await page.GotoAsync("/");
        Assert.Equal(0, await page.Locator(".entry.own").CountAsync());
    }
}
