namespace Scheduler.Api.Http;

/// <summary>Places, of which no address may have more than its share.</summary>
public sealed class Shares(int total, int perAddress)
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, int> taken = new(StringComparer.Ordinal);
    private int all;

    /// <param name="address">Null for one that stands for many, which takes places without a share.</param>
    public bool TryTake(string? address)
    {
        lock (gate)
        {
            var own = address is null ? 0 : taken.GetValueOrDefault(address);
            if (all >= total || own >= perAddress)
            {
                return false;
            }

            all++;
            if (address is not null)
            {
                taken[address] = own + 1;
            }

            return true;
        }
    }

    public void Return(string? address)
    {
        lock (gate)
        {
            all--;
            if (address is not null && --taken[address] is var left && left == 0)
            {
                taken.Remove(address);
            }
        }
    }
}
