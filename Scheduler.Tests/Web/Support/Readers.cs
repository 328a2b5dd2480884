using System.Diagnostics;
using System.Text;

namespace Scheduler.Tests.Web.Support;

/// <summary>Programs that read calendar files.</summary>
internal static class Readers
{
    // Debian's own interpreter: its packages belong to no other.
    private const string DebianPython = "/usr/bin/python3";
    private static readonly string Module = Repository.File("Scheduler.Tests", "node_modules", "ical.js");

    public static string? Python { get; } = Directory.Exists("/usr/lib/python3/dist-packages/icalendar") ? DebianPython : null;

    public static string? IcalJs { get; } = Directory.Exists(Module) ? Path.Combine(Module, "dist", "ical.js") : null;

    public static async Task<string> RunAsync(string program, string[] arguments, string input)
    {
        using var process = Process.Start(
            new ProcessStartInfo(program, arguments)
            {
                UseShellExecute = false,
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                StandardInputEncoding = new UTF8Encoding(false),
                StandardOutputEncoding = Encoding.UTF8,
            }
        )!;
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        var errors = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, await errors);
        return output;
    }
}

/// <summary>Leaves a test out with its reason; with <c>CI</c> set the test fails instead.</summary>
internal static class Skip
{
    public static void Missing(bool missing, string reason)
    {
        if (missing && Environment.GetEnvironmentVariable("CI") == "true")
        {
            Assert.Fail(reason);
        }

        Assert.SkipWhen(missing, reason);
    }
}
