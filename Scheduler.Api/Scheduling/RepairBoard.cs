namespace Scheduler.Api.Scheduling;

/// <summary>Who has chosen what so far, and what that leaves free. Each part that can be taken has a price.</summary>
internal sealed class RepairBoard(RepairChoice[][] items, int partCount)
{
    private const int Nobody = -1;

    private readonly int[] takenBy = [.. Enumerable.Repeat(Nobody, partCount)];
    private readonly RepairChoice?[] chosen = new RepairChoice?[items.Length];

    /// <summary>By part, from 0.</summary>
    public double[] Prices { get; } = new double[partCount];

    /// <summary>The choice of each item; null as long as it has none.</summary>
    public IReadOnlyList<RepairChoice?> Chosen => chosen;

    public bool IsFree(RepairChoice choice) => Array.TrueForAll(choice.Parts, part => takenBy[part] == Nobody);

    /// <summary>What a choice costs together with the prices of what it takes.</summary>
    public double Priced(RepairChoice choice)
    {
        double price = choice.Cost;
        foreach (var part in choice.Parts)
        {
            price += Prices[part];
        }

        return price;
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

    /// <summary>Gives each item the cheapest choice that is free, those first that have the most to lose.</summary>
    /// <returns>Whether each has one.</returns>
    public bool Fill()
    {
        foreach (var i in Enumerable.Range(0, items.Length).OrderByDescending(i => Loss(items[i])))
        {
            if (items[i].Where(IsFree).MinBy(Priced) is not { } choice)
            {
                return false;
            }

            Take(i, choice);
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
                again |= items[i].Any(choice => choice.Cost < chosen[i]!.Cost && TryTake(i, choice));
            }
        } while (again);
    }

    /// <returns>Whether all together are cheaper for it; otherwise nothing has changed.</returns>
    private bool TryTake(int i, RepairChoice choice)
    {
        var others = choice.Parts.Select(part => takenBy[part]).Where(by => by != Nobody && by != i).Distinct().Take(2).ToList();
        if (others.Count == 0)
        {
            Leave(i);
            Take(i, choice);
            return true;
        }

        if (others is not [var j])
        {
            return false;
        }

        var (before, otherBefore) = (chosen[i]!, chosen[j]!);
        Leave(i);
        Leave(j);
        Take(i, choice);
        if (items[j].Where(IsFree).MinBy(c => c.Cost) is { } way && choice.Cost + way.Cost < before.Cost + otherBefore.Cost)
        {
            Take(j, way);
            return true;
        }

        Leave(i);
        Take(i, before);
        Take(j, otherBefore);
        return false;
    }

    /// <summary>How much dearer the second choice is than the first.</summary>
    private double Loss(RepairChoice[] choices)
    {
        var (first, second) = (double.PositiveInfinity, double.PositiveInfinity);
        foreach (var choice in choices)
        {
            var price = Priced(choice);
            (first, second) = price < first ? (price, first) : (first, Math.Min(second, price));
        }

        return second - first;
    }
}
