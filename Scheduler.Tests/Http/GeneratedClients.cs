using System.Diagnostics;
using System.Reflection;
using System.Runtime.InteropServices;

namespace Scheduler.Tests.Http;

/// <summary>Clients made from the service's own OpenAPI document by the usual generators, and compiled; once a run.</summary>
internal static class GeneratedClients
{
    private static readonly SemaphoreSlim One = new(1, 1);
    private static string? folder;
    private static Func<HttpClient, Task>? csharp;

    public static bool AreThere { get; } =
        new[] { "nswag", "openapi-typescript", "typescript" }.All(name => Directory.Exists(Module(name)));

    /// <summary>The program of Client/Consultation.cs with the client of NSwag.</summary>
    public static async Task<Func<HttpClient, Task>> CSharpAsync(TestApp app)
    {
        await One.WaitAsync();
        try
        {
            return csharp ??= await CompileAsync(await MakeAsync(app));
        }
        finally
        {
            One.Release();
        }
    }

    /// <summary>Where Client/consultation.ts lies beside the types of openapi-typescript.</summary>
    public static async Task<string> TypeScriptAsync(TestApp app)
    {
        await One.WaitAsync();
        try
        {
            var made = await MakeAsync(app);
            File.Copy(
                Repository.File("Scheduler.Tests", "Client", "consultation.ts"),
                Path.Combine(made, "consultation.mts"),
                overwrite: true
            );
            return made;
        }
        finally
        {
            One.Release();
        }
    }

    public static string Module(params string[] path) => Repository.File(["Scheduler.Tests", "node_modules", .. path]);

    /// <returns>What it wrote.</returns>
    public static async Task<string> RunAsync(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        // The linter asks its maker for newer versions, and reports its use.
        (start.Environment["REDOCLY_SUPPRESS_UPDATE_NOTICE"], start.Environment["REDOCLY_TELEMETRY"]) = ("true", "off");
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, $"{program} {string.Join(' ', arguments)}\n{output}\n{await errors}");
        return output;
    }

    private static async Task<string> MakeAsync(TestApp app)
    {
        if (folder is null)
        {
            var made = Directory.CreateDirectory(Repository.File("artifacts", "clients")).FullName;
            var document = Path.Combine(made, "openapi.json");
            await File.WriteAllTextAsync(document, (await app.GetAsync("/openapi/v1.json")).Expect(200).Body);
            await RunAsync("bash", Repository.File("scripts", "generate-clients"), document, made);
            folder = made;
        }

        return folder;
    }

    /// <summary>With the compiler of the SDK, against the runtime's own libraries: no project, no restore.</summary>
    private static async Task<Func<HttpClient, Task>> CompileAsync(string made)
    {
        var runtime = RuntimeEnvironment.GetRuntimeDirectory();
        var sdk = Path.GetFullPath(Path.Combine(runtime, "..", "..", "..", "sdk", (await RunAsync("dotnet", "--version")).Trim()));
        var library = Path.Combine(made, "Consultation.dll");
        var references = Directory.GetFiles(runtime, "*.dll").Where(IsManaged).Select(file => $"-r:{file}");
        var settings = Path.Combine(made, "compile.rsp");
        await File.WriteAllLinesAsync(
            settings,
            [
                "-nologo",
                "-noconfig",
                "-nostdlib",
                "-target:library",
                "-nullable:enable",
                "-langversion:latest",
                $"-out:{library}",
                .. references,
                Path.Combine(made, "SchedulerClient.cs"),
                Repository.File("Scheduler.Tests", "Client", "Consultation.cs"),
                Usings(made),
            ]
        );
        await RunAsync("dotnet", "exec", Path.Combine(sdk, "Roslyn", "bincore", "csc.dll"), $"@{settings}");
        var run = Assembly.LoadFrom(library).GetType("Scheduler.Client.Consultation")!.GetMethod("RunAsync")!;
        return run.CreateDelegate<Func<HttpClient, Task>>();
    }

    private static bool IsManaged(string file) => Path.GetFileName(file).StartsWith("System.", StringComparison.Ordinal);

    /// <summary>What a project has by itself.</summary>
    private static string Usings(string made)
    {
        var file = Path.Combine(made, "Usings.cs");
        string[] spaces = ["System", "System.Collections.Generic", "System.Linq", "System.Net.Http", "System.Threading.Tasks"];
        File.WriteAllLines(file, spaces.Select(name => $"global using {name};"));
        return file;
    }
}
