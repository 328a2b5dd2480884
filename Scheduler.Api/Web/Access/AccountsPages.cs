using Scheduler.Api.Access;
using Scheduler.Api.Http;
using Scheduler.Api.Providers;
using Scheduler.Api.Web.Office;
using Scheduler.Api.Web.Parts;
using Scheduler.Data.Model;

namespace Scheduler.Api.Web.Access;

/// <summary>The office's accounts, and the form that invites somebody.</summary>
/// <param name="Invitation">The address that was just made, shown once.</param>
/// <param name="AreMailed">Whether it is mailed, too.</param>
public sealed record AccountsModel(
    IReadOnlyList<Account> Accounts,
    IReadOnlyList<Provider> Providers,
    FormState Form,
    string? Self,
    string? Invitation,
    bool AreMailed,
    DateTime NowUtc
);

/// <summary>The form of one account.</summary>
/// <param name="IsSelf">Whether it is that of whoever looks.</param>
public sealed record AccountFormModel(Account Account, IReadOnlyList<Provider> Providers, FormState Form, bool IsSelf, DateTime NowUtc);

/// <summary>The accounts of the office: see, invite, change.</summary>
internal static class AccountsPages
{
    private const int Most = 500;

    public static void MapAccountsPages(this IEndpointRouteBuilder pages)
    {
        var app = pages.MapGroup("/accounts").Needs(Permission.ManageAccounts);
        app.MapPage("", (HttpContext http) => ListAsync(http));
        app.MapPost("", InviteAsync);
        app.MapPage("/{id}", ShowAsync);
        app.MapPost("/{id}", SaveAsync);
        app.MapPost("/{id}/invite", InviteAgainAsync);
    }

    private static async Task<IResult> InviteAsync(HttpContext http, CreateAccount create, PublicAddress address)
    {
        var form = await FormState.ReadAsync(http);
        var outcome = await create.RunAsync(
            new AccountDetails(form["email"], form["name"], form["role"], form.Text("providerId")),
            http.RequestAborted
        );
        if (outcome.Value is { } created)
        {
            return await ListAsync(http, invitation: Address(created, address, http));
        }

        form.Add(outcome.Refusal!, "email");
        return await ListAsync(http, form, status: StatusCodes.Status422UnprocessableEntity);
    }

    private static async Task<IResult> ShowAsync(string id, HttpContext http, FindAccounts find) =>
        await find.FindAsync(id, http.RequestAborted) is { } account && account.Id == id
            ? await FormAsync(
                http,
                account,
                new FormState(
                    ("role", account.Role),
                    ("providerId", account.ProviderId),
                    ("enabled", account.DisabledUtc is null ? TypePages.Yes : TypePages.No)
                )
            )
            : Pages.NotFound("There is no such account.");

    private static async Task<IResult> SaveAsync(string id, HttpContext http, ChangeAccount change, FindAccounts find)
    {
        var form = await FormState.ReadAsync(http);
        var changes = new AccountChanges
        {
            Role = form["role"],
            ProviderId = new Field<string?>(form.Text("providerId"), true),
            Disabled = form["enabled"] == TypePages.No,
        };
        var outcome = await change.RunAsync(id, changes, http.RequestAborted);
        if (outcome.Refusal is not { } refusal)
        {
            return Pages.SeeOther("/accounts");
        }

        if (refusal.Type == RefusalType.NotFound || await find.FindAsync(id, http.RequestAborted) is not { } account)
        {
            return Pages.NotFound("There is no such account.");
        }

        form.Add(refusal, "role");
        return await FormAsync(http, account, form, StatusCodes.Status422UnprocessableEntity);
    }

    private static async Task<IResult> InviteAgainAsync(string id, HttpContext http, InviteAgain invite, PublicAddress address)
    {
        var outcome = await invite.RunAsync(id, http.RequestAborted);
        return outcome.Value is { } invited
            ? await ListAsync(http, invitation: Address(invited, address, http))
            : Pages.NotFound("There is no account without a password here.");
    }

    private static string Address(CreatedAccount created, PublicAddress address, HttpContext http) =>
        address.Url($"/setup?invitation={created.Invitation}", http.Request);

    private static async Task<IResult> ListAsync(
        HttpContext http,
        FormState? form = null,
        string? invitation = null,
        int status = StatusCodes.Status200OK
    )
    {
        var (find, context) = (Service<FindAccounts>(http), Service<OperationContext>(http));
        return Pages.Show<AccountsPage>(
            new AccountsModel(
                await find.ListAsync(null, Most, http.RequestAborted),
                await ProvidersAsync(http),
                form ?? new FormState(("role", "reception")),
                context.Actor.Id,
                invitation,
                Service<Invitations>(http).AreMailed,
                context.Now()
            ),
            status
        );
    }

    private static async Task<IResult> FormAsync(HttpContext http, Account account, FormState form, int status = StatusCodes.Status200OK)
    {
        var context = Service<OperationContext>(http);
        return Pages.Show<AccountFormPage>(
            new AccountFormModel(account, await ProvidersAsync(http), form, account.Id == context.Actor.Id, context.Now()),
            status
        );
    }

    private static Task<List<Provider>> ProvidersAsync(HttpContext http) =>
        Service<FindProviders>(http).ByNameAsync(Most, http.RequestAborted);

    private static T Service<T>(HttpContext http)
        where T : notnull => http.RequestServices.GetRequiredService<T>();
}
