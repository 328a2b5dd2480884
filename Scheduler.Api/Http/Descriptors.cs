using System.Globalization;

namespace Scheduler.Api.Http;

/// <summary>How many connections the operating system's limit of descriptors leaves room for.</summary>
/// <remarks>A process without a free descriptor cannot load an assembly or open its database any more, and ends.</remarks>
public static class Descriptors
{
    private const int MostConnections = 10_000;

    /// <summary>For the database, the log, assemblies and what is accepted only to be closed.</summary>
    private const int KeptForOthers = 1_500;

    /// <summary>Where that would be nearly all of them, connections get this part.</summary>
    private const int ShareOfFew = 4;

    /// <returns>From 1 to 10,000.</returns>
    /// <param name="limit">Null where it is unknown or there is none.</param>
    public static int Connections(int? limit) =>
        limit is { } descriptors
            ? Math.Clamp(Math.Max(descriptors - KeptForOthers, descriptors / ShareOfFew), 1, MostConnections)
            : MostConnections;

    /// <summary>
    /// The limit of this process, which the runtime raised to the hard one at its start; null where it is unknown or there is none.
    /// </summary>
    public static int? Limit()
    {
        const string Limits = "/proc/self/limits";
        const string Name = "Max open files";
        if (
            !File.Exists(Limits)
            || File.ReadLines(Limits).FirstOrDefault(line => line.StartsWith(Name, StringComparison.Ordinal)) is not { } line
        )
        {
            return null;
        }

        var soft = line[Name.Length..].Split(' ', StringSplitOptions.RemoveEmptyEntries)[0];
        return int.TryParse(soft, NumberStyles.None, CultureInfo.InvariantCulture, out var limit) ? limit : null;
    }
}
