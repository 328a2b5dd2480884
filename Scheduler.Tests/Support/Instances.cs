using System.Diagnostics;
using System.Net.Http.Json;
using System.Net.Sockets;
using Scheduler.Api.Appointments;

namespace Scheduler.Tests.Support;

/// <summary>Several processes of the built service on one PostgreSQL database; every request goes to the next of them.</summary>
public sealed class Instances : IAsyncDisposable
{
    private readonly TestDatabase database;
    private readonly List<Process> processes = [];
    private readonly List<HttpClient> clients = [];
    private int next = -1;

    private Instances(TestDatabase database) => this.database = database;

    public TestDatabase Database => database;

    public static async Task<Instances> StartAsync(int count, params (string Name, string Value)[] settings)
    {
        var instances = new Instances(await TestDatabase.CreateAsync(DatabaseProvider.Postgres));
        for (var i = 0; i < count; i++)
        {
            instances.Start(settings);
        }

        foreach (var client in instances.clients)
        {
            await Eventually.TrueAsync(() => IsReadyAsync(client), "the instance is ready");
        }

        return instances;
    }

    /// <summary>Sends to one instance after the other.</summary>
    public async Task<Answer> PostAsync(string path, object? body = null)
    {
        using var response = await Next().PostAsJsonAsync(path, body ?? new { });
        return new Answer(
            $"POST {path}",
            (int)response.StatusCode,
            response.Headers,
            response.Content.Headers,
            await response.Content.ReadAsStringAsync()
        );
    }

    /// <inheritdoc cref="PostAsync"/>
    public async Task<Answer> PutAsync(string path, object body)
    {
        using var response = await Next().PutAsJsonAsync(path, body);
        return new Answer(
            $"PUT {path}",
            (int)response.StatusCode,
            response.Headers,
            response.Content.Headers,
            await response.Content.ReadAsStringAsync()
        );
    }

    /// <summary>What each of the instances answers, as JSON text.</summary>
    public async Task<string[]> GetFromEachAsync(string path) => await Task.WhenAll(clients.Select(c => c.GetStringAsync(path)));

    /// <summary>Ends one as a crash would; the others go on.</summary>
    public void Kill(int index)
    {
        processes[index].Kill();
        clients.RemoveAt(index);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var process in processes)
        {
            if (!process.HasExited)
            {
                process.Kill();
                await process.WaitForExitAsync();
            }

            process.Dispose();
        }

        clients.ForEach(c => c.Dispose());
        await database.DisposeAsync();
    }

    private HttpClient Next() => clients[(int)((uint)Interlocked.Increment(ref next) % clients.Count)];

    private void Start((string Name, string Value)[] settings)
    {
        var url = $"http://127.0.0.1:{FreePort()}";
        var start = new ProcessStartInfo("dotnet", [typeof(AppointmentEndpoints).Assembly.Location])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            WorkingDirectory = Path.GetTempPath(),
        };
        start.Environment["Urls"] = url;
        start.Environment["Database__Provider"] = "Postgres";
        start.Environment["ConnectionStrings__Scheduler"] = database.ConnectionString;
        foreach (var (name, value) in settings)
        {
            start.Environment[name] = value;
        }

        var process = Process.Start(start)!;
        process.OutputDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        processes.Add(process);
        clients.Add(new HttpClient { BaseAddress = new Uri(url), Timeout = TimeSpan.FromSeconds(60) });
    }

    private static async Task<bool> IsReadyAsync(HttpClient client)
    {
        try
        {
            using var answer = await client.GetAsync("/health/ready");
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(System.Net.IPAddress.Loopback, 0);
        listener.Start();
        return ((System.Net.IPEndPoint)listener.LocalEndpoint).Port;
    }
}
