namespace Scheduler.Api.Scheduling;

/// <summary>Chooses one choice for each item, so that nothing is taken twice, with the least cost: branch and bound.</summary>
/// <remarks>
/// The prices of parts are Lagrange multipliers: the choices at their least prices, less the prices of all parts, cost no more than any
/// plan. This bound prunes the search, and where it meets a plan that was found, that plan is the best.
/// </remarks>
internal sealed class RepairSearch
{
    private const int PriceSteps = 200;

    /// <summary>In so many steps one plan is improved although it is no better than the best.</summary>
    private const int ImproveEvery = 20;

    /// <summary>A pace of the prices that brought nothing for so long is halved.</summary>
    private const int Patience = 8;

    /// <summary>Costs are whole: a bound that is so near below the next whole number is that number.</summary>
    private const double Rounding = 0.001;

    private readonly RepairChoice[][] items;
    private readonly RepairBoard board;
    private RepairChoice[] best;
    private long bestCost;
    private int stepsLeft;

    /// <param name="choices">
    /// Of each item. The last choice of each is to stay, which costs the most; those who stay are in nobody's way.
    /// </param>
    public RepairSearch(RepairChoice[][] choices, int partCount)
    {
        items = choices;
        best = [.. items.Select(of => of[^1])];
        bestCost = best.Sum(choice => choice.Cost);
        foreach (var of in items)
        {
            Array.Sort(of, (a, b) => a.Cost.CompareTo(b.Cost));
        }

        board = new RepairBoard(items, partCount);
    }

    /// <summary>The choice of each item.</summary>
    /// <param name="mostSteps">Partial plans that are looked at.</param>
    public IReadOnlyList<RepairChoice> Find(int mostSteps)
    {
        if (!IsLeast(SetPrices()))
        {
            stepsLeft = mostSteps;
            board.Price();
            for (var i = 0; i < items.Length; i++)
            {
                Array.Sort(board.Priced[i], items[i]);
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
        var prices = board.Prices;
        var (ofGreatest, wanted) = (new double[prices.Length], new int[prices.Length]);
        for (var step = 0; step < PriceSteps && !IsLeast(greatest); step++)
        {
            board.Price();
            var bound = RepairPrices.Want(items, board, wanted);
            if (board.Fill() && (Offer() || step % ImproveEvery == 0))
            {
                board.Improve();
                Offer();
            }

            board.Clear();
            if (bound > greatest)
            {
                (greatest, since) = (bound, 0);
                prices.CopyTo(ofGreatest, 0);
            }
            else if (++since == Patience)
            {
                (pace, since) = (pace / 2, 0);
            }

            if (!RepairPrices.Step(prices, wanted, pace * (bestCost - bound + 1)))
            {
                break;
            }
        }

        ofGreatest.CopyTo(prices, 0);
        return greatest;
    }

    /// <param name="cost">Of what is chosen so far.</param>
    /// <param name="freePrices">Of all parts that are free.</param>
    private void Branch(long cost, double freePrices)
    {
        var bound = cost - freePrices;
        var (next, most, ofNext) = (-1, double.NegativeInfinity, 0.0);
        for (var i = 0; i < items.Length; i++)
        {
            if (board.Chosen[i] is null)
            {
                var first = NextFree(i, 0);
                if (first == items[i].Length)
                {
                    return;
                }

                var second = NextFree(i, first + 1);
                var least = board.Priced[i][first];
                var loss = second == items[i].Length ? double.MaxValue : board.Priced[i][second] - least;
                bound += least;
                (next, most, ofNext) = loss > most ? (i, loss, least) : (next, most, ofNext);
            }
        }

        if (next < 0)
        {
            Offer();
            return;
        }

        for (var c = NextFree(next, 0); c < items[next].Length && stepsLeft > 0; c = NextFree(next, c + 1))
        {
            if (IsLeast(bound - ofNext + board.Priced[next][c]))
            {
                return;
            }

            stepsLeft--;
            var choice = items[next][c];
            board.Take(next, choice);
            Branch(cost + choice.Cost, freePrices - choice.Parts.Sum(part => board.Prices[part]));
            board.Leave(next);
        }
    }

    private int NextFree(int item, int from)
    {
        while (from < items[item].Length && !board.IsFree(items[item][from]))
        {
            from++;
        }

        return from;
    }

    /// <returns>Whether what is chosen is better than the best so far.</returns>
    private bool Offer()
    {
        var cost = board.Chosen.Sum(choice => choice!.Cost);
        if (cost >= bestCost)
        {
            return false;
        }

        (best, bestCost) = ([.. board.Chosen.OfType<RepairChoice>()], cost);
        return true;
    }
}
