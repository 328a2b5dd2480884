using Scheduler.Tests.Web.Support;

namespace Scheduler.Tests.Practice;

/// <summary>What the practice says of itself: kept, checked, shown to the public, and told of without its texts.</summary>
public sealed class SettingsTests
{
    /// <summary>One pixel.</summary>
    private const string Png =
        "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

    [Theory, OnEachDatabase]
    public async Task Settings_are_kept_and_shown_on_public_pages(DatabaseProvider database)
    {
        await using var app = await TestApp.StartAsync(database);
        var first = (await app.GetAsync("/api/settings")).Expect(200);
        Assert.Equal(("UTC", "settings", "monday", "en"), Place(first));
        var changes = app.Follow("types=settings.changed");
        var changed = (
            await app.PatchAsync(
                "/api/settings",
                new
                {
                    practiceName = "Praxis Söhne & Töchter",
                    address = "Hauptstr. 1\r\n10115 Berlin",
                    phone = "+49 30 1234567",
                    email = "office@example.org",
                    website = "https://example.org",
                    logo = Png,
                    accentColour = "#FFCC00",
                    imprintUrl = "https://example.org/imprint",
                    privacyText = "We keep little.",
                    languages = new[] { "de", "en" },
                    defaultLanguage = "de",
                    weekStart = "sunday",
                },
                ("If-Match", first.Headers.ETag!.Tag)
            )
        ).Expect(200);
        Assert.Equal(
            ("Hauptstr. 1\n10115 Berlin", "#ffcc00", "sunday"),
            (changed.Text("address"), changed.Text("accentColour"), changed.Text("weekStart"))
        );
        (await app.PatchAsync("/api/settings", new { phone = "1" }, ("If-Match", first.Headers.ETag!.Tag))).Expect(412);
        var again = (await app.GetAsync("/api/settings")).Expect(200);
        Assert.Equal(changed.Headers.ETag, again.Headers.ETag);
        (await app.GetAsync("/api/settings", ("If-None-Match", again.Headers.ETag!.Tag))).Expect(304);

        var picture = (await app.GetAsync(again.Text("logo"))).Expect(200);
        Assert.Equal("image/png", picture.ContentHeaders.ContentType!.MediaType);
        Assert.Contains("sandbox", picture.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        var page = System.Net.WebUtility.HtmlDecode((await app.GetAsync("/book")).Expect(200).Body);
        foreach (var shown in new[] { "Praxis Söhne & Töchter", "10115 Berlin", "tel:+49301234567", again.Text("logo"), "/privacy" })
        {
            Assert.Contains(shown, page, StringComparison.Ordinal);
        }

        Assert.Contains("We keep little.", (await app.GetAsync("/privacy")).Expect(200).Body, StringComparison.Ordinal);
        Assert.Contains("--accent:", (await app.GetAsync("/accent/ffcc00.css")).Expect(200).Body, StringComparison.Ordinal);
        var told = await changes.TakeAsync();
        Assert.DoesNotContain("Söhne", Assert.Single(told).GetRawText(), StringComparison.Ordinal);

        // The same again changes nothing; null takes away.
        (await app.PatchAsync("/api/settings", new { logo = again.Text("logo"), weekStart = "sunday" })).Expect(200);
        var cleared = (await app.PatchAsync("/api/settings", new { logo = (string?)null, practiceName = (string?)null })).Expect(200);
        Assert.Equal("", cleared.Text("practiceName"));
        (await app.GetAsync(again.Text("logo"))).Expect(404);
        Assert.Single(await changes.TakeAsync());
    }

    [Fact]
    public async Task What_makes_no_sense_is_named_and_nothing_is_changed()
    {
        await using var app = await TestApp.StartAsync(DatabaseProvider.Sqlite);
        foreach (
            var (field, value) in new (string, object)[]
            {
                ("accentColour", "blue"),
                ("website", "javascript:alert(1)"),
                ("imprintUrl", "example.org"),
                ("email", "nobody"),
                ("languages", new[] { "tlh" }),
                ("defaultLanguage", "nl"),
                ("weekStart", "someday"),
                ("timeZone", "Mars/Olympus"),
                ("logo", "https://example.org/logo.png"),
                ("logo", "data:image/gif;base64,R0lGODlhAQABAAAAACw="),
                ("logo", "data:image/png;base64,AAAA"),
                ("practiceName", new string('x', 201)),
            }
        )
        {
            var refused = await app.PatchAsync("/api/settings", new Dictionary<string, object> { [field] = value, ["phone"] = "1" });
            Assert.True(refused.Expect(400, "invalid-request")["errors"].TryGetProperty(field, out _), refused.Body);
        }

        Assert.Equal("", (await app.GetAsync("/api/settings")).Expect(200).Text("phone"));
    }

    [Theory, OnEachDatabase]
    public async Task Another_zone_is_shown_first_then_saved_and_known_to_every_instance(DatabaseProvider database)
    {
        await using var app = await TestApp.StartAsync(database);
        await using var other = app.StartAnother();
        var id = (await app.BookVisitAsync("alice", "2026-12-01T23:30:00Z")).Expect(201).Text("id");
        (await other.BookVisitAsync("bob", "2026-12-01T12:00:00Z")).Expect(201);
        var preview = (await app.PatchAsync("/api/settings?preview=true", new { timeZone = "Europe/Berlin" })).Expect(200);
        Assert.Equal(id, Assert.Single(preview["affected"].EnumerateArray()).GetProperty("id").GetString());
        Assert.Equal("2026-12-01", (await app.FindAsync(id)).Text("date"));
        Assert.Equal("UTC", (await app.GetAsync("/api/settings")).Text("timeZone"));

        var saved = (await app.PatchAsync("/api/settings", new { timeZone = "Europe/Berlin" })).Expect(200);
        Assert.Equal(("Europe/Berlin", 1), (saved.Text("timeZone"), saved["affected"].GetArrayLength()));
        Assert.Equal("2026-12-02", (await app.FindAsync(id)).Text("date"));
        // By the new calendar, in an instance that was not told.
        (await other.BookVisitAsync("alice", "2026-12-02T09:00:00Z")).Expect(409, "daily-limit-reached");
        Assert.Equal("2026-12-03", (await other.BookVisitAsync("alice", "2026-12-02T23:30:00Z")).Expect(201).Text("date"));

        // Both of Carol's dates are one in Auckland: nothing is changed.
        (await app.BookVisitAsync("carol", "2026-12-04T12:00:00Z")).Expect(201);
        (await app.BookVisitAsync("carol", "2026-12-05T08:00:00Z")).Expect(201);
        var refused = (await app.PatchAsync("/api/settings", new { timeZone = "Pacific/Auckland", phone = "1" })).Expect(409);
        Assert.Contains("carol", refused.Text("detail"), StringComparison.Ordinal);
        Assert.Equal("", (await app.GetAsync("/api/settings")).Text("phone"));
        await Invariants.CheckAsync(app);
    }

    [Fact]
    public async Task A_zone_of_the_services_own_settings_wins_and_is_named()
    {
        await using var app = await TestApp.StartAsync(DatabaseProvider.Sqlite, TestApp.Now, "Scheduling:TimeZone", "Europe/Berlin");
        Assert.Equal("environment", (await app.GetAsync("/api/settings")).Text("timeZoneFrom"));
        var refused = (await app.PatchAsync("/api/settings", new { timeZone = "UTC" })).Expect(400);
        Assert.Contains("Scheduling:TimeZone", refused.Body, StringComparison.Ordinal);
        (await app.PatchAsync("/api/settings", new { timeZone = "Europe/Berlin", phone = "1" })).Expect(200);
        Assert.Contains("cannot be changed here", (await app.GetAsync("/office/settings")).Expect(200).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_page_saves_what_the_API_does_and_asks_before_another_zone()
    {
        await using var app = await TestApp.StartAsync(DatabaseProvider.Sqlite);
        (await app.BookVisitAsync("alice", "2026-12-01T23:30:00Z")).Expect(201);
        using var form = new MultipartFormDataContent
        {
            { new StringContent("Praxis"), "practiceName" },
            { new StringContent("en"), "languages" },
            { new StringContent("de"), "languages" },
            { new StringContent("de"), "defaultLanguage" },
            { new StringContent("monday"), "weekStart" },
            { new StringContent("1"), "version" },
        };
        var file = new ByteArrayContent(Convert.FromBase64String(Png.Split(',')[1]));
        file.Headers.ContentType = new("image/png");
        form.Add(file, "logo", "logo.png");
        (await app.SendAsync(HttpMethod.Post, "/office/settings", form, ("Sec-Fetch-Site", "same-origin"))).Expect(200);
        var settings = (await app.GetAsync("/api/settings")).Expect(200);
        Assert.Equal(("Praxis", "de"), (settings.Text("practiceName"), settings.Text("defaultLanguage")));
        Assert.EndsWith(".png", settings.Text("logo"), StringComparison.Ordinal);
        // Filled from a version that is not the present one any more.
        (
            await app.SendFormAsync(
                "/office/settings",
                ("languages", "en"),
                ("defaultLanguage", "en"),
                ("weekStart", "monday"),
                ("version", "1")
            )
        ).Expect(422);

        var asked = (await app.SendFormAsync("/office/settings/zone", ("timeZone", "Europe/Berlin"))).Expect(200);
        Assert.Contains("Nothing is saved yet", asked.Body, StringComparison.Ordinal);
        Assert.Equal("UTC", (await app.GetAsync("/api/settings")).Text("timeZone"));
        (await app.SendFormAsync("/office/settings/zone", ("timeZone", "Europe/Berlin"), ("sure", "yes"))).Expect(200);
        Assert.Equal("Europe/Berlin", (await app.GetAsync("/api/settings")).Text("timeZone"));
    }

    private static (string, string, string, string) Place(Answer settings) =>
        (settings.Text("timeZone"), settings.Text("timeZoneFrom"), settings.Text("weekStart"), settings.Text("defaultLanguage"));
}
