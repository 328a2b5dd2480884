namespace Scheduler.Tests.Http;

/// <summary>Names, notes and e-mail addresses: any script, and nothing that would do something elsewhere.</summary>
public sealed class TextFieldTests
{
    [Fact]
    public async Task Names_in_any_script_and_notes_with_lines_stay_as_they_are()
    {
        await using var app = await TestApp.StartAsync(DatabaseProvider.Sqlite);
        foreach (var name in new[] { "O'Neil", "علی\u200Cرضا", "👩\u200D👩\u200D👧", "Jean-Luc d’Été", "李" })
        {
            Assert.Equal(
                name,
                (await app.PostAsync("/api/clients", new { firstName = name, lastName = "B" })).Expect(201).Text("firstName")
            );
        }

        var note = "One line,\r\nanother,\n\tand a third.";
        Assert.Equal(note, (
                await app.PostAsync(
                    "/api/appointments",
                    new
                    {
                        userId = "a",
                        start = "2026-11-23T09:00:00Z",
                        note,
                    }
                )
            ).Expect(201).Text("note"));
        (
            await app.PostAsync(
                "/api/appointments",
                new
                {
                    userId = "b",
                    start = "2026-11-23T09:00:00Z",
                    note = "a\u0007",
                }
            )
        ).Expect(400, "invalid-request");
    }

    [Theory]
    [InlineData("\"a b\"@example.org")]
    [InlineData("a@example.org>")]
    [InlineData("<a@example.org")]
    [InlineData("a@example.org,b")]
    [InlineData("a@example.org;x")]
    [InlineData("a(c)@example.org")]
    public async Task An_e_mail_address_has_nothing_that_would_end_it_in_a_mails_header(string email)
    {
        await using var app = await TestApp.StartAsync(DatabaseProvider.Sqlite);
        (
            await app.PostAsync(
                "/api/clients",
                new
                {
                    firstName = "A",
                    lastName = "B",
                    email,
                }
            )
        ).Expect(400, "invalid-request");
        (
            await app.PostAsync(
                "/api/clients",
                new
                {
                    firstName = "A",
                    lastName = "B",
                    email = "o+tag.x_y@sub.exämple.org",
                }
            )
        ).Expect(201);
    }
}
