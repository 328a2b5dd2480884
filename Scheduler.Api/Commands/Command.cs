using Scheduler.Api.Access;

namespace Scheduler.Api.Commands;

/// <summary>What is done from the command line in place of serving, also while the service runs.</summary>
public static class Command
{
    private const string Usage = """
        usage: dotnet Scheduler.Api.dll                          serves
               dotnet Scheduler.Api.dll keys create --name N --role R [--provider P] [--days D]
               dotnet Scheduler.Api.dll keys list
               dotnet Scheduler.Api.dll keys revoke ID
               dotnet Scheduler.Api.dll accounts create --email E --name N --role R [--provider P]      (password from standard input)
               dotnet Scheduler.Api.dll accounts list
               dotnet Scheduler.Api.dll accounts disable ID|E-MAIL
               dotnet Scheduler.Api.dll accounts reset ID|E-MAIL      (new password from standard input)
                dotnet Scheduler.Api.dll audit verify                  (whether any row was changed or is missing)
                dotnet Scheduler.Api.dll office-zone ZONE              (an IANA time zone such as Europe/Berlin)
        Roles are owner, manager, reception, provider and public. Settings are given as to the service.
        """;

    private static readonly Dictionary<string, Func<CommandLine, IServiceProvider, Task<int?>>> Known = new(StringComparer.Ordinal)
    {
        ["keys create"] = KeyCommands.CreateAsync,
        ["keys list"] = KeyCommands.ListAsync,
        ["keys revoke"] = KeyCommands.RevokeAsync,
        ["accounts create"] = AccountCommands.CreateAsync,
        ["accounts list"] = AccountCommands.ListAsync,
        ["accounts disable"] = AccountCommands.DisableAsync,
        ["accounts reset"] = AccountCommands.ResetAsync,
        ["audit verify"] = AuditCommands.VerifyAsync,
        ["office-zone"] = OfficeCommands.ChangeZoneAsync,
    };

    /// <summary>Whether these arguments name a command; anything else is the service with its settings.</summary>
    public static bool IsOne(string[] args) => args.Length > 0 && Known.Keys.Any(name => name.Split(' ')[0] == args[0]);

    /// <returns>The exit code: 0, 1 for what was refused, 2 for what is no command.</returns>
    public static async Task<int> RunAsync(string[] args)
    {
        var line = new CommandLine(args);
        if (!Known.TryGetValue(line.Name, out var run))
        {
            await Console.Error.WriteLineAsync(Usage);
            return 2;
        }

        int? code = 1;
        var started = await Startup.RunAsync(async () =>
        {
            await using var app = Build(args);
            await app.OpenDatabaseAsync();
            await using var scope = app.Services.CreateAsyncScope();
            // Whoever can start a program on the database can do anything with it.
            scope.ServiceProvider.GetRequiredService<OperationContext>().Actor = Actor.System;
            code = await run(line, scope.ServiceProvider);
            return 0;
        });
        if (code is null)
        {
            await Console.Error.WriteLineAsync(Usage);
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
    private static WebApplication Build(string[] args)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
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
}
