namespace Scheduler.Api.Appointments;

/// <summary>
/// Counts those in this process who are choosing any free provider at this moment.
/// Whoever is alone takes the best; many at once would all meet there.
/// </summary>
public sealed class Choosers
{
    private int count;

    /// <summary>From here on, until it is disposed of, somebody is choosing.</summary>
    public Chooser Enter() => new(this, Interlocked.Increment(ref count) == 1);

    /// <param name="all">Everybody who is choosing.</param>
    /// <param name="isAlone">Whether nobody else was when this one began.</param>
    public sealed class Chooser(Choosers all, bool isAlone) : IDisposable
    {
        public bool IsAlone => isAlone;

        public void Dispose() => Interlocked.Decrement(ref all.count);
    }
}
