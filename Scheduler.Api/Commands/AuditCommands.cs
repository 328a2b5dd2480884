using Scheduler.Api.Audit;
using Scheduler.Api.Http;

namespace Scheduler.Api.Commands;

/// <summary>The audit, from the command line.</summary>
internal static class AuditCommands
{
    /// <summary>Says whether a row was changed or removed since it was sealed: 1 where one was.</summary>
    public static async Task<int?> VerifyAsync(CommandLine line, IServiceProvider services)
    {
        if (!line.Has(0))
        {
            return null;
        }

        var verdict = await services.GetRequiredService<VerifyAudit>().RunAsync(CancellationToken.None);
        foreach (var wrong in verdict.Wrong)
        {
            await Console.Error.WriteLineAsync(wrong);
        }

        var finding = verdict.Wrong.Count == 0 ? "none was changed, none is missing" : "the audit was tampered with";
        await Console.Out.WriteLineAsync(
            $"{verdict.Rows} row(s) under {verdict.Seals} seal(s): {finding}. {verdict.Unsealed} row(s) are not sealed yet, "
                + $"{verdict.Waiting} event(s) not in the audit yet."
        );
        if (verdict is { Wrong.Count: 0, First: { Id: > 1 } first })
        {
            await Console.Out.WriteLineAsync(
                $"It begins with seal {first.Id} of {Instants.FormatInstant(first.AtUtc)}: what is older was removed in its time."
            );
        }

        return verdict.Wrong.Count == 0 ? 0 : 1;
    }
}
