namespace Scheduler.Api.Appointments;

/// <summary>
/// Roughly who has booked through this instance lately, or has met the daily limit: whether their dates are worth a look before the write,
/// which refuses them later and in a transaction. A wrong answer costs time and nothing else.
/// </summary>
public sealed class RecentUsers
{
    private const int Places = 1 << 16;

    /// <summary>The last hash of each place: whoever comes later takes it.</summary>
    private readonly int[] hashes = new int[Places];

    public void Add(string userId)
    {
        var hash = userId.GetHashCode(StringComparison.Ordinal);
        hashes[hash & (Places - 1)] = hash;
    }

    public bool Has(string userId)
    {
        var hash = userId.GetHashCode(StringComparison.Ordinal);
        return hashes[hash & (Places - 1)] == hash;
    }
}
