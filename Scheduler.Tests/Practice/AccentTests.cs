using Scheduler.Api.Office;

namespace Scheduler.Tests.Practice;

/// <summary>Whatever colour a practice has: what is written in it, on it and on its faint background can be read.</summary>
public sealed class AccentTests
{
    [Fact]
    public void Every_colour_can_be_read()
    {
        byte[] steps = [0, 51, 102, 153, 204, 255];
        foreach (var colour in steps.SelectMany(r => steps.SelectMany(g => steps.Select(b => $"#{r:x2}{g:x2}{b:x2}"))))
        {
            var light = AccentColours.Light(colour);
            var dark = AccentColours.Dark(colour);
            Assert.All(
                new (string, string)[]
                {
                    (light.Accent, "#ffffff"),
                    (light.Accent, "#f4f6f9"),
                    (light.Accent, light.Soft),
                    (light.Ink, light.Accent),
                    ("#1a1f2b", light.Soft),
                    ("#556070", light.Soft),
                    (dark.Accent, "#1a202a"),
                    (dark.Accent, "#11151c"),
                    (dark.Accent, dark.Soft),
                    (dark.Ink, dark.Accent),
                    ("#e8ecf2", dark.Soft),
                    ("#a5b0c0", dark.Soft),
                },
                pair => Assert.True(AccentColours.Contrast(pair.Item1, pair.Item2) >= 4.5, $"{colour}: {pair}")
            );
        }
    }

    [Fact]
    public void A_colour_that_can_be_read_stays_as_it_is() => Assert.Equal("#0b57d0", AccentColours.Light("#0b57d0").Accent);
}
