using System.Globalization;

namespace Bench;

/// <summary>What the command line asks for.</summary>
internal sealed record Settings(string[] Arguments)
{
    private const string DefaultSizes = "1000000";

    public bool Quick => Arguments.Contains("--quick");
    public bool Postgres => !Arguments.Contains("--no-postgres");
    public bool Growth => !Quick && !Arguments.Contains("--no-growth");
    public bool Write => !Quick && Only is null && !Arguments.Contains("--no-write");
    public string? Only => Value("--only");

    /// <summary>A checkout of another version in which <c>scripts/bench/run</c> has run with the same size and rounds: measured beside this one.</summary>
    public string? Before => Value("--before");
    public int Size => int.Parse(Value("--size") ?? DefaultSizes, CultureInfo.InvariantCulture);

    /// <summary>Beside another version more: three rounds of the same code differ by up to a fifth.</summary>
    public int Rounds => Quick ? 1 : int.Parse(Value("--rounds") ?? (Before is null ? "3" : "7"), CultureInfo.InvariantCulture);
    public double Seconds => Quick ? 2 : 3;

    /// <summary>
    /// Under load before anything is measured: the compiler goes on to optimise for about that long. A booking took 145 µs of processor
    /// time after half a minute, and 118 after a minute and a half; 106 and 97 in a version with half as much code.
    /// </summary>
    public double WarmUpSeconds => Quick ? 8 : 90;

    public static int[] GrowthSizes => [10_000, 3_000_000];

    private string? Value(string name) =>
        Array.IndexOf(Arguments, name) is >= 0 and var at && at + 1 < Arguments.Length ? Arguments[at + 1] : null;
}
