using System.Text;
using Scheduler.Api.Access;
using Scheduler.Api.Telemetry;

namespace Scheduler.Api.Commands;

/// <summary>What is done from the command line in place of serving, also while the service runs.</summary>
public static class Command
{
    internal const string Program = "dotnet Scheduler.Api.dll";
    private static readonly string[] AsksForHelp = ["help", "--help", "-h"];

    /// <summary>Whether these arguments name a command; anything else is the service with its settings.</summary>
    public static bool IsOne(string[] args) =>
        args.Length > 0 && (AsksForHelp.Contains(args[0]) || Verbs.All.Any(verb => verb.Name.Split(' ')[0] == args[0]));

    /// <returns>The exit code: 0, 1 for what was refused, 2 for what is no command.</returns>
    public static async Task<int> RunAsync(string[] args)
    {
        if (AsksForHelp.Contains(args[0]))
        {
            await Console.Out.WriteAsync(Usage());
            return 0;
        }

        var line = new CommandLine(args);
        var verb = Verbs.All.FirstOrDefault(verb => verb.Name == line.Name);
        if (line.AsksForHelp)
        {
            await Console.Out.WriteAsync(verb?.Help ?? Usage());
            return 0;
        }

        if (verb is null)
        {
            await Console.Error.WriteAsync(Usage());
            return 2;
        }

        int? code = 1;
        var started = await Startup.RunAsync(async () =>
        {
            code = await RunAsync(verb, line);
            return 0;
        });
        if (code is null)
        {
            await Console.Error.WriteAsync(verb.Help);
        }

        return started == 0 ? code ?? 2 : started;
    }

    /// <summary>Says why something was not done.</summary>
    internal static async Task<int> RefusedAsync(Refusal refusal)
    {
        await Console.Error.WriteLineAsync(refusal.Detail);
        return 1;
    }

    /// <summary>The service without its servers and its background work; what it has to say goes beside the answer.</summary>
    internal static WebApplication Build(string[] settings)
    {
        var builder = WebApplication.CreateBuilder(
            new WebApplicationOptions { Args = settings, ContentRootPath = AppContext.BaseDirectory }
        );
        builder.AddSecretFiles();
        builder.AddTelemetry();
        builder
            .Logging.ClearProviders()
            .AddConsole(console => console.LogToStandardErrorThreshold = LogLevel.Trace)
            .AddFilter((_, level) => level >= LogLevel.Error);
        builder.AddAddresses();
        builder.AddDatabase();
        builder.AddScheduling();
        builder.AddAccess();
        builder.AddHttp();
        return builder.Build();
    }

    private static async Task<int?> RunAsync(Verb verb, CommandLine line)
    {
        if (verb.RunAlone is { } alone)
        {
            return await alone(line);
        }

        await using var app = Build(line.Settings);
        if (verb.OpensDatabase)
        {
            await Startup.OpenDatabaseAsync(app.Services);
        }

        await using var scope = app.Services.CreateAsyncScope();
        // Whoever can start a program on the database can do anything with it.
        scope.ServiceProvider.GetRequiredService<OperationContext>().Actor = Actor.System;
        return await verb.Run!(line, scope.ServiceProvider);
    }

    private static string Usage()
    {
        var width = Verbs.All.Max(verb => verb.Name.Length) + 2;
        var text = new StringBuilder($"usage: {Program} [SETTINGS]            serves\n       {Program} COMMAND [SETTINGS]\n\n");
        foreach (var verb in Verbs.All)
        {
            text.Append("  ").Append(verb.Name.PadRight(width)).Append(verb.Summary).Append('\n');
        }

        return text.Append(
                $"\n{Program} COMMAND --help says more. Settings are given as to the service: "
                    + "variables, or arguments such as --Database:Provider=Postgres.\n"
            )
            .ToString();
    }
}
