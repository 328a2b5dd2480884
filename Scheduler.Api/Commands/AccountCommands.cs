using Scheduler.Api.Access;

namespace Scheduler.Api.Commands;

/// <summary>Accounts, from the command line. Passwords come from standard input: arguments are seen by everybody on the computer.</summary>
internal static class AccountCommands
{
    private const int Most = 10_000;

    /// <summary>Prints the id.</summary>
    public static async Task<int?> CreateAsync(CommandLine line, IServiceProvider services)
    {
        if (
            !line.Has(0, "email", "name", "role", "provider")
            || line.Option("email") is not { } email
            || line.Option("name") is not { } name
            || line.Option("role") is not { } role
        )
        {
            return null;
        }

        var password = await ReadPasswordAsync();
        var outcome = await services
            .GetRequiredService<CreateAccount>()
            .RunAsync(new AccountDetails(email, name, role, line.Option("provider"), password), CancellationToken.None);
        if (outcome.Value is not { } created)
        {
            return await Command.RefusedAsync(outcome.Refusal!);
        }

        await Console.Out.WriteLineAsync(created.Account.Id);
        return 0;
    }

    /// <summary>Prints a line for each: id, role, whether it may sign in, e-mail address, name.</summary>
    public static async Task<int?> ListAsync(CommandLine line, IServiceProvider services)
    {
        if (!line.Has(0))
        {
            return null;
        }

        foreach (var a in await services.GetRequiredService<FindAccounts>().ListAsync(null, Most, CancellationToken.None))
        {
            var state =
                a.DisabledUtc is not null ? "disabled"
                : a.PasswordHash is null ? "invited"
                : "active";
            await Console.Out.WriteLineAsync(
                $"{a.Id}\t{a.Role}{(a.ProviderId is { } provider ? $":{provider}" : "")}\t{state}\t{a.Email}\t{a.Name}"
            );
        }

        return 0;
    }

    public static Task<int?> DisableAsync(CommandLine line, IServiceProvider services) =>
        OnOneAsync(
            line,
            services,
            async id =>
                (
                    await services
                        .GetRequiredService<ChangeAccount>()
                        .RunAsync(id, new AccountChanges { Disabled = true }, CancellationToken.None)
                ).Refusal
        );

    /// <summary>A new password, and no second factor any more.</summary>
    public static Task<int?> ResetAsync(CommandLine line, IServiceProvider services) =>
        OnOneAsync(
            line,
            services,
            async id =>
                (await services.GetRequiredService<SetPassword>().ResetAsync(id, await ReadPasswordAsync(), CancellationToken.None)).Refusal
        );

    private static async Task<int?> OnOneAsync(CommandLine line, IServiceProvider services, Func<string, Task<Refusal?>> change)
    {
        if (!line.Has(1))
        {
            return null;
        }

        var refusal = await services.GetRequiredService<FindAccounts>().FindAsync(line.Words[0], CancellationToken.None) is { } account
            ? await change(account.Id)
            : Refusal.NotFound("account", line.Words[0]);
        return refusal is null ? 0 : await Command.RefusedAsync(refusal);
    }

    private static async Task<string> ReadPasswordAsync()
    {
        if (!Console.IsInputRedirected)
        {
            await Console.Error.WriteAsync("Password: ");
        }

        return await Console.In.ReadLineAsync() ?? "";
    }
}
