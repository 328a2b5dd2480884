namespace Bench;

/// <summary>How requests are made.</summary>
internal sealed record Load(string Script, int Connections);

/// <summary>One thing that is measured.</summary>
/// <param name="Arguments">The script's, given the number of the run, so that no run repeats another's writes.</param>
/// <param name="Sample">A path whose answer the ceiling gives too; null where it makes the answer itself.</param>
/// <param name="Target">The least share of the ceiling that is asked for on SQLite; 0: none.</param>
/// <param name="Naive">Whether the naive write is measured beside it.</param>
internal sealed record Case(string Name, Load Load, Func<int, string[]> Arguments, string? Sample, double Target = 0, bool Naive = false);

internal static class Cases
{
    /// <summary>Confirmations and cancellations in one run at the most: how many holds it may use up is half of it.</summary>
    public const int ChangesARun = 40_000;

    public static IReadOnlyList<Case> All(Dataset data, string heldIds, DateTime today)
    {
        var from = $"{today.AddDays(1):yyyy-MM-dd}";
        return
        [
            new("book visits, 64 connections", new("visits.lua", 64), run => [$"v{run}", "0"], null, 0.20, Naive: true),
            new("book visits, 256 connections", new("visits.lua", 256), run => [$"w{run}", "0"], null, 0, Naive: true),
            new("book visits, half of them refused", new("visits.lua", 64), run => [$"r{run}", "50"], null),
            new(
                "book consultations, 100 providers",
                new("consultations.lua", 64),
                run => [$"c{run}", $"{run * 30_000}", $"{Unix(today.AddDays(2))}"],
                null,
                0.12
            ),
            new("confirm and cancel", new("change.lua", 64), run => [heldIds, $"{run * ChangesARun / 2}"], "/api/appointments/{held}"),
            Read("list a user's 20 appointments", "/api/users/u-%d/appointments", data.Users, 0.20),
            Read("slots of a provider, 7 days", Slots("p-%d", 7), 20, 0.15),
            Read("slots of a provider, 30 days", Slots("p-%d", 30), 20, 0.10),
            Read(
                "slots of 20 providers, 60 days",
                Slots(string.Join("&provider=", Enumerable.Range(0, 20).Select(i => $"p-{i}")), 60),
                1,
                0
            ),
            Read("overlap of 2 providers, 31 days", Overlap(2), 1, 0),
            Read("overlap of 10 providers, 31 days", Overlap(10), 1, 0),
            Read("overlap of 200 providers, 31 days", Overlap(200), 1, 0),
        ];

        static Case Read(string name, string path, int count, double target) =>
            new(name, new("read.lua", 64), _ => [path, $"{count}"], path.Replace("%d", "1", StringComparison.Ordinal), target);

        string Slots(string providers, int days) =>
            $"/api/slots?appointmentType=consultation&provider={providers}&from={from}&to={today.AddDays(days + 1):yyyy-MM-dd}&limit=200";

        string Overlap(int count) =>
            $"/api/overlaps?from={from}&to={today.AddDays(32):yyyy-MM-dd}&{string.Join('&', Enumerable.Range(0, count).Select(i => $"provider=p-{i}"))}";

        static long Unix(DateTime instant) => new DateTimeOffset(instant).ToUnixTimeSeconds();
    }
}
