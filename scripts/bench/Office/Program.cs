using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using Bench;
using Office;

var (file, postgres, port) = (args[0], args[1], int.Parse(args[2], CultureInfo.InvariantCulture));
var missed = await MeasureAsync("SQLite", "Sqlite", $"Data Source={file}");
return (postgres.Length > 0 && await MeasureAsync("PostgreSQL", "Postgres", postgres)) || missed ? 1 : 0;

// Whether a figure is missed: 20 KB and 15 ms for the board, 200 ms for a plan; medians, for other work may run on the machine.
async Task<bool> MeasureAsync(string name, string provider, string connectionString)
{
    using var server = await Server.StartAsync(
        name,
        Path.GetFullPath("artifacts/bin/Scheduler.Api/release/Scheduler.Api.dll"),
        [],
        port,
        "/health/ready",
        ("Database__Provider", provider),
        ("Database__MigrateOnStart", "true"),
        ("ConnectionStrings__Scheduler", connectionString)
    );
    using var plain = new HttpClient { BaseAddress = server.Url };
    var practice = new Practice(plain);
    await practice.OpenAsync();
    using var http = new HttpClient { BaseAddress = server.Url };
    http.DefaultRequestHeaders.Add("Accept-Encoding", "br");

    var board = new Uri($"/?date={practice.FullDay:yyyy-MM-dd}", UriKind.Relative);
    var bytes = (await http.GetByteArrayAsync(board)).Length;
    var (wall, cpu) = await TimesAsync(server, 500, () => http.GetByteArrayAsync(board));
    Console.WriteLine(
        $"{name}: day board of {Practice.Providers} providers and 200 appointments: {bytes:N0} bytes compressed; median {wall:0.0} ms, {cpu:0.0} ms of the service's processor time"
    );
    var isMissed = bytes > 20 * 1024 || wall > 15;

    foreach (var (day, what) in new[] { (practice.FourAway, "four are away"), (practice.NoAfternoon, "no afternoon") })
    {
        var appointmentIds = await practice.DisplacedAsync(day);
        var path = new Uri("/api/appointments/proposals", UriKind.Relative);
        var plan = await PlanAsync();
        (wall, cpu) = await TimesAsync(server, 60, PlanAsync);
        Console.WriteLine(
            $"{name}: repair, {what}: {appointmentIds.Count} displaced, {plan.GetProperty("plan").GetArrayLength()} have a place; median {wall:0} ms, {cpu:0} ms of the service's processor time"
        );
        isMissed |= wall > 200 || appointmentIds.Count != 40 || plan.GetProperty("unplaced").GetArrayLength() > 0;

        async Task<JsonElement> PlanAsync()
        {
            using var answer = await plain.PostAsJsonAsync(path, new { appointmentIds, providers = "any" });
            return await answer.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonElement>();
        }
    }

    return isMissed;
}

// The median of the calls in milliseconds, and the processor time of each on average, once what is called often is compiled.
static async Task<(double Wall, double Cpu)> TimesAsync(Server server, int count, Func<Task> call)
{
    var times = new List<double>();
    var cpu = 0.0;
    for (var i = -count / 2; i < count; i++)
    {
        if (i == 0)
        {
            times.Clear();
            cpu = server.CpuSeconds;
        }

        var clock = Stopwatch.StartNew();
        await call();
        times.Add(clock.Elapsed.TotalMilliseconds);
    }

    times.Sort();
    return (times[count / 2], (server.CpuSeconds - cpu) * 1000 / count);
}
