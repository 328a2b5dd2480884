using System.Globalization;
using Scheduler.Api.Access;
using Scheduler.Api.Http;

namespace Scheduler.Api.Commands;

/// <summary>Keys, from the command line.</summary>
internal static class KeyCommands
{
    private const int MaxDays = 36_500;
    private const int Most = 10_000;

    /// <summary>Prints the key alone, so that a script can take it.</summary>
    public static async Task<int?> CreateAsync(CommandLine line, IServiceProvider services)
    {
        if (!line.Has(0, "name", "role", "provider", "days") || line.Option("name") is not { } name || line.Option("role") is not { } role)
        {
            return null;
        }

        DateTime? expiresUtc = null;
        if (line.Option("days") is { } text)
        {
            if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var days) || days is < 1 or > MaxDays)
            {
                return await Command.RefusedAsync(RequestErrors.Of("days", $"must be from 1 to {MaxDays}"));
            }

            expiresUtc = services.GetRequiredService<OperationContext>().Now().AddDays(days);
        }

        var outcome = await services
            .GetRequiredService<CreateKey>()
            .RunAsync(new KeyDetails(name, role, line.Option("provider"), expiresUtc), CancellationToken.None);
        if (outcome.Value is not { } created)
        {
            return await Command.RefusedAsync(outcome.Refusal!);
        }

        await Console.Out.WriteLineAsync(created.Text.ToString());
        return 0;
    }

    /// <summary>Prints a line for each: id, role, until when, name.</summary>
    public static async Task<int?> ListAsync(CommandLine line, IServiceProvider services)
    {
        if (!line.Has(0))
        {
            return null;
        }

        foreach (var key in await services.GetRequiredService<FindKeys>().RunAsync(null, Most, CancellationToken.None))
        {
            var own = key.ProviderId is { } provider ? $":{provider}" : "";
            await Console.Out.WriteLineAsync($"{key.Id}\t{key.Role}{own}\t{Instants.FormatInstant(key.ExpiresUtc)}\t{key.Name}");
        }

        return 0;
    }

    public static async Task<int?> RevokeAsync(CommandLine line, IServiceProvider services)
    {
        if (!line.Has(1))
        {
            return null;
        }

        return await services.GetRequiredService<RevokeKey>().RunAsync(line.Words[0], CancellationToken.None) is { } refusal
            ? await Command.RefusedAsync(refusal)
            : 0;
    }
}
