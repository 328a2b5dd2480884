namespace Scheduler.Api.Appointments;

/// <summary>Counts those in this process who are choosing any free provider at this moment. Whoever is alone takes the best; many at once would all meet there.</summary>
public sealed class Choosers
{
    private int count;

    /// <returns>Whether nobody else is choosing.</returns>
    public bool Enter() => Interlocked.Increment(ref count) == 1;

    public void Leave() => Interlocked.Decrement(ref count);
}
