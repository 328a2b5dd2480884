using System.Diagnostics;

namespace Scheduler.Tests.Support;

/// <summary>The program as a command, in a process of its own, on a database.</summary>
public static class Cli
{
    /// <param name="input">What is typed in.</param>
    public static async Task<(int Code, string Output, string Errors)> RunAsync(
        TestDatabase database,
        string? input,
        params string[] command
    )
    {
        var start = new ProcessStartInfo(
            "dotnet",
            [
                Path.Combine(AppContext.BaseDirectory, "Scheduler.Api.dll"),
                .. command,
                $"--Database:Provider={database.Provider}",
                $"--ConnectionStrings:Scheduler={database.ConnectionString}",
            ]
        )
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            UseShellExecute = false,
            WorkingDirectory = AppContext.BaseDirectory,
        };
        using var process = Process.Start(start)!;
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return (process.ExitCode, await output, await errors);
    }
}
