using System.Diagnostics;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Scheduler.Tests.Web.Support;

namespace Scheduler.Tests.Web;

/// <summary>The calendar file by RFC 5545, and as two programs that nobody here wrote read it.</summary>
public sealed partial class CalendarFileTests
{
    /// <summary>
    /// Everything that must be escaped, more than one line of it, and characters of two, three and four octets across the folds.
    /// </summary>
    private const string Note =
        "Knee; left, again\\twice\r\n\"Zoë\" – 🎉🎉🎉🎉🎉🎉🎉🎉🎉🎉🎉🎉🎉🎉🎉🎉🎉🎉🎉🎉 العربي العربي العربي العربي العربي END:VEVENT";

    private static string[] Lines(string file) => file.Split("\r\n");

    [Fact]
    public async Task Every_line_is_folded_within_75_octets_and_ends_as_the_standard_says()
    {
        await using var app = await TestApp.StartAsync(DatabaseProvider.Sqlite);
        var (file, _) = await BookedAsync(app);
        Assert.EndsWith("END:VCALENDAR\r\n", file, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', file.Replace("\r\n", "", StringComparison.Ordinal));
        Assert.All(Lines(file), line => Assert.True(Encoding.UTF8.GetByteCount(line) <= 75, line));
        Assert.Contains("DTSTART:20261124T100000Z", Lines(file));
        Assert.Contains("SEQUENCE:1", Lines(file));
    }

    [Fact]
    public async Task A_move_keeps_the_identity_and_counts_up()
    {
        await using var app = await TestApp.StartAsync(DatabaseProvider.Sqlite);
        var (before, url) = await BookedAsync(app);
        var id = AppointmentPattern().Match(url).Groups[1].Value;
        (await app.PostAsync($"/api/appointments/{id}/reschedule", new { start = "2026-11-25T10:00:00Z" })).Expect(200);
        var after = (await app.GetAsync(url)).Expect(200).Body;
        Assert.Equal(
            Lines(before).Single(l => l.StartsWith("UID:", StringComparison.Ordinal)),
            Lines(after).Single(l => l.StartsWith("UID:", StringComparison.Ordinal))
        );
        Assert.Contains("SEQUENCE:2", Lines(after));
        Assert.Contains("DTSTART:20261125T100000Z", Lines(after));
    }

    [Fact]
    public async Task The_python_library_icalendar_reads_it()
    {
        Skip.Missing(Readers.Python is null, "There is no python3-icalendar.");
        await using var app = await TestApp.StartAsync(DatabaseProvider.Sqlite);
        var (file, _) = await BookedAsync(app);
        const string Script =
            "import sys, icalendar; e = icalendar.Calendar.from_ical(sys.stdin.buffer.read()).walk('VEVENT')[0]; "
            + "sys.stdout.buffer.write((e['DTSTART'].dt.isoformat() + '|' + str(e['STATUS']) + '|' + str(e['DESCRIPTION'])).encode())";
        Assert.Equal(
            $"2026-11-24T10:00:00+00:00|CONFIRMED|{Note.ReplaceLineEndings("\n")}",
            await Readers.RunAsync(Readers.Python!, ["-c", Script], file)
        );
    }

    [Fact]
    public async Task The_npm_library_ical_js_reads_it()
    {
        Skip.Missing(Readers.IcalJs is null, "There is no ical.js: npm install in Scheduler.Tests.");
        await using var app = await TestApp.StartAsync(DatabaseProvider.Sqlite);
        var (file, _) = await BookedAsync(app);
        var script = $$"""
            import ICAL from '{{Readers.IcalJs}}'; import { readFileSync } from 'node:fs';
            const e = new ICAL.Event(new ICAL.Component(ICAL.parse(readFileSync(0, 'utf8'))).getFirstSubcomponent('vevent'));
            process.stdout.write([e.startDate.toJSDate().toISOString(), e.sequence, e.description].join('|'));
            """;
        Assert.Equal(
            $"2026-11-24T10:00:00.000Z|1|{Note.ReplaceLineEndings("\n")}",
            await Readers.RunAsync("node", ["--input-type=module", "-e", script], file)
        );
    }

    /// <summary>Books a visit through the form, as a browser without scripts does, and takes its file.</summary>
    private static async Task<(string File, string Url)> BookedAsync(TestApp app)
    {
        using var form = new FormUrlEncodedContent(
            new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["type"] = "visit",
                ["minutes"] = "30",
                ["start"] = "2026-11-24T10:00:00Z",
                ["tz"] = "",
                ["firstName"] = "Noor",
                ["lastName"] = "Haddad",
                ["email"] = "noor@example.org",
                ["note"] = Note,
            }
        );
        var page = (await app.SendAsync(HttpMethod.Post, "/book/any/details", form, ("Sec-Fetch-Site", "same-origin"))).Expect(200).Body;
        var url = WebUtility.HtmlDecode(FilePattern().Match(page).Groups[1].Value);
        return ((await app.GetAsync(url)).Expect(200).Body, url);
    }

    [GeneratedRegex("href=\"([^\"]*calendar\\.ics[^\"]*)\"")]
    private static partial Regex FilePattern();

    [GeneratedRegex("appointments/([0-9a-f-]{36})")]
    private static partial Regex AppointmentPattern();
}
