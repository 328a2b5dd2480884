using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Scheduler.Api;
using Scheduler.Api.Access;
using Scheduler.Data.Databases;

namespace Scheduler.Tests.Support;

/// <summary>The service on a real port, on a new database, with a clock that stands. It fails the test if it logged an error.</summary>
public sealed partial class TestApp : IAsyncDisposable
{
    /// <summary>A Saturday; the default present.</summary>
    public const string Now = "2026-11-21T08:00:00Z";

    private readonly TestDatabase database;
    private readonly bool ownsDatabase;
    private readonly Factory factory;
    private readonly HttpClient http;

    private TestApp(
        TestDatabase database,
        bool ownsDatabase,
        TestClock clock,
        IReadOnlyDictionary<string, string?> settings,
        TimeProvider? machine = null
    )
    {
        this.database = database;
        this.ownsDatabase = ownsDatabase;
        Clock = clock;
        factory = new Factory(database, clock, settings, machine);
        // The port is a setting below: UseKestrel(0) sets it on a server that the program may already have started.
        factory.UseKestrel();
        factory.StartServer();
        http = factory.CreateClient();
        http.Timeout = TimeSpan.FromSeconds(60);
    }

    public TestClock Clock { get; }
    public TestDatabase Database => database;
    public Uri Url => http.BaseAddress!;

    /// <summary>Every route, with what it says of itself.</summary>
    public IReadOnlyList<RouteEndpoint> Routes =>
        [.. factory.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()];

    /// <summary>A client of the same server, as a stranger would make one.</summary>
    public HttpClient Http => http;

    /// <summary>Messages logged at Error or above. A test that means to cause one clears them.</summary>
    public ConcurrentQueue<string> Errors => factory.Log.Errors;

    /// <param name="settings">Settings in pairs: name, value.</param>
    public static async Task<TestApp> StartAsync(DatabaseProvider provider, string now = Now, params string[] settings) =>
        new(await TestDatabase.CreateAsync(provider), true, new TestClock(now), Pairs(settings));

    /// <summary>One more instance on a database that is there; it shares the clock.</summary>
    public TestApp StartAnother(params string[] settings) => new(database, false, Clock, Pairs(settings));

    /// <summary>An instance on a database that outlives it.</summary>
    public static TestApp StartOn(TestDatabase database, TestClock clock, params string[] settings) =>
        new(database, false, clock, Pairs(settings));

    /// <summary>An instance that goes by its database's clock, on a machine with this one.</summary>
    public static TestApp StartByServerTime(TestDatabase database, TimeProvider machine, params string[] settings) =>
        new(database, false, new TestClock(Now), Pairs(settings), machine);

    public Task<Answer> GetAsync(string path, params (string Name, string Value)[] headers) =>
        SendAsync(HttpMethod.Get, path, null, headers);

    public Task<Answer> PostAsync(string path, object? body = null, params (string Name, string Value)[] headers) =>
        SendAsync(HttpMethod.Post, path, body, headers);

    public Task<Answer> PutAsync(string path, object body) => SendAsync(HttpMethod.Put, path, body);

    public Task<Answer> PatchAsync(string path, object body, params (string Name, string Value)[] headers) =>
        SendAsync(HttpMethod.Patch, path, body, headers);

    /// <param name="body">Text is sent as it is, anything else as JSON.</param>
    public async Task<Answer> SendAsync(HttpMethod method, string path, object? body, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, path);
        if (body is not null)
        {
            request.Content =
                body as HttpContent
                ?? new StringContent(
                    body as string ?? JsonSerializer.Serialize(body),
                    Encoding.UTF8,
                    new MediaTypeHeaderValue("application/json")
                );
        }

        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        using var response = await http.SendAsync(request);
        return new Answer(
            $"{method} {path}",
            (int)response.StatusCode,
            response.Headers,
            response.Content.Headers,
            await response.Content.ReadAsStringAsync()
        );
    }

    /// <summary>Calls an operation that has no route, as the service itself would.</summary>
    public async Task<Outcome<TResult>> RunAsync<TOperation, TResult>(Func<TOperation, Task<Outcome<TResult>>> run)
        where TOperation : notnull
    {
        await using var scope = factory.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<OperationContext>().Actor = Actor.System;
        return await run(scope.ServiceProvider.GetRequiredService<TOperation>());
    }

    /// <summary>Does a batch of a job as if it were due.</summary>
    public Task DoJobAsync<TJob>()
        where TJob : Scheduler.Api.Jobs.Job =>
        factory
            .Services.GetServices<Scheduler.Api.Jobs.Job>()
            .OfType<TJob>()
            .Single()
            .RunAsync(Clock.GetUtcNow().UtcDateTime, CancellationToken.None);

    public async ValueTask DisposeAsync()
    {
        http.Dispose();
        await factory.DisposeAsync();
        // The service's own thread disposes of its services too, and whoever comes second does not wait.
        await factory.Log.Ended.WaitAsync(TimeSpan.FromSeconds(30));
        if (ownsDatabase)
        {
            await database.DisposeAsync();
        }

        Assert.True(factory.Log.Errors.IsEmpty, $"The service logged errors:\n{string.Join('\n', factory.Log.Errors)}");
    }

    private static Dictionary<string, string?> Pairs(string[] settings) =>
        settings.Chunk(2).ToDictionary(pair => pair[0], pair => (string?)pair[1]);

    private sealed class Factory(
        TestDatabase database,
        TestClock clock,
        IReadOnlyDictionary<string, string?> settings,
        TimeProvider? machine
    ) : WebApplicationFactory<Program>
    {
        public ErrorLog Log { get; } = new();

        protected override void ConfigureWebHost(IWebHostBuilder builder)
        {
            builder.UseSetting(WebHostDefaults.ServerUrlsKey, "http://127.0.0.1:0");
            builder.UseSetting("Database:Provider", database.Provider.ToString());
            builder.UseSetting("ConnectionStrings:Scheduler", database.ConnectionString);
            // What lapses must not depend on the sweep: tests that are about it set it.
            builder.UseSetting("Scheduling:SweepSeconds", "3600");
            foreach (var (name, value) in settings)
            {
                builder.UseSetting(name, value);
            }

            builder.ConfigureServices(services =>
                services.Replace(
                    machine is null
                        ? ServiceDescriptor.Singleton<TimeProvider>(clock)
                        : ServiceDescriptor.Singleton(new MachineClock(machine))
                )
            );
            builder.ConfigureLogging(logging => logging.ClearProviders().Services.AddSingleton<ILoggerProvider>(_ => Log));
        }
    }
}
