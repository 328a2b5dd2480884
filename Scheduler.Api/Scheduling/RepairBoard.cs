namespace Scheduler.Api.Scheduling;

/// <summary>Who has chosen what so far, and what that leaves free. Each part that can be taken has a price.</summary>
/// <remarks>The loops below are all that a plan costs: they allocate nothing.</remarks>
/// <param name="items">The choices of each item, the least cost first.</param>
internal sealed class RepairBoard(RepairChoice[][] items, int partCount)
{
    private const int Nobody = -1;

    private readonly int[] takenBy = [.. Enumerable.Repeat(Nobody, partCount)];
    private readonly RepairChoice?[] chosen = new RepairChoice?[items.Length];
    private readonly int[] order = new int[items.Length];
    private readonly double[] losses = new double[items.Length];

    /// <summary>By part, from 0.</summary>
    public double[] Prices { get; } = new double[partCount];

    /// <summary>By item and choice: what it costs together with the prices of what it takes. <see cref="Price"/> sets it.</summary>
    public double[][] Priced { get; } = [.. items.Select(choices => new double[choices.Length])];

    /// <summary>The choice of each item; null as long as it has none.</summary>
    public IReadOnlyList<RepairChoice?> Chosen => chosen;

    public void Price()
    {
        for (var i = 0; i < items.Length; i++)
        {
            for (var c = 0; c < items[i].Length; c++)
            {
                double price = items[i][c].Cost;
                foreach (var part in items[i][c].Parts)
                {
                    price += Prices[part];
                }

                Priced[i][c] = price;
            }
        }
    }

    public bool IsFree(RepairChoice choice)
    {
        foreach (var part in choice.Parts)
        {
            if (takenBy[part] != Nobody)
            {
                return false;
            }
        }

        return true;
    }

    public void Take(int item, RepairChoice choice)
    {
        chosen[item] = choice;
        foreach (var part in choice.Parts)
        {
            takenBy[part] = item;
        }
    }

    public void Leave(int item)
    {
        foreach (var part in chosen[item]?.Parts ?? [])
        {
            takenBy[part] = Nobody;
        }

        chosen[item] = null;
    }

    public void Clear()
    {
        for (var i = 0; i < items.Length; i++)
        {
            Leave(i);
        }
    }

    /// <summary>Gives each item the choice of the least price that is free, those first that have the most to lose.</summary>
    /// <returns>Whether each has one.</returns>
    public bool Fill()
    {
        for (var i = 0; i < items.Length; i++)
        {
            (order[i], losses[i]) = (i, -Loss(Priced[i]));
        }

        Array.Sort(losses, order);
        foreach (var i in order)
        {
            var least = Nobody;
            for (var c = 0; c < items[i].Length; c++)
            {
                if ((least == Nobody || Priced[i][c] < Priced[i][least]) && IsFree(items[i][c]))
                {
                    least = c;
                }
            }

            if (least == Nobody)
            {
                return false;
            }

            Take(i, items[i][least]);
        }

        return true;
    }

    /// <summary>Gives items cheaper choices, for which one other at the most makes way, for as long as all together get cheaper.</summary>
    public void Improve()
    {
        bool again;
        do
        {
            again = false;
            for (var i = 0; i < items.Length; i++)
            {
                for (var c = 0; c < items[i].Length && items[i][c].Cost < chosen[i]!.Cost; c++)
                {
                    again |= TryTake(i, items[i][c]);
                }
            }
        } while (again);
    }

    /// <returns>Whether all together are cheaper for it; otherwise nothing has changed.</returns>
    private bool TryTake(int i, RepairChoice choice)
    {
        var other = Nobody;
        foreach (var part in choice.Parts)
        {
            var by = takenBy[part];
            if (by != Nobody && by != i && by != other)
            {
                if (other != Nobody)
                {
                    return false;
                }

                other = by;
            }
        }

        var before = chosen[i]!;
        Leave(i);
        if (other == Nobody)
        {
            Take(i, choice);
            return true;
        }

        var otherBefore = chosen[other]!;
        Leave(other);
        Take(i, choice);
        foreach (var way in items[other])
        {
            if (way.Cost >= before.Cost + otherBefore.Cost - choice.Cost)
            {
                break;
            }

            if (IsFree(way))
            {
                Take(other, way);
                return true;
            }
        }

        Leave(i);
        Take(i, before);
        Take(other, otherBefore);
        return false;
    }

    /// <summary>How much dearer the second choice is than the first.</summary>
    private static double Loss(double[] priced)
    {
        var (first, second) = (double.PositiveInfinity, double.PositiveInfinity);
        foreach (var price in priced)
        {
            (first, second) = price < first ? (price, first) : (first, Math.Min(second, price));
        }

        return double.IsPositiveInfinity(second) ? double.MaxValue : second - first;
    }
}
