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
public sealed record AccountModel(Account Account, FormState Form, Notice? Notice, string? Secret, IReadOnlyList<string> RecoveryCodes);

/// <summary>What one does with one's own account: password, second factor, sessions.</summary>
internal static class AccountPages
{
    public static void MapOwnAccount(this IEndpointRouteBuilder app)
    {
        app.MapPage("/account", ShowAsync).Needs(Permission.KnowOneself);
        app.MapPost("/account/password", PasswordAsync).Needs(Permission.KnowOneself);
        app.MapPost("/account/second-factor", BeginAsync).Needs(Permission.KnowOneself);
        app.MapPost("/account/second-factor/confirm", ConfirmAsync).Needs(Permission.KnowOneself);
        app.MapPost("/account/second-factor/remove", RemoveAsync).Needs(Permission.KnowOneself);
        app.MapPost("/account/sign-out-everywhere", SignOutEverywhereAsync).Needs(Permission.KnowOneself);
    }

    private static Task<IResult> ShowAsync(string? done, HttpContext http, SchedulerDbContext db, OperationContext context) =>
        PageAsync(
            http,
            db,
            context,
            notice: done switch
            {
                "password" => new("Saved", "You have a new password. Whoever was signed in with the old one no longer is.", "ok"),
                "removed" => new("Removed", "Your password alone signs you in now.", "ok"),
                _ => null,
            }
        );

    private static async Task<IResult> PasswordAsync(
        HttpContext http,
        SetPassword set,
        Sessions sessions,
        SignInLimits limits,
        SchedulerDbContext db,
        OperationContext context
    )
    {
        var sent = await http.Request.ReadFormAsync(http.RequestAborted);
        var form = new FormState(("present", ""), ("password", ""));
        await Task.Delay(limits.Wait($"present {context.Actor.Id}"), http.RequestAborted);
        var outcome = await set.ChangeAsync(
            context.Actor.Id ?? "",
            sent["present"].ToString(),
            sent["password"].ToString(),
            http.RequestAborted
        );
        if (outcome.Value is not { } account)
        {
            limits.Failed(CallerAddress.Of(http), $"present {context.Actor.Id}");
            form.Add(outcome.Refusal!, "present");
            return await PageAsync(http, db, context, form, status: StatusCodes.Status422UnprocessableEntity);
        }

        await sessions.BeginAsync(http, account);
        return Pages.SeeOther("/account?done=password");
    }

    private static async Task<IResult> BeginAsync(
        HttpContext http,
        SecondFactor factor,
        Sessions sessions,
        SchedulerDbContext db,
        OperationContext context
    )
    {
        var outcome = await factor.BeginAsync(context.Actor.Id ?? "", http.RequestAborted);
        if (outcome.Value is not { } begun)
        {
            return await RefusedAsync(http, db, context, outcome.Refusal!);
        }

        await sessions.BeginAsync(http, begun.Account);
        return await PageAsync(http, db, context, secret: begun.Secret);
    }

    private static async Task<IResult> ConfirmAsync(
        HttpContext http,
        SecondFactor factor,
        Sessions sessions,
        SchedulerDbContext db,
        OperationContext context
    )
    {
        var form = await FormState.ReadAsync(http);
        var outcome = await factor.ConfirmAsync(context.Actor.Id ?? "", form["code"], http.RequestAborted);
        if (outcome.Value is not { } set)
        {
            form.Add(outcome.Refusal!, "code");
            var account = await db.Accounts.AsNoTracking().FirstOrDefaultAsync(a => a.Id == context.Actor.Id, http.RequestAborted);
            return await PageAsync(
                http,
                db,
                context,
                form,
                secret: account is null ? null : await factor.PendingAsync(db, account),
                status: StatusCodes.Status422UnprocessableEntity
            );
        }

        await sessions.BeginAsync(http, set.Account);
        return await PageAsync(http, db, context, codes: set.RecoveryCodes);
    }

    private static async Task<IResult> RemoveAsync(
        HttpContext http,
        SecondFactor factor,
        Passwords passwords,
        Sessions sessions,
        SignInLimits limits,
        SchedulerDbContext db,
        OperationContext context
    )
    {
        var present = (await http.Request.ReadFormAsync(http.RequestAborted))["presentToo"].ToString();
        await Task.Delay(limits.Wait($"present {context.Actor.Id}"), http.RequestAborted);
        var account = await db.Accounts.AsNoTracking().FirstOrDefaultAsync(a => a.Id == context.Actor.Id, http.RequestAborted);
        if (present.Length > Passwords.MaxLength || !await passwords.IsOfAsync(account, present, http.RequestAborted))
        {
            limits.Failed(CallerAddress.Of(http), $"present {context.Actor.Id}");
            var form = new FormState(("presentToo", ""));
            form.Add("presentToo", "This is not your password.");
            return await PageAsync(http, db, context, form, status: StatusCodes.Status422UnprocessableEntity);
        }

        var outcome = await factor.RemoveAsync(account!.Id, http.RequestAborted);
        if (outcome.Value is not { } changed)
        {
            return await RefusedAsync(http, db, context, outcome.Refusal!);
        }

        await sessions.BeginAsync(http, changed);
        return Pages.SeeOther("/account?done=removed");
    }

    private static async Task<IResult> SignOutEverywhereAsync(HttpContext http, EndSessions end, OperationContext context)
    {
        await end.RunAsync(context.Actor.Id ?? "", http.RequestAborted);
        await Sessions.EndAsync(http);
        return Pages.SeeOther("/sign-in");
    }

    private static Task<IResult> RefusedAsync(HttpContext http, SchedulerDbContext db, OperationContext context, Refusal refusal) =>
        PageAsync(http, db, context, notice: new Notice("Not done", refusal.Detail), status: StatusCodes.Status422UnprocessableEntity);

    private static async Task<IResult> PageAsync(
        HttpContext http,
        SchedulerDbContext db,
        OperationContext context,
        FormState? form = null,
        Notice? notice = null,
        string? secret = null,
        IReadOnlyList<string>? codes = null,
        int status = StatusCodes.Status200OK
    )
    {
        var id = context.Actor.Id;
        return await db.Accounts.AsNoTracking().FirstOrDefaultAsync(a => a.Id == id, http.RequestAborted) is { } account
            ? Pages.Show<AccountPage>(new AccountModel(account, form ?? new FormState(), notice, secret, codes ?? []), status)
            // The service is open: nobody has an account.
            : Pages.SeeOther("/setup");
    }
}
