namespace Scheduler.Tests.Support;

/// <summary>
/// What is run only where <c>SCHEDULER_TEST_ALL=1</c> asks for it, so that every run ends soon: what stands above the database
/// (pages, keys and sessions, mail, the edge of HTTP, commands) on PostgreSQL as well, and all rounds of a race.
/// </summary>
internal static class AtLength
{
    private static readonly string[] Above = ["Access", "Http", "Mail", "Operate", "Walkthroughs", "Web"];

    /// <summary>These of them write what a constraint or a lock decides.</summary>
    private static readonly string[] Deciding =
    [
        nameof(Access.SecondFactorTests),
        nameof(Access.AccountTests),
        nameof(Access.PasswordTests),
    ];

    public static bool IsWanted { get; } = Environment.GetEnvironmentVariable("SCHEDULER_TEST_ALL") == "1";

    /// <summary>Rounds of a race: each begins anew, so that fewer show the same, with less luck against them.</summary>
    public static int Rounds(int all, int few) => IsWanted ? all : few;

    public static bool IsAboveTheDatabase(Type test) =>
        Above.Any(slice => test.Namespace!.StartsWith($"Scheduler.Tests.{slice}", StringComparison.Ordinal))
        && !Deciding.Contains(test.Name);
}
