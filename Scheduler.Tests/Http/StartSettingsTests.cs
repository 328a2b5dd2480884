namespace Scheduler.Tests.Http;

/// <summary>
/// A setting that makes no sense ends the start with one line and exit code 1; where the service listens is said as everywhere
/// else.
/// </summary>
public sealed class StartSettingsTests
{
    /// <summary>Name, value, and what the line says.</summary>
    private static readonly (string Name, string Value, string Says)[] Wrong =
    [
        ("URLS", "notaurl", "notaurl"),
        ("URLS", "http://localhost:99999", "port"),
        ("URLS", "https://localhost:6141", "certificate"),
        ("URLS", "ftp://localhost:6141", "http and https"),
        ("URLS", "http://256.1.1.1:6141", "IP address"),
        ("URLS", "http://scheduler.lan:6141", "IP address"),
        ("URLS", "http://127.0.0.1:0/path", "has a path"),
        ("URLS", "http://192.0.2.1:6141", "Urls"),
        ("Kestrel:Endpoints:One:Url", "http://scheduler.lan:6141", "IP address"),
        ("HTTP_PORTS", "many", "not a port"),
        ("Logging:LogLevel:Default", "Foo", "Logging:LogLevel"),
        ("Scheduling:SweepSeconds", "soon", "Scheduling:SweepSeconds"),
        ("RateLimits:Writes", "many", "RateLimits:Writes"),
        ("Limits:Connections", "-1", "Connections"),
        ("PublicBaseUrl", "example.org", "PublicBaseUrl"),
        ("PublicBaseUrl", "https://example.org/scheduler", "no path"),
        ("ProxyNetworks", "10.0.0.0/99", "ProxyNetworks"),
        ("ForwardedHeaders_Enabled", "true", "ProxyNetworks"),
    ];

    [Fact]
    public async Task A_value_that_makes_no_sense_is_named_in_one_line()
    {
        await using var database = await TestDatabase.CreateAsync(DatabaseProvider.Sqlite);
        await Parallel.ForEachAsync(
            Wrong,
            new ParallelOptions { MaxDegreeOfParallelism = 2 },
            async (wrong, _) =>
            {
                var (exitCode, error) = await ChildProcess.RunAsync(
                    30,
                    "--ConnectionStrings:Scheduler",
                    database.ConnectionString,
                    "--urls",
                    "http://127.0.0.1:0",
                    $"--{wrong.Name}",
                    wrong.Value
                );
                Assert.True(exitCode == 1, $"{wrong.Name}={wrong.Value} ended with {exitCode}:\n{error}");
                Assert.Contains(
                    wrong.Says,
                    Assert.Single(error.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
                );
            }
        );
    }

    [Fact]
    public async Task The_frameworks_own_variables_say_where_it_listens()
    {
        await using var database = await TestDatabase.CreateAsync(DatabaseProvider.Sqlite);
        string[] names = ["ASPNETCORE_URLS", "DOTNET_URLS", "URLS", "Kestrel__Endpoints__One__Url", "ASPNETCORE_HTTP_PORTS", "HTTP_PORTS"];
        await Parallel.ForEachAsync(
            names,
            new ParallelOptions { MaxDegreeOfParallelism = 2 },
            async (name, _) =>
            {
                var port = ApiProcess.FreePort();
                var isPort = name.EndsWith("PORTS", StringComparison.Ordinal);
                await using var api = ApiProcess.StartWithVariable(
                    port,
                    database.ConnectionString,
                    name,
                    isPort ? $"{port}" : $"http://127.0.0.1:{port}"
                );
                await api.ReadyAsync();
                await Eventually.TrueAsync(
                    () =>
                        Task.FromResult(
                            api.Output.Any(line => line.Contains("can be reached from other machines", StringComparison.Ordinal)) == isPort
                        ),
                    $"{name}: whether others can reach it is said"
                );
            }
        );
    }
}
