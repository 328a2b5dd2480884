using Microsoft.AspNetCore.DataProtection;
using Scheduler.Api.Access;
using Scheduler.Api.Http;
using Scheduler.Api.Web.Parts;

namespace Scheduler.Api.Web.Access;

/// <summary>The form with which one signs in.</summary>
public sealed record SignInModel(FormState Form, string? Message);

/// <summary>The form that asks for a code of the second factor.</summary>
/// <param name="State">Who has said the right password, sealed and good for five minutes.</param>
public sealed record CodeModel(string State, string Return, string? Message);

/// <summary>Signing in and out.</summary>
internal static class SignInPages
{
    private const string Purpose = "second factor";
    private static readonly TimeSpan CodeLength = TimeSpan.FromMinutes(5);

    public static void MapSignIn(this IEndpointRouteBuilder app)
    {
        app.MapPage("/sign-in", (string? @return) => Form(new FormState(("return", Local(@return)))));
        app.MapPost("/sign-in", SignInAsync);
        app.MapPost("/sign-in/code", CodeAsync);
        app.MapPost("/sign-out", SignOutAsync);
        app.MapReset();
    }

    /// <summary>A path of this service; anything else would lead whoever signs in to a stranger.</summary>
    public static string Local(string? path) =>
        path is { Length: > 0 and < 2000 }
        && path[0] == '/'
        && !(path.Length > 1 && path[1] is '/' or '\\')
        && !path.Any(char.IsControl)
        && !path.Contains('\\')
            ? path
            : "/";

    private static async Task<IResult> SignInAsync(
        HttpContext http,
        SignIn signIn,
        PageLanguage language,
        IDataProtectionProvider protection
    )
    {
        var form = await FormState.ReadAsync(http);
        if (SessionCookies.NameFor(http.Request) is null)
        {
            return Form(form, language["SignIn.Clear"], StatusCodes.Status422UnprocessableEntity);
        }

        // As it was typed: blanks around a password are a part of it.
        var password = (await http.Request.ReadFormAsync(http.RequestAborted))["password"].ToString();
        var outcome = await signIn.CheckPasswordAsync(form["email"], password, CallerAddress.Of(http), http.RequestAborted);
        if (outcome.Value is not { } account)
        {
            return Refused(http, form, outcome.Refusal!, "SignIn.Wrong");
        }

        if (account.TwoFactorEnabled)
        {
            var state = Protector(protection).Protect($"{account.Id} {account.SecurityStamp}", CodeLength);
            return Pages.Show<CodePage>(new CodeModel(state, Local(form["return"]), null));
        }

        await Sessions.BeginAsync(http, account, "password");
        return Pages.SeeOther(Local(form["return"]));
    }

    private static async Task<IResult> CodeAsync(HttpContext http, SignIn signIn, PageLanguage language, IDataProtectionProvider protection)
    {
        var form = await FormState.ReadAsync(http);
        if (Read(form["state"], protection) is not var (id, stamp))
        {
            return Form(
                new FormState(("return", Local(form["return"]))),
                language["SignIn.Late"],
                StatusCodes.Status422UnprocessableEntity
            );
        }

        var outcome = await signIn.CheckCodeAsync(id, stamp, form["code"], CallerAddress.Of(http), http.RequestAborted);
        if (outcome.Value is not { } account)
        {
            return Refused(http, outcome.Refusal!, "SignIn.WrongCode", Again, Again);
        }

        await Sessions.BeginAsync(http, account, "password and code");
        return Pages.SeeOther(Local(form["return"]));

        IResult Again(string text) =>
            Pages.Show<CodePage>(new CodeModel(form["state"], Local(form["return"]), text), StatusCodes.Status422UnprocessableEntity);
    }

    private static async Task<IResult> SignOutAsync(HttpContext http, EndSession end, OperationContext context)
    {
        if (await Sessions.FindAsync(http) is { } account)
        {
            context.Actor = account;
            await end.RunAsync(Sessions.IdOf(http)!, http.RequestAborted);
        }

        await Sessions.EndAsync(http);
        return Pages.SeeOther("/sign-in");
    }

    /// <summary>The form again, with why nobody is signed in.</summary>
    /// <param name="wrong">The name of the text that says what was wrong.</param>
    public static IResult Refused(HttpContext http, FormState form, Refusal refusal, string wrong) =>
        Refused(
            http,
            refusal,
            wrong,
            text => Form(form, text, StatusCodes.Status422UnprocessableEntity),
            text => Form(form, text, StatusCodes.Status429TooManyRequests)
        );

    private static IResult Refused(
        HttpContext http,
        Refusal refusal,
        string wrong,
        Func<string, IResult> again,
        Func<string, IResult> tooMany
    )
    {
        var language = http.RequestServices.GetRequiredService<PageLanguage>();
        if (refusal.Type != RefusalType.TooManyRequests)
        {
            return again(language[wrong]);
        }

        Problem.SetRetryAfter(http.Response, refusal.RetryAfter!.Value);
        return tooMany(language["SignIn.Many", language.Count("Minutes", (int)Math.Ceiling(refusal.RetryAfter.Value.TotalMinutes))]);
    }

    private static (string Id, string Stamp)? Read(string state, IDataProtectionProvider protection)
    {
        try
        {
            return Protector(protection).Unprotect(state).Split(' ') is [var id, var stamp] ? (id, stamp) : null;
        }
        catch (System.Security.Cryptography.CryptographicException)
        {
            // Made up, or too old.
            return null;
        }
    }

    private static ITimeLimitedDataProtector Protector(IDataProtectionProvider protection) =>
        protection.CreateProtector(Purpose).ToTimeLimitedDataProtector();

    private static IResult Form(FormState form, string? message = null, int status = StatusCodes.Status200OK) =>
        Pages.Show<SignInPage>(new SignInModel(form, message), status);
}
