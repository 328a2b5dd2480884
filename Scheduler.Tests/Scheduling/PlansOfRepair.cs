using Scheduler.Api.Scheduling;

namespace Scheduler.Tests.Scheduling;

/// <summary>Places for several appointments at once: as many as can be, with the least change, compared with every plan there is.</summary>
public sealed class PlansOfRepair
{
    private static readonly DateTime Start = Given.At("2026-11-23T09:00:00Z");

    [Fact]
    public void Two_who_want_one_place_cost_the_least_together()
    {
        // The first could have 9:00 for nothing, and only 9:00 costs the second little.
        var items = new[]
        {
            Item("alice", Place("a", 100, 1), (Place("a", 0, 1), 0), (Place("a", 1, 1), 15)),
            Item("bob", Place("a", 101, 1), (Place("a", 0, 1), 5), (Place("a", 2, 1), 90)),
        };
        Assert.Equal([1, 0], RepairPlan.Find(items));
    }

    [Fact]
    public void Two_may_swap_and_whoever_has_to_stay_keeps_the_place()
    {
        var (first, second) = (Place("a", 0, 1), Place("a", 1, 1));
        Assert.Equal([0, 0], RepairPlan.Find([Item("alice", first, (second, 15)), Item("bob", second, (first, 15))]));
        Assert.Equal([null, null], RepairPlan.Find([Item("alice", first, (second, 15)), Item("bob", second)]));
    }

    [Fact]
    public void A_user_has_each_date_once()
    {
        var date = Given.On("2026-11-24");
        var items = new[] { "a", "b" }.Select(provider =>
            Item(
                "alice",
                Place(provider, 100, 1),
                (Place(provider, 0, 1) with { Dates = [date] }, 10),
                (Place(provider, 4, 1) with { Dates = [date.AddDays(1)] }, 20)
            )
        );
        Assert.Equal([0, 1], RepairPlan.Find([.. items]).Order());
    }

    /// <summary>Lengths of one to three quarters of an hour, so that places overlap in part; often there are too few for all.</summary>
    [Fact]
    public void Small_cases_are_as_good_as_the_best_of_all_plans()
    {
        var random = new Random(20261123);
        for (var round = 0; round < 400; round++)
        {
            var items = Enumerable
                .Range(0, random.Next(1, 6))
                .Select(i =>
                {
                    var length = random.Next(1, 4);
                    return Item(
                        $"user-{random.Next(3)}",
                        Place("closed", 10 * i, length),
                        [
                            .. Enumerable
                                .Range(0, random.Next(0, 6))
                                .Select(_ => (Place($"p{random.Next(2)}", random.Next(6), length), random.Next(0, 200))),
                        ]
                    );
                })
                .ToList();
            var found = RepairPlan.Find(items);
            Assert.True(AreApart(items, found), $"Round {round}: two are in one place.");
            Assert.Equal(Best(items, 0, []), Worth(items, found));
        }
    }

    /// <summary>How many have to stay, and what the others cost.</summary>
    private static (int Staying, int Cost) Worth(IReadOnlyList<RepairItem> items, IReadOnlyList<int?> plan) =>
        (plan.Count(choice => choice is null), plan.Select((choice, i) => choice is { } c ? items[i].Alternatives[c].Cost : 0).Sum());

    private static (int Staying, int Cost) Best(IReadOnlyList<RepairItem> items, int next, List<int?> plan)
    {
        if (next == items.Count)
        {
            return AreApart(items, plan) ? Worth(items, plan) : (int.MaxValue, 0);
        }

        return Enumerable
            .Range(0, items[next].Alternatives.Count)
            .Select(choice => (int?)choice)
            .Append(null)
            .Min(choice => Best(items, next + 1, [.. plan, choice]));
    }

    private static bool AreApart(IReadOnlyList<RepairItem> items, IReadOnlyList<int?> plan)
    {
        var places = plan.Select((choice, i) => choice is { } c ? items[i].Alternatives[c].Place : items[i].Present).ToList();
        return !Enumerable
            .Range(0, places.Count)
            .Any(i =>
                places
                    .Skip(i + 1)
                    .Any(other => places[i].ProviderIds.Intersect(other.ProviderIds).Any() && places[i].Occupied.Overlaps(other.Occupied))
            );
    }

    private static RepairItem Item(string userId, RepairPlace present, params (RepairPlace Place, int Cost)[] alternatives) =>
        new(userId, present, [.. alternatives.Select(a => new RepairAlternative(a.Place, a.Cost))]);

    /// <param name="quarter">Quarters of an hour after the start.</param>
    private static RepairPlace Place(string provider, int quarter, int quarters) =>
        new([provider], new TimeRange(Start.AddMinutes(15 * quarter), Start.AddMinutes(15 * (quarter + quarters))), []);
}
