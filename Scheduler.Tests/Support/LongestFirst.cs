using Xunit.Sdk;
using Xunit.v3;

[assembly: TestCollectionOrderer(typeof(Scheduler.Tests.Support.LongestFirst))]

namespace Scheduler.Tests.Support;

/// <summary>Begins with what takes longest: begun last, it would run on alone when all else is done.</summary>
public sealed class LongestFirst : ITestCollectionOrderer
{
    private static readonly string[] Long =
    [
        nameof(Web.AccessibilityTests),
        nameof(Http.StartSettingsTests),
        nameof(Booking.OverlappingBookingsTests),
        nameof(Access.PasskeyTests),
        nameof(Chaos.CrashTests),
        nameof(Data.OfficeZoneTests),
        nameof(Access.OpenTests),
        nameof(Booking.ConfirmingAgainstExpiryTests),
        nameof(Access.KeyCommandTests),
        nameof(Access.AccountTests),
        nameof(Reliability.SeveralInstancesTests),
        nameof(Chaos.BackupTests),
    ];

    public IReadOnlyCollection<TTestCollection> OrderTestCollections<TTestCollection>(IReadOnlyCollection<TTestCollection> testCollections)
        where TTestCollection : ITestCollection => [.. testCollections.OrderBy(c => Place(c))];

    private static int Place(ITestCollection collection)
    {
        var at = Array.FindIndex(Long, name => collection.TestCollectionDisplayName.Contains($".{name}", StringComparison.Ordinal));
        return at < 0 ? Long.Length : at;
    }
}
