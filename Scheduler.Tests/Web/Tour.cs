using Microsoft.Playwright;
using Scheduler.Tests.Mail;
using Scheduler.Tests.Web.Support;

namespace Scheduler.Tests.Web;

/// <summary>Every page in every state: what the check for accessibility walks through, and what screenshots are taken of.</summary>
internal static class Tour
{
    /// <param name="mails">The folder into which the app writes its mails.</param>
    /// <param name="look">Called on each state with its name.</param>
    public static async Task WalkAsync(TestApp app, Office office, MailFolder mails, IPage page, Func<string, Task> look)
    {
        await ShowAsync("choose", "/book");
        await ShowAsync("choose-provider", "/book?type=consultation&tz=UTC");
        await ShowAsync("booking", "/book/anna?type=consultation&month=2026-11&day=2026-11-26&tz=Europe/Berlin");
        await ShowAsync("booking-empty-day", "/book/anna?type=consultation&month=2026-11&day=2026-11-28&tz=Europe/London");
        await ShowAsync("booking-empty-month", "/book/anna?type=consultation&month=2027-04&tz=UTC");
        await ShowAsync("booking-visit", "/book/any?type=visit&month=2026-11&day=2026-11-26&tz=UTC");
        await ShowAsync("meet-choose", "/meet");
        await ShowAsync("meet", "/meet?provider=anna&provider=ben&minutes=60&tz=Europe/Berlin");
        foreach (var language in new[] { "de", "fr", "es", "ar" })
        {
            await ShowAsync(
                $"booking-{language}",
                $"/book/anna?type=consultation&month=2026-11&day=2026-11-26&tz=Europe/Berlin&lang={language}"
            );
        }

        await MyAppointmentsAsync(mails, page, look);
        await ShowAsync("not-found", "/nothing/here");

        await page.GotoAsync("/book/anna?type=consultation&minutes=30&month=2026-12&day=2026-12-01&tz=Europe/Berlin");
        await page.Locator(".slots button").First.ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Confirm" }).WaitForAsync();
        await look("details");
        await page.GetByRole(AriaRole.Button, new() { Name = "Confirm" }).ClickAsync();
        await page.Locator(".alert").WaitForAsync();
        await look("details-errors");
        await Seeds.FillAsync(page, email: $"{Guid.CreateVersion7()}@example.org");
        await page.GetByRole(AriaRole.Button, new() { Name = "Confirm" }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Move" }).WaitForAsync();
        await look("confirmed");
        await page.GetByRole(AriaRole.Link, new() { Name = "Move" }).ClickAsync();
        await page.Locator(".slots").WaitForAsync();
        await look("move");
        await page.GoBackAsync();
        await page.GetByText("Cancel this appointment").ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Cancel the appointment" }).ClickAsync();
        await page.GetByText("This appointment is cancelled").WaitForAsync();
        await look("cancelled");
        await TakenAsync(app, page);
        await look("taken");

        await ShowAsync("today", "/");
        await ShowAsync("today-empty", "/?date=2026-12-25");
        await ShowAsync("day-print", "/day/print?date=2026-11-24");
        await ShowAsync("displaced-none", "/displaced");
        await ShowAsync("month", "/month?month=2026-11");
        await ShowAsync("card", $"/day/appointments/{office.Appointment}");
        await page.Locator("#time").FillAsync("20:07");
        await page.GetByRole(AriaRole.Button, new() { Name = "Move", Exact = true }).ClickAsync();
        await page.GetByText("Move it anyway").WaitForAsync();
        await look("card-anyway");
        await ShowAsync("day-book-anyway", "/day/book?date=2026-11-24&time=20:07&provider=anna&type=meeting");
        await ShowAsync("day-book", "/day/book?date=2026-11-24&time=12:00&provider=anna&type=meeting");
        await page.GetByLabel("Find a client").FillAsync("haddad");
        await page.GetByRole(AriaRole.Radio, new() { Name = "Noor Haddad" }).First.CheckAsync();
        await look("day-book-found");
        await page.GetByRole(AriaRole.Button, new() { Name = "Book" }).ClickAsync();
        await page.GetByText("The appointment is booked").WaitForAsync();
        await look("day-booked");
        await ShowAsync("problems", "/problems");
        await ShowAsync("problem", "/problems/slot-taken");
        await ShowAsync("week", "/providers/anna/week?from=2026-11-23");
        await ShowAsync("hours", "/providers/anna/hours");
        await ShowAsync("provider-appointment", $"/providers/anna/appointments/{office.Appointment}");
        await ShowAsync("clients", "/clients");
        await ShowAsync("clients-none", "/clients?q=nobody");
        await ShowAsync("client", "/clients/noor");
        await ShowAsync("client-edit", "/clients/noor/edit");
        await ShowAsync("client-new", "/clients/new");
        await ShowAsync("providers", "/providers");
        await ShowAsync("provider-edit", "/providers/anna");
        await ShowAsync("provider-new", "/providers/new");
        await ShowAsync("accounts", "/accounts");
        await ShowAsync("keys", "/keys");
        await ShowAsync("sign-in", "/sign-in");
        await ShowAsync("reset", "/sign-in/reset");
        await ShowAsync("reset-sent", "/sign-in/reset?done=sent");
        await ShowAsync("setup", "/setup");
        await ShowAsync("audit", "/audit");
        await ShowAsync("audit-wrong", "/audit?subject=noor");
        await ShowAsync("settings", "/office/settings");
        await ShowAsync("closures", "/office/closures");
        await ShowAsync("reports", "/reports");
        await ShowAsync("types", "/types");
        await ShowAsync("type-edit", "/types/consultation");
        await page.GetByLabel("Shortest").FillAsync("90");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await page.Locator(".alert").WaitForAsync();
        await look("type-errors");
        await WebhooksAsync(app, page, look);
        await page.GotoAsync("/providers/anna/hours");
        await page.GetByLabel("Wednesday").FillAsync("");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save the week" }).ClickAsync();
        await page.GetByText("Nothing is saved yet").WaitForAsync();
        await look("affected");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save, they stay" }).ClickAsync();
        await page.GetByText("The open hours are changed").WaitForAsync();
        await ShowAsync("displaced", "/displaced");

        async Task ShowAsync(string name, string path)
        {
            await page.GotoAsync(path);
            await look(name);
        }
    }

    private static async Task MyAppointmentsAsync(MailFolder mails, IPage page, Func<string, Task> look)
    {
        await page.GotoAsync("/my");
        await look("my");
        await page.GetByRole(AriaRole.Button, new() { Name = "Send me the link" }).ClickAsync();
        await page.GetByText("Write your e-mail address").First.WaitForAsync();
        await look("my-errors");
        await page.GetByLabel("E-mail").FillAsync("noor@example.org");
        await page.GetByRole(AriaRole.Button, new() { Name = "Send me the link" }).ClickAsync();
        await page.GetByText("on its way").WaitForAsync();
        await look("my-sent");
        await page.GotoAsync("/my?key=old");
        await look("my-old");
        await page.GotoAsync(new Uri(await mails.AwaitAsync("http[^ ]+/my[?]key=[A-Za-z0-9_-]+")).PathAndQuery);
        await look("my-appointments");
    }

    private static async Task WebhooksAsync(TestApp app, IPage page, Func<string, Task> look)
    {
        await page.GotoAsync("/webhooks/new");
        await look("webhook-new");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await page.Locator(".alert").WaitForAsync();
        await look("webhook-errors");
        await page.GetByLabel("Address").FillAsync("https://receiver.invalid/events");
        await page.GetByLabel("Name").First.FillAsync("Billing");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await page.GetByText("It is shown this once").WaitForAsync();
        await look("webhook-secret");
        await page.GetByRole(AriaRole.Link, new() { Name = "I have it" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Send a test" }).ClickAsync();
        await page.GetByText("A test is on its way").WaitForAsync();
        (await app.BookVisitAsync("jonas", "2026-12-01T09:00")).Expect(201);
        await Eventually.TrueAsync(
            async () =>
            {
                await page.GotoAsync(page.Url.Split('?')[0]);
                return await page.GetByText("1 try").CountAsync() == 2;
            },
            "both deliveries were tried"
        );
        await page.GetByText("1 try").First.ClickAsync();
        await look("webhook");
        await page.GotoAsync("/webhooks");
        await look("webhooks");
    }

    private static async Task TakenAsync(TestApp app, IPage page)
    {
        await page.RouteAsync("**/live/**", route => route.AbortAsync());
        await page.GotoAsync("/book/anna?type=meeting&month=2026-12&day=2026-12-02&tz=UTC");
        var time = page.Locator(".slots button").First;
        var booked = (await app.BookAsync("jonas", "meeting", "anna", (await time.GetAttributeAsync("value"))!, 15)).Expect(201).Text("id");
        await time.ClickAsync();
        await Seeds.FillAsync(page);
        await page.GetByRole(AriaRole.Button, new() { Name = "Book" }).ClickAsync();
        await page.Locator(".alert").WaitForAsync();
        await app.PostAsync($"/api/appointments/{booked}/cancel");
        await page.UnrouteAsync("**/live/**");
    }
}
