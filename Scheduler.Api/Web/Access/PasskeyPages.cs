using System.Buffers.Text;
using System.Text.Json;
using Scheduler.Api.Access;
using Scheduler.Api.Http;

namespace Scheduler.Api.Web.Access;

/// <summary>What the forms of passkeys send: first the script's question, then the form with the browser's answer.</summary>
internal static class PasskeyPages
{
    public static void MapPasskeys(this IEndpointRouteBuilder pages)
    {
        var app = pages.MapGroup("/account/passkeys").Needs(Permission.KnowOneself);
        app.MapPost("/options", BeginAddingAsync);
        app.MapPost("", AddAsync);
        app.MapPost("/{id}/remove", RemoveAsync);
    }

    public static void MapPasskeySignIn(this IEndpointRouteBuilder app)
    {
        app.MapPost("/sign-in/passkey/options", BeginSignInAsync);
        app.MapPost("/sign-in/passkey", SignInAsync);
    }

    /// <summary>How a passkey is named in an address.</summary>
    public static string IdOf(byte[] credentialId) => Base64Url.EncodeToString(credentialId);

    private static async Task<IResult> BeginAddingAsync(HttpContext http, PresentPassword present, Passkeys passkeys)
    {
        var typed = (await http.Request.ReadFormAsync(http.RequestAborted))["passkeyPassword"].ToString();
        return (await present.CheckAsync("passkeyPassword", typed, http.RequestAborted)).Value is { } account
            ? Step(await passkeys.BeginAddingAsync(account, http))
            : Results.Json(new { detail = "This is not your password." }, statusCode: StatusCodes.Status422UnprocessableEntity);
    }

    private static async Task<IResult> AddAsync(HttpContext http, Passkeys passkeys)
    {
        var form = await Parts.FormState.ReadAsync(http);
        var outcome = await passkeys.AddAsync(form["passkeyName"], form["state"], form["credential"], http);
        if (outcome.Value is not { } account)
        {
            form.Add(outcome.Refusal!, "passkeyName");
            return await AccountPages.PageAsync(http, form, status: StatusCodes.Status422UnprocessableEntity);
        }

        await Sessions.BeginAsync(http, account);
        return Pages.SeeOther("/account?done=passkey");
    }

    private static async Task<IResult> RemoveAsync(string id, HttpContext http, Passkeys passkeys)
    {
        var credential = Base64Url.IsValid(id) ? Base64Url.DecodeFromChars(id) : [];
        var outcome = await passkeys.RemoveAsync(credential, http.RequestAborted);
        if (outcome.Value is not { } account)
        {
            return Pages.NotFound("There is no such passkey.");
        }

        await Sessions.BeginAsync(http, account);
        return Pages.SeeOther("/account?done=passkey-removed");
    }

    private static async Task<IResult> BeginSignInAsync(HttpContext http, Passkeys passkeys) => Step(await passkeys.BeginSignInAsync(http));

    private static async Task<IResult> SignInAsync(HttpContext http, Passkeys passkeys)
    {
        var form = await Parts.FormState.ReadAsync(http);
        var outcome = await passkeys.SignInAsync(form["state"], form["credential"], http);
        if (outcome.Value is not { } account)
        {
            return SignInPages.Refused(http, form, outcome.Refusal!, "SignIn.WrongPasskey");
        }

        await Sessions.BeginAsync(http, account, "passkey");
        return Pages.SeeOther(SignInPages.Local(form["return"]));
    }

    private static IResult Step(PasskeyStep step) => Results.Json(new { options = JsonElement.Parse(step.Options), state = step.State });
}
