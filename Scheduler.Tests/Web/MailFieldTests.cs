using Scheduler.Tests.Web.Support;

namespace Scheduler.Tests.Web;

/// <summary>What of mails the office sets on its pages: who is told, and when clients are reminded.</summary>
public sealed class MailFieldTests
{
    [Theory, OnEachDatabase]
    public async Task Reminders_and_whether_a_provider_is_told_are_fields_of_the_forms(DatabaseProvider database)
    {
        await using var app = await TestApp.StartAsync(database);
        await app.OpenProviderAsync("anna");
        (string, string)[] type =
        [
            ("name", "Check-up"),
            ("id", "check-up"),
            ("provider", "required"),
            ("minMinutes", "30"),
            ("maxMinutes", "30"),
            ("stepMinutes", "30"),
            ("gridMinutes", "30"),
            ("dailyLimit", "none"),
        ];
        foreach (var wrong in new[] { "a day", "1440, 1440", "0", "1,2,3,4,5,6,7,8,9,10,11,12,13" })
        {
            var again = (await app.SendFormAsync("/types/new", [.. type, ("reminderMinutes", wrong)])).Expect(422);
            Assert.Contains("reminderMinutes-error", again.Body, StringComparison.Ordinal);
        }

        (await app.SendFormAsync("/types/new", [.. type, ("reminderMinutes", "1440, 120")])).Expect(200);
        Assert.Equal("[1440,120]", (await app.GetAsync("/api/appointment-types/check-up")).Expect(200).Text("reminderMinutes"));
        var form = (await app.GetAsync("/types/check-up")).Expect(200);
        Assert.Equal("1440, 120", form.Field("reminderMinutes"));
        Assert.Contains("reminded 1 day and 2 hours before", form.Body, StringComparison.Ordinal);
        (await app.SendFormAsync("/types/check-up", [.. type, ("reminderMinutes", "")])).Expect(200);
        Assert.Equal("[]", (await app.GetAsync("/api/appointment-types/check-up")).Expect(200).Text("reminderMinutes"));

        (string, string)[] provider = [("firstName", "Anna"), ("lastName", "S"), ("timeZone", "UTC"), ("offers", "all")];
        (await app.SendFormAsync("/providers/anna", [.. provider, ("notify", "yes")])).Expect(200);
        Assert.True((await app.GetAsync("/api/providers/anna")).Expect(200)["notify"].GetBoolean());
        (await app.SendFormAsync("/providers/anna", [.. provider, ("notify", "no")])).Expect(200);
        Assert.False((await app.GetAsync("/api/providers/anna")).Expect(200)["notify"].GetBoolean());
    }
}
