using Scheduler.Tests.Web.Support;

namespace Scheduler.Tests.Web;

/// <summary>The pages of problems and the one where the office signs in speak the language of whoever reads them.</summary>
public sealed class ProblemLanguageTests
{
    [Fact]
    public async Task Problems_and_signing_in_are_in_the_readers_language()
    {
        await using var app = await TestApp.StartAsync(DatabaseProvider.Sqlite);
        using var german = new Visitor(app, "de-DE");
        var list = await german.OpenAsync("/problems");
        Assert.True(list.Says("Arten von Problemen") && list.Says("Die Zeit ist vergeben"), list.Words);
        Assert.Contains("<html lang=\"de\"", list.Html, StringComparison.Ordinal);
        var one = await german.OpenAsync("/problems/slot-taken");
        Assert.True(one.Says("Die Zeit ist vergeben") && one.Says("Was zu tun ist") && !one.Says("The time is taken"), one.Words);

        var form = await german.OpenAsync("/sign-in");
        Assert.True(form.Says("Anmelden") && form.Says("Passwort") && !form.Says("Sign in"), form.Words);
        // What stands for any other language stands for the one that the address names, and the answer keeps it.
        var spanish = await german.OpenAsync("/sign-in?lang=es");
        Assert.True(spanish.Says("Iniciar sesión"), spanish.Words);
        Assert.EndsWith("?lang=es", spanish.Forms[0].Action, StringComparison.Ordinal);
        var wrong = await german.SendAsync(spanish, "/sign-in", ("email", "x@example.org"), ("password", "y"));
        Assert.True(wrong.Status >= 400 && wrong.Says("Sesión no iniciada") && !wrong.Says("Not signed in"), wrong.Words);

        // Programs read English titles, whatever their language is.
        var refused = await app.GetAsync("/api/clients/nobody", ("Accept-Language", "de"));
        Assert.Equal("Not found", refused.Text("title"));
        // A language that the office does not offer is not spoken.
        (await app.PatchAsync("/api/settings", new { languages = new[] { "en", "fr" } })).Expect(200);
        Assert.True((await german.OpenAsync("/problems")).Says("Problem types"));
    }
}
