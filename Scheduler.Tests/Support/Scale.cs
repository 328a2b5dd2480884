using System.Globalization;

namespace Scheduler.Tests.Support;

/// <summary>How much a test does: little among all tests, more where <c>scripts/chaos</c> says so.</summary>
internal static class Scale
{
    /// <param name="variable">The environment variable that says how much.</param>
    /// <param name="small">What is done without it.</param>
    public static int Of(string variable, int small) =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } set ? int.Parse(set, CultureInfo.InvariantCulture) : small;
}
