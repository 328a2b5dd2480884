using System.Diagnostics;

namespace Scheduler.Tests.Walkthroughs;

/// <summary>
/// The walk-throughs in scripts/http, run as a reader would run them. Each ends with 1 where an answer is not the one it tells of.
/// </summary>
public sealed class ScriptTests
{
    public static bool HasShell => !OperatingSystem.IsWindows() && File.Exists("/usr/bin/curl");

    [
        Theory(SkipUnless = nameof(HasShell), Skip = "bash and curl are needed"),
        OnEachDatabase("visits", "consultations", "availability", "meetings")
    ]
    public async Task A_script_meets_the_answers_that_it_tells_of(DatabaseProvider database, string name)
    {
        // The scripts reckon from today.
        await using var app = await TestApp.StartAsync(database, TimeProvider.System.GetUtcNow().ToString("O"));
        for (var time = 1; time <= 2; time++)
        {
            var start = new ProcessStartInfo("bash", [Repository.File("scripts", "http", $"{name}.sh"), app.Url.ToString().TrimEnd('/')])
            {
                UseShellExecute = false,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            };
            using var script = Process.Start(start)!;
            var errors = script.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
            var output = await script.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
            await script.WaitForExitAsync(TestContext.Current.CancellationToken);
            Assert.True(script.ExitCode == 0, $"{name}.sh, time {time}:\n{output}\n{await errors}");
        }
    }
}
