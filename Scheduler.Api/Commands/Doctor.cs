using Scheduler.Api.Http;
using Scheduler.Data.Databases;

namespace Scheduler.Api.Commands;

/// <summary>What a look came to.</summary>
internal enum Health
{
    Ok,
    Warn,
    Fail,
}

/// <summary>A line of the doctor's: what was looked at, and what was seen.</summary>
internal sealed record Finding(Health Health, string About, string Text)
{
    public static Finding Ok(string about, string text) => new(Health.Ok, about, text);

    public static Finding Warn(string about, string text) => new(Health.Warn, about, text);

    public static Finding Fail(string about, string text) => new(Health.Fail, about, text);

    public override string ToString() => $"{Health.ToString().ToLowerInvariant(), -6}{About, -10}{Text.ReplaceLineEndings(" ")}";
}

/// <summary>Looks at everything that a service depends on, without changing any of it.</summary>
internal static class Doctor
{
    /// <summary>Longer than any of what is looked at should take.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private static readonly (string About, Func<IServiceProvider, CancellationToken, Task<IEnumerable<Finding>>> Look)[] Looks =
    [
        ("database", DoctorOfDatabases.DatabaseAsync),
        ("schema", DoctorOfDatabases.SchemaAsync),
        ("clock", DoctorOfDatabases.ClockAsync),
        ("zones", DoctorOfDatabases.ZonesAsync),
        ("cluster", DoctorOfDatabases.ClusterAsync),
        ("patroni", DoctorOfPatroni.LookAsync),
        ("standby", DoctorOfStandby.LookAsync),
        ("disk", DoctorOfSurroundings.DiskAsync),
        ("mail", DoctorOfSurroundings.MailAsync),
        ("proxy", DoctorOfSurroundings.ProxyAsync),
    ];

    public static async Task<int?> RunAsync(CommandLine line)
    {
        if (!line.Has(0))
        {
            return null;
        }

        WebApplication app;
        try
        {
            app = Command.Build(line.Settings);
            Startup.CheckSettings(app.Services);
        }
        catch (Exception e) when (StartFailure.Reason(e) is { } reason)
        {
            await Console.Out.WriteLineAsync(Finding.Fail("settings", reason).ToString());
            return 1;
        }

        await using var built = app;
        await Console.Out.WriteLineAsync(Finding.Ok("settings", "every setting can be used").ToString());
        var failed = false;
        foreach (var (about, look) in Looks)
        {
            foreach (var finding in await LookAsync(about, look, app.Services))
            {
                await Console.Out.WriteLineAsync(finding.ToString());
                failed |= finding.Health == Health.Fail;
            }
        }

        return failed ? 1 : 0;
    }

    private static async Task<IEnumerable<Finding>> LookAsync(
        string about,
        Func<IServiceProvider, CancellationToken, Task<IEnumerable<Finding>>> look,
        IServiceProvider services
    )
    {
        using var patience = new CancellationTokenSource(Patience);
        try
        {
            return await look(services, patience.Token);
        }
#pragma warning disable CA1031 // Whatever fails is what was to be found out.
        catch (Exception e)
        {
            return
            [
                Finding.Fail(
                    about,
                    e is OperationCanceledException ? $"no answer within {Patience.TotalSeconds} s" : e.GetBaseException().Message
                ),
            ];
        }
#pragma warning restore CA1031
    }
}
