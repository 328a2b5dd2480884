using Scheduler.Api.Access;
using Scheduler.Api.Http;
using Scheduler.Api.Web.Parts;
using Scheduler.Data.Model;

namespace Scheduler.Api.Web.Access;

/// <summary>The form of the first account, or of whoever was invited: then only the password is asked for.</summary>
public sealed record SetupModel(FormState Form)
{
    public bool IsInvitation => Form.Text("invitation") is not null;
}

/// <summary>Making the first account, and accepting an invitation.</summary>
internal static class SetupPages
{
    private const string WrongLink =
        "This link counts no longer: each one does once and for a while. Where somebody can sign in already, "
        + "ask an owner for an invitation; else start the service again and take the link that it prints.";

    public static void MapSetup(this IEndpointRouteBuilder app)
    {
        app.MapPage("/setup", ShowAsync);
        app.MapPost("/setup", SetUpAsync);
    }

    private static async Task<IResult> ShowAsync(string? token, string? invitation, HttpContext http, SetupLink link, Callers callers) =>
        invitation is not null || link.Opens(token) || await callers.IsOpenToAsync(http)
            ? Show(new FormState(("token", token), ("invitation", invitation)), StatusCodes.Status200OK)
            : Pages.NotFound(WrongLink);

    private static async Task<IResult> SetUpAsync(
        HttpContext http,
        SetupLink link,
        Callers callers,
        CreateAccount create,
        SetPassword set,
        OperationContext context
    )
    {
        var form = await FormState.ReadAsync(http);
        var password = (await http.Request.ReadFormAsync(http.RequestAborted))["password"].ToString();
        if (form.Text("invitation") is { } invitation)
        {
            return await DoneAsync(await set.AcceptAsync(invitation, password, http.RequestAborted));
        }

        if (!link.Opens(form["token"]) && !await callers.IsOpenToAsync(http))
        {
            return Pages.NotFound(WrongLink);
        }

        // Whoever has the link stands for the computer that printed it.
        context.Actor = Actor.Open;
        var outcome = await create.RunAsync(
            new AccountDetails(form["email"], form["name"], RoleWords.Of(Role.Owner), Password: password, IsFirst: true),
            http.RequestAborted
        );
        return outcome.Value is { } created ? await DoneAsync(created.Account) : await DoneAsync(outcome.Refusal!);

        async Task<IResult> DoneAsync(Outcome<Account> outcome)
        {
            if (outcome.Value is not { } account)
            {
                if (outcome.Refusal!.Type == RefusalType.NotFound)
                {
                    return Pages.NotFound(WrongLink);
                }

                form.Add(outcome.Refusal, "password");
                return Show(form, StatusCodes.Status422UnprocessableEntity);
            }

            if (SessionCookies.NameFor(http.Request) is null)
            {
                return Pages.SeeOther("/sign-in");
            }

            await Sessions.BeginAsync(http, account, "new password");
            return Pages.SeeOther("/");
        }
    }

    private static IResult Show(FormState form, int status) => Pages.Show<SetupPage>(new SetupModel(form), status);
}
