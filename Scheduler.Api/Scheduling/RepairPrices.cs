namespace Scheduler.Api.Scheduling;

/// <summary>A step of the prices towards those at which nobody wants what another one does: the subgradient method.</summary>
internal static class RepairPrices
{
    /// <summary>Counts for each part the items of whose cheapest choice it is a part. Returns the bound.</summary>
    public static double Want(RepairChoice[][] items, RepairBoard board, int[] wanted)
    {
        Array.Clear(wanted);
        var bound = -board.Prices.Sum();
        for (var i = 0; i < items.Length; i++)
        {
            var cheapest = 0;
            for (var c = 1; c < items[i].Length; c++)
            {
                cheapest = board.Priced[i][c] < board.Priced[i][cheapest] ? c : cheapest;
            }

            bound += board.Priced[i][cheapest];
            foreach (var part in items[i][cheapest].Parts)
            {
                wanted[part]++;
            }
        }

        return bound;
    }

    /// <returns>False where no price changes: nobody wants what another one does.</returns>
    public static bool Step(double[] prices, int[] wanted, double far)
    {
        var length = 0L;
        for (var part = 0; part < prices.Length; part++)
        {
            length += wanted[part] > 1 || prices[part] > 0 ? (long)(wanted[part] - 1) * (wanted[part] - 1) : 0;
        }

        for (var part = 0; part < prices.Length && length > 0; part++)
        {
            prices[part] = Math.Max(0, prices[part] + (far / length * (wanted[part] - 1)));
        }

        return length > 0;
    }
}
