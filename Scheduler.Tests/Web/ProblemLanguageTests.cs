using System.Text.RegularExpressions;
using Scheduler.Api.Http;
using Scheduler.Tests.Web.Support;

namespace Scheduler.Tests.Web;

/// <summary>The pages of problems and the one where the office signs in speak the language of whoever reads them.</summary>
public sealed class ProblemLanguageTests
{
    [Fact]
    public async Task Setting_up_is_in_the_readers_language_with_what_is_wrong()
    {
        await using var app = await TestApp.StartAsync(DatabaseProvider.Sqlite);
        using var visitor = new Visitor(app, "fr-FR");
        var page = await visitor.OpenAsync("/setup");
        Assert.True(page.Says("Créer le premier compte") && page.Says("Au moins 12 caractères"), page.Words);
        foreach (
            var (password, sentence) in new[]
            {
                ("short", "de 12 à 200 caractères"),
                ("123456789012", "l’on essaie en premier"),
                ("kim@example.org", "fait de votre nom"),
            }
        )
        {
            var wrong = await visitor.SendAsync(page, "/setup", ("email", "kim@example.org"), ("password", password));
            Assert.Equal(422, wrong.Status);
            Assert.True(wrong.Says("Écrivez votre nom.") && wrong.Says(sentence), wrong.Words);
        }

        var nobody = await visitor.SendAsync(page, "/setup", ("name", "Kim"), ("email", "kim"), ("password", "a long walk by the sea"));
        Assert.True(nobody.Status == 422 && nobody.Says("une adresse e-mail comme"), nobody.Words);
        var spanish = await visitor.OpenAsync("/setup?invitation=0000&lang=es");
        Assert.True(spanish.Says("Elegir una contraseña") && spanish.Says("Guardar la contraseña"), spanish.Words);
        var late = await visitor.SendAsync(spanish, "/setup", ("password", "a long walk by the sea"));
        Assert.True(late.Status == 404 && late.Says("Este enlace ya no es válido"), late.Words);
        var done = await visitor.SendAsync(
            page,
            "/setup",
            ("name", "Kim"),
            ("email", "kim@example.org"),
            ("password", "a long walk by the sea")
        );
        Assert.Equal(200, done.Status);
    }

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

        Assert.True(one.Says("Pufferzeiten eingerechnet") && one.Says("die bei dieser Antwort buchbar waren"), one.Words);
        Assert.Contains("<code dir=\"ltr\">/api/slots</code>", one.Html, StringComparison.Ordinal);
        foreach (var slug in ProblemCatalog.All.Select(problem => problem.Slug))
        {
            var arabic = await german.OpenAsync($"/problems/{slug}?lang=ar");
            var words = Regex.Replace(arabic.Html.Split("<h1>")[1].Split("</main>")[0], "<code.*?</code>|<[^>]*>", " ");
            Assert.True(Regex.Matches(words, "[A-Za-z]+").All(word => word.Value is "JSON" or "HTTP"), words);
        }

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
