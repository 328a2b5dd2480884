using Scheduler.Api.Access;
using Scheduler.Api.AppointmentTypes;
using Scheduler.Api.Http;
using Scheduler.Api.Web.Parts;
using Scheduler.Data.Model;

namespace Scheduler.Api.Web.Access;

/// <summary>The form of the first account, or of whoever was invited: then only the password is asked for.</summary>
/// <param name="Types">The appointment types of which it is asked whether the public may book them.</param>
public sealed record SetupModel(FormState Form, IReadOnlyList<AppointmentType> Types)
{
    /// <summary>The field with the ids of the types that were asked about.</summary>
    public const string Offer = "offer";

    /// <summary>The field with the ids of those that the public may book.</summary>
    public const string Online = "online";

    public bool IsInvitation => Form.Text("invitation") is not null;
}

/// <summary>Making the first account, and accepting an invitation.</summary>
internal static class SetupPages
{
    private const string WrongLink = "Setup.WrongLink";

    public static void MapSetup(this IEndpointRouteBuilder app)
    {
        app.MapPage("/setup", ShowAsync);
        app.MapPost("/setup", SetUpAsync);
    }

    private static async Task<IResult> ShowAsync(
        string? token,
        string? invitation,
        HttpContext http,
        SetupLink link,
        Callers callers,
        FindAppointmentTypes types
    )
    {
        if (invitation is null && !link.Opens(token) && !await callers.IsOpenToAsync(http))
        {
            return Pages.NotFoundSaying(WrongLink);
        }

        var offer = invitation is null ? await types.ByNameAsync(http.RequestAborted) : [];
        return Show(new FormState(("token", token), ("invitation", invitation)), offer, StatusCodes.Status200OK);
    }

    private static async Task<IResult> SetUpAsync(
        HttpContext http,
        SetupLink link,
        Callers callers,
        CreateAccount create,
        SetPassword set,
        FindAppointmentTypes types,
        ChangeAppointmentType change,
        PageLanguage language,
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
            return Pages.NotFoundSaying(WrongLink);
        }

        // Whoever has the link stands for the computer that printed it.
        context.Actor = Actor.Open;
        var outcome = await create.RunAsync(
            new AccountDetails(form["email"], form["name"], RoleWords.Of(Role.Owner), Password: password, IsFirst: true),
            http.RequestAborted
        );
        if (outcome.Value is not { } created)
        {
            return await DoneAsync(outcome.Refusal!);
        }

        await OfferAsync(form, change, http.RequestAborted);
        return await DoneAsync(created.Account);

        async Task<IResult> DoneAsync(Outcome<Account> outcome)
        {
            if (outcome.Value is not { } account)
            {
                if (outcome.Refusal!.Type == RefusalType.NotFound)
                {
                    return Pages.NotFoundSaying(WrongLink);
                }

                SetupWords.Add(form, outcome.Refusal, language);
                var offer = form.Text("invitation") is null ? await types.ByNameAsync(http.RequestAborted) : [];
                return Show(
                    form,
                    form.Text(SetupModel.Offer) is null ? offer : [.. offer.Select(t => Ticked(t, form))],
                    StatusCodes.Status422UnprocessableEntity
                );
            }

            // Whoever has the mailbox has not shown the second factor.
            if (account.TwoFactorEnabled || SessionCookies.NameFor(http.Request) is null)
            {
                return Pages.SeeOther(http, "/sign-in");
            }

            await Sessions.BeginAsync(http, account, "new password");
            return Pages.SeeOther("/");
        }
    }

    /// <summary>Takes from the public what was left out of the boxes, and gives it what is in them.</summary>
    private static async Task OfferAsync(FormState form, ChangeAppointmentType change, CancellationToken cancellationToken)
    {
        var online = Ids(form, SetupModel.Online);
        foreach (var id in Ids(form, SetupModel.Offer))
        {
            // A type that has gone in the meantime needs no answer.
            await change.RunAsync(id, new AppointmentTypeChanges { Online = online.Contains(id) }, null, cancellationToken);
        }
    }

    private static AppointmentType Ticked(AppointmentType type, FormState form)
    {
        type.Online = Ids(form, SetupModel.Online).Contains(type.Id);
        return type;
    }

    /// <summary>No id has a comma.</summary>
    private static string[] Ids(FormState form, string name) => form[name].Split(',', StringSplitOptions.RemoveEmptyEntries);

    private static IResult Show(FormState form, IReadOnlyList<AppointmentType> types, int status) =>
        Pages.Show<SetupPage>(new SetupModel(form, types), status);
}
