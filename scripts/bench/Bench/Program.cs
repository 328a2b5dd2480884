using Bench;

var settings = new Settings(args);
var root = Environment.CurrentDirectory;
var scripts = Path.Combine(root, "scripts/bench/lua");
var folder = Directory.CreateDirectory(Path.Combine(root, "artifacts/bench/data")).FullName;
var today = TimeProvider.System.GetUtcNow().UtcDateTime.Date;
using var databases = new Databases(folder, today, settings.Rounds);
using var ceiling = await Servers.CeilingAsync(root);
var report = new Report(settings);

var runner = new Runner(ceiling, scripts, settings.Seconds, settings.Rounds);
var cases = Cases
    .All(databases.Data(settings.Size), await databases.HeldIdsAsync(settings.Size), today)
    .Where(c => settings.Only is null || c.Name.Contains(settings.Only, StringComparison.Ordinal))
    .ToList();
var held = File.ReadLines(Path.Combine(folder, $"held-{settings.Size}")).First();

using (var servers = await Servers.StartAsync(root, databases, settings))
{
    await runner.WarmUpAsync(ceiling, cases, settings.WarmUpSeconds / 3);
    foreach (var server in servers.All)
    {
        await runner.WarmUpAsync(server, cases, settings.WarmUpSeconds);
    }

    foreach (var item in cases)
    {
        report.Add(item, await runner.RunAsync(item, servers.For(item), held));
    }

    report.Add(servers);
}

if (settings.Only is null)
{
    report.AddIntervals();
}

if (settings.Growth)
{
    var shorter = new Runner(ceiling, scripts, settings.Seconds, 2);
    var sizes = new List<(Server Server, IReadOnlyList<Case> Cases)>();
    foreach (var size in Settings.GrowthSizes)
    {
        var server = await Servers.SqliteAsync(
            root,
            $"SQLite, {size:N0}",
            await databases.SqliteAsync(size, $"growth-{size}"),
            5190 + sizes.Count
        );
        sizes.Add(
            (
                server,
                Cases
                    .All(databases.Data(size), await databases.HeldIdsAsync(size), today)
                    .Where(c => cases.Any(x => x.Name == c.Name))
                    .ToList()
            )
        );
        await shorter.WarmUpAsync(server, sizes[^1].Cases, settings.WarmUpSeconds);
    }

    for (var i = 0; i < cases.Count; i++)
    {
        report.AddGrowth(cases[i], await shorter.CompareAsync(sizes.Select(s => (s.Server, s.Cases[i])).ToList()));
    }

    sizes.ForEach(s => s.Server.Dispose());
}

report.Print();
