using System.Diagnostics;
using System.Text;
using Scheduler.Api.Appointments;

namespace Scheduler.Tests.Support;

/// <summary>The built service in a process of its own.</summary>
public static class ChildProcess
{
    /// <summary>Runs the service with these settings until it ends by itself, or is ended after <paramref name="seconds"/>.</summary>
    public static async Task<(int ExitCode, string Error)> RunAsync(int seconds, params string[] settings)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(AppointmentEndpoints).Assembly.Location, .. settings])
        {
            UseShellExecute = false,
            RedirectStandardError = true,
            RedirectStandardOutput = true,
            WorkingDirectory = Path.GetTempPath(),
        };
        using var process = Process.Start(start)!;
        var error = new StringBuilder();
        process.ErrorDataReceived += (_, line) => error.AppendLine(line.Data);
        process.OutputDataReceived += (_, _) => { };
        process.BeginErrorReadLine();
        process.BeginOutputReadLine();
        using var timeout = new CancellationTokenSource(TimeSpan.FromSeconds(seconds));
        try
        {
            await process.WaitForExitAsync(timeout.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync(CancellationToken.None);
            return (-1, error.ToString());
        }

        return (process.ExitCode, error.ToString());
    }
}
