using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Scheduler.Api.Access;
using Scheduler.Api.Http;
using Scheduler.Api.Web.Parts;
using Scheduler.Data;
using Scheduler.Data.Model;

namespace Scheduler.Api.Web.Access;

/// <summary>One's own account.</summary>
/// <param name="Secret">Of a second factor that is being set up.</param>
/// <param name="RecoveryCodes">Of one that was just set up, shown once.</param>
/// <param name="Session">The one in which this is looked at.</param>
public sealed record AccountModel(
    Account Account,
    FormState Form,
    Notice? Notice,
    string? Secret,
    IReadOnlyList<string> RecoveryCodes,
    IReadOnlyList<AccountSession> Sessions,
    string? Session,
    IReadOnlyList<UserPasskeyInfo> Passkeys,
    Viewer Viewer
);

/// <summary>What one does with one's own account: password, second factor, sessions.</summary>
internal static class AccountPages
{
    public static void MapOwnAccount(this IEndpointRouteBuilder pages)
    {
        var app = pages.MapGroup("/account").Needs(Permission.KnowOneself);
        app.MapPage("", ShowAsync);
        app.MapPost("/password", PasswordAsync);
        app.MapPost("/second-factor", BeginAsync);
        app.MapPost("/second-factor/confirm", ConfirmAsync);
        app.MapPost("/second-factor/remove", RemoveAsync);
        app.MapPost("/sessions/{id}/end", EndSessionAsync);
        app.MapPost("/sign-out-everywhere", SignOutEverywhereAsync);
    }

    private static Task<IResult> ShowAsync(string? done, HttpContext http) =>
        PageAsync(
            http,
            notice: done switch
            {
                "password" => new("Saved", "You have a new password. Whoever was signed in with the old one no longer is.", "ok"),
                "removed" => new("Removed", "Your password alone signs you in now.", "ok"),
                "passkey" => new("Saved", "Your passkey signs you in from now on. You are signed out everywhere else.", "ok"),
                "passkey-removed" => new("Removed", "That passkey signs nobody in any longer. You are signed out everywhere else.", "ok"),
                "ended" => new("Signed out", "That browser is signed out.", "ok"),
                _ => null,
            }
        );

    private static async Task<IResult> PasswordAsync(HttpContext http, SetPassword set)
    {
        var sent = await http.Request.ReadFormAsync(http.RequestAborted);
        var outcome = await set.ChangeAsync(sent["present"].ToString(), sent["password"].ToString(), http.RequestAborted);
        if (outcome.Value is not { } account)
        {
            var form = new FormState(("present", ""), ("password", ""));
            form.Add(outcome.Refusal!, "present");
            return await PageAsync(http, form, status: StatusCodes.Status422UnprocessableEntity);
        }

        await Sessions.BeginAsync(http, account);
        return Pages.SeeOther("/account?done=password");
    }

    private static async Task<IResult> BeginAsync(HttpContext http, SecondFactor factor, OperationContext context)
    {
        var outcome = await factor.BeginAsync(context.Actor.Id ?? "", http.RequestAborted);
        if (outcome.Value is not { } begun)
        {
            return await RefusedAsync(http, outcome.Refusal!);
        }

        await Sessions.BeginAsync(http, begun.Account);
        return await PageAsync(http, secret: begun.Secret);
    }

    private static async Task<IResult> ConfirmAsync(HttpContext http, SecondFactor factor, SchedulerDbContext db, OperationContext context)
    {
        var form = await FormState.ReadAsync(http);
        var outcome = await factor.ConfirmAsync(context.Actor.Id ?? "", form["code"], http.RequestAborted);
        if (outcome.Value is not { } set)
        {
            form.Add(outcome.Refusal!, "code");
            var account = await db.Accounts.AsNoTracking().FirstOrDefaultAsync(a => a.Id == context.Actor.Id, http.RequestAborted);
            var secret = account is null ? null : await factor.PendingAsync(db, account);
            return await PageAsync(http, form, secret: secret, status: StatusCodes.Status422UnprocessableEntity);
        }

        await Sessions.BeginAsync(http, set.Account);
        return await PageAsync(http, codes: set.RecoveryCodes);
    }

    private static async Task<IResult> RemoveAsync(HttpContext http, SecondFactor factor, PresentPassword present)
    {
        var typed = (await http.Request.ReadFormAsync(http.RequestAborted))["presentToo"].ToString();
        var checkedOutcome = await present.CheckAsync("presentToo", typed, http.RequestAborted);
        if (checkedOutcome.Value is not { } account)
        {
            var form = new FormState();
            form.Add("presentToo", "This is not your password.");
            return await PageAsync(http, form, status: StatusCodes.Status422UnprocessableEntity);
        }

        var outcome = await factor.RemoveAsync(account.Id, http.RequestAborted);
        if (outcome.Value is not { } changed)
        {
            return await RefusedAsync(http, outcome.Refusal!);
        }

        await Sessions.BeginAsync(http, changed);
        return Pages.SeeOther("/account?done=removed");
    }

    /// <summary>One that has ended meanwhile is what was wanted.</summary>
    private static async Task<IResult> EndSessionAsync(string id, HttpContext http, EndSession end)
    {
        await end.RunAsync(id, http.RequestAborted);
        return Pages.SeeOther("/account?done=ended");
    }

    private static async Task<IResult> SignOutEverywhereAsync(HttpContext http, EndSessions end, OperationContext context)
    {
        await end.RunAsync(context.Actor.Id ?? "", http.RequestAborted);
        await Sessions.EndAsync(http);
        return Pages.SeeOther("/sign-in");
    }

    private static Task<IResult> RefusedAsync(HttpContext http, Refusal refusal) =>
        PageAsync(http, notice: new Notice("Not done", refusal.Detail), status: StatusCodes.Status422UnprocessableEntity);

    /// <summary>The page, with what came of a form.</summary>
    public static async Task<IResult> PageAsync(
        HttpContext http,
        FormState? form = null,
        Notice? notice = null,
        string? secret = null,
        IReadOnlyList<string>? codes = null,
        int status = StatusCodes.Status200OK
    )
    {
        var services = http.RequestServices;
        var (db, context) = (services.GetRequiredService<SchedulerDbContext>(), services.GetRequiredService<OperationContext>());
        if (await db.Accounts.AsNoTracking().FirstOrDefaultAsync(a => a.Id == context.Actor.Id, http.RequestAborted) is not { } account)
        {
            // The service is open, or a key asks: nobody has an account.
            return Pages.SeeOther("/setup");
        }

        var sessions = await services.GetRequiredService<FindSessions>().RunAsync(http.RequestAborted);
        return Pages.Show<AccountPage>(
            new AccountModel(
                account,
                form ?? new FormState(),
                notice,
                secret,
                codes ?? [],
                sessions,
                Sessions.IdOf(http),
                await services.GetRequiredService<Passkeys>().ListAsync(account),
                Viewer.Of(http, null, context.Office)
            ),
            status
        );
    }
}
