using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Scheduler.Tests.Http;

/// <summary>Every example of the README is run, in its order, and answers what stands there; ids and trace ids differ.</summary>
public sealed partial class ReadmeTests
{
    [Fact]
    public async Task Every_example_answers_as_written()
    {
        await using var app = await TestApp.StartAsync(DatabaseProvider.Sqlite);
        var examples = Examples(await File.ReadAllTextAsync(Repository.File("README.md"))).ToList();
        Assert.True(examples.Count >= 9, "The README has lost its examples.");
        var id = "";
        foreach (var (command, expected) in examples)
        {
            var answer = await RunAsync(command.Replace("http://localhost:5080", app.Url.ToString().TrimEnd('/')), id);
            Assert.True(Normal(expected) == Normal(answer), $"$ {command}\n{answer}\nwhere the README has\n{expected}");
            id = Uuid().Match(answer) is { Success: true } found ? found.Value : id;
        }
    }

    private static IEnumerable<(string Command, string Answer)> Examples(string readme)
    {
        foreach (Match block in Console().Matches(readme))
        {
            foreach (
                var part in block.Groups["block"].Value.Split("\n$ ").Select(p => p.StartsWith("$ ", StringComparison.Ordinal) ? p[2..] : p)
            )
            {
                var lines = part.Split('\n', 2);
                yield return (lines[0], lines.Length > 1 ? lines[1].Trim() : "");
            }
        }
    }

    private static string Normal(string answer) => TraceId().Replace(Uuid().Replace(answer, "<id>"), "<trace>");

    private static async Task<string> RunAsync(string command, string id)
    {
        var start = new ProcessStartInfo("bash", ["-c", command]) { RedirectStandardOutput = true, UseShellExecute = false };
        start.Environment["ID"] = id;
        using var process = Process.Start(start)!;
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return output.Trim();
    }

    [GeneratedRegex("```console\n(?<block>.*?)\n```", RegexOptions.Singleline | RegexOptions.ExplicitCapture)]
    private static partial Regex Console();

    [GeneratedRegex("[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}")]
    private static partial Regex Uuid();

    [GeneratedRegex("00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}")]
    private static partial Regex TraceId();
}
