using System.Globalization;
using Scheduler.Api.Access;
using Scheduler.Api.Http;
using Scheduler.Api.Web.Parts;
using Scheduler.Data.Model;

namespace Scheduler.Api.Web.Access;

/// <summary>The office's accounts, and the form that invites somebody.</summary>
/// <param name="Invitation">The address that was just made, shown once.</param>
public sealed record AccountsModel(IReadOnlyList<Account> Accounts, FormState Form, string? Self, string? Invitation, Notice? Notice);

/// <summary>The keys that exist for whoever looks, and the form that makes one.</summary>
/// <param name="Made">The text of the key that was just made, shown once.</param>
public sealed record KeysModel(IReadOnlyList<ApiKey> Keys, IReadOnlyList<string> Roles, FormState Form, string? Made, Notice? Notice);

/// <summary>Accounts and keys: see, add, take away.</summary>
internal static class AccessPages
{
    private const int Most = 500;
    private const int MaxDays = 36_500;

    public static void MapAccess(this IEndpointRouteBuilder app)
    {
        app.MapPage("/accounts", (HttpContext http, FindAccounts find, OperationContext context) => AccountsAsync(http, find, context))
            .Needs(Permission.ManageAccounts);
        app.MapPost("/accounts", InviteAsync).Needs(Permission.ManageAccounts);
        app.MapPost("/accounts/{id}", ChangeAsync).Needs(Permission.ManageAccounts);
        app.MapPage("/keys", (HttpContext http, FindKeys find, OperationContext context) => KeysAsync(http, find, context))
            .Needs(Permission.ManageKeys);
        app.MapPost("/keys", MakeKeyAsync).Needs(Permission.ManageKeys);
        app.MapPost("/keys/{id}/revoke", RevokeAsync).Needs(Permission.ManageKeys);
    }

    private static async Task<IResult> InviteAsync(
        HttpContext http,
        CreateAccount create,
        FindAccounts find,
        OperationContext context,
        PublicAddress address
    )
    {
        var form = await FormState.ReadAsync(http);
        var outcome = await create.RunAsync(
            new AccountDetails(form["email"], form["name"], form["role"], form.Text("providerId")),
            http.RequestAborted
        );
        if (outcome.Value is not { } created)
        {
            form.Add(outcome.Refusal!, "email");
            return await AccountsAsync(http, find, context, form, status: StatusCodes.Status422UnprocessableEntity);
        }

        return await AccountsAsync(http, find, context, invitation: address.Url($"/setup?invitation={created.Invitation}", http.Request));
    }

    private static async Task<IResult> ChangeAsync(
        string id,
        HttpContext http,
        ChangeAccount change,
        FindAccounts find,
        OperationContext context
    )
    {
        var form = await FormState.ReadAsync(http);
        var changes = form["what"] switch
        {
            "disable" => new AccountChanges { Disabled = true },
            "enable" => new AccountChanges { Disabled = false },
            _ => new AccountChanges { Role = form["role"], ProviderId = form.Text("providerId") },
        };
        var outcome = await change.RunAsync(id, changes, http.RequestAborted);
        return outcome.Refusal is not { } refusal ? Pages.SeeOther("/accounts")
            : refusal.Type == RefusalType.NotFound ? Pages.NotFound("There is no such account.")
            : await AccountsAsync(
                http,
                find,
                context,
                notice: new Notice("Not done", refusal.Detail),
                status: StatusCodes.Status422UnprocessableEntity
            );
    }

    private static async Task<IResult> MakeKeyAsync(HttpContext http, CreateKey create, FindKeys find, OperationContext context)
    {
        var form = await FormState.ReadAsync(http);
        var days = form.Number("days") ?? 365;
        if (days is < 1 or > MaxDays)
        {
            form.Add("days", $"Write a number of days from 1 to {MaxDays}.");
        }

        var origins = form["origins"].Split([' ', ',', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries);
        if (!form.Any)
        {
            var outcome = await create.RunAsync(
                new KeyDetails(form["name"], form["role"], form.Text("providerId"), context.Now().AddDays(days), origins),
                http.RequestAborted
            );
            if (outcome.Value is { } created)
            {
                return await KeysAsync(http, find, context, made: created.Text.ToString());
            }

            form.Add(outcome.Refusal!, "name");
        }

        return await KeysAsync(http, find, context, form, status: StatusCodes.Status422UnprocessableEntity);
    }

    private static async Task<IResult> RevokeAsync(string id, HttpContext http, RevokeKey revoke) =>
        await revoke.RunAsync(id, http.RequestAborted) is null ? Pages.SeeOther("/keys") : Pages.NotFound("There is no such key.");

    private static async Task<IResult> AccountsAsync(
        HttpContext http,
        FindAccounts find,
        OperationContext context,
        FormState? form = null,
        string? invitation = null,
        Notice? notice = null,
        int status = StatusCodes.Status200OK
    ) =>
        Pages.Show<AccountsPage>(
            new AccountsModel(
                await find.ListAsync(null, Most, http.RequestAborted),
                form ?? new FormState(("role", "reception")),
                context.Actor.Id,
                invitation,
                notice
            ),
            status
        );

    private static async Task<IResult> KeysAsync(
        HttpContext http,
        FindKeys find,
        OperationContext context,
        FormState? form = null,
        string? made = null,
        Notice? notice = null,
        int status = StatusCodes.Status200OK
    ) =>
        Pages.Show<KeysPage>(
            new KeysModel(
                await find.RunAsync(null, Most, http.RequestAborted),
                KeyRules.Handled(context.Actor),
                form ?? new FormState(("role", "reception"), ("days", 365.ToString(CultureInfo.InvariantCulture))),
                made,
                notice
            ),
            status
        );
}
