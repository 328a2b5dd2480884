namespace Scheduler.Api.Scheduling;

/// <summary>Chooses one choice for each item, so that nothing is taken twice, with the least cost: branch and bound.</summary>
/// <remarks>
/// The prices of parts are Lagrange multipliers: the choices at their least prices, less the prices of all parts, cost no more than any
/// plan. This bound prunes the search, and where it meets a plan that was found, that plan is the best.
/// </remarks>
internal sealed class RepairSearch(RepairChoice[][] items, int partCount)
{
    private const int PriceSteps = 200;

    /// <summary>A pace of the prices that brought nothing for so long is halved.</summary>
    private const int Patience = 8;

    /// <summary>Costs are whole: a bound that is so near below the next whole number is that number.</summary>
    private const double Rounding = 0.001;

    private readonly RepairBoard board = new(items, partCount);
    private RepairChoice[] best = [];
    private long bestCost;
    private int stepsLeft;

    /// <summary>The choice of each item. The last choice of each is to stay; those who stay are in nobody's way.</summary>
    /// <param name="mostSteps">Partial plans that are looked at.</param>
    public IReadOnlyList<RepairChoice> Find(int mostSteps)
    {
        best = [.. items.Select(choices => choices[^1])];
        bestCost = best.Sum(choice => choice.Cost);
        if (!IsLeast(SetPrices()))
        {
            stepsLeft = mostSteps;
            foreach (var choices in items)
            {
                Array.Sort(choices, (a, b) => board.Priced(a).CompareTo(board.Priced(b)));
            }

            Branch(0, board.Prices.Sum());
        }

        return best;
    }

    private bool IsLeast(double bound) => bound > bestCost - 1 + Rounding;

    /// <summary>Raises the price of what several want and lowers that of what nobody does, and offers the plans that come of it.</summary>
    /// <returns>The greatest bound, whose prices stay.</returns>
    private double SetPrices()
    {
        var (greatest, pace, since) = (double.NegativeInfinity, 1.0, 0);
        var ofGreatest = new double[partCount];
        var wanted = new int[partCount];
        for (var step = 0; step < PriceSteps && !IsLeast(greatest); step++)
        {
            var bound = Want(wanted);
            if (board.Fill())
            {
                board.Improve();
                Offer();
            }

            board.Clear();
            if (bound > greatest)
            {
                (greatest, since) = (bound, 0);
                board.Prices.CopyTo(ofGreatest, 0);
            }
            else if (++since == Patience)
            {
                (pace, since) = (pace / 2, 0);
            }

            if (!Step(wanted, pace * (bestCost - bound + 1)))
            {
                break;
            }
        }

        ofGreatest.CopyTo(board.Prices, 0);
        return greatest;
    }

    /// <summary>Counts for each part the items of whose cheapest choice it is a part. Returns the bound.</summary>
    private double Want(int[] wanted)
    {
        Array.Clear(wanted);
        var bound = -board.Prices.Sum();
        foreach (var choices in items)
        {
            var cheapest = choices.MinBy(board.Priced)!;
            bound += board.Priced(cheapest);
            foreach (var part in cheapest.Parts)
            {
                wanted[part]++;
            }
        }

        return bound;
    }

    /// <returns>False where no price changes: nobody wants what another one does.</returns>
    private bool Step(int[] wanted, double far)
    {
        var prices = board.Prices;
        var length = 0L;
        for (var part = 0; part < partCount; part++)
        {
            length += wanted[part] > 1 || prices[part] > 0 ? (long)(wanted[part] - 1) * (wanted[part] - 1) : 0;
        }

        for (var part = 0; part < partCount && length > 0; part++)
        {
            prices[part] = Math.Max(0, prices[part] + (far / length * (wanted[part] - 1)));
        }

        return length > 0;
    }

    /// <param name="cost">Of what is chosen so far.</param>
    /// <param name="freePrices">Of all parts that are free.</param>
    private void Branch(long cost, double freePrices)
    {
        if (stepsLeft-- <= 0)
        {
            return;
        }

        var bound = cost - freePrices;
        var (next, mostLoss, ofNext) = (-1, double.NegativeInfinity, 0.0);
        for (var i = 0; i < items.Length; i++)
        {
            if (board.Chosen[i] is null)
            {
                var free = items[i].Where(board.IsFree).Take(2).ToList();
                if (free.Count == 0)
                {
                    return;
                }

                var cheapest = board.Priced(free[0]);
                var loss = free.Count == 1 ? double.PositiveInfinity : board.Priced(free[1]) - cheapest;
                bound += cheapest;
                (next, mostLoss, ofNext) = loss > mostLoss ? (i, loss, cheapest) : (next, mostLoss, ofNext);
            }
        }

        if (next < 0)
        {
            Offer();
            return;
        }

        foreach (var choice in items[next].Where(board.IsFree).ToList())
        {
            if (IsLeast(bound - ofNext + board.Priced(choice)))
            {
                return;
            }

            board.Take(next, choice);
            Branch(cost + choice.Cost, freePrices - choice.Parts.Sum(part => board.Prices[part]));
            board.Leave(next);
        }
    }

    private void Offer()
    {
        var cost = board.Chosen.Sum(choice => choice!.Cost);
        if (cost < bestCost)
        {
            (best, bestCost) = ([.. board.Chosen.OfType<RepairChoice>()], cost);
        }
    }
}
