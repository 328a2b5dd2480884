using System.Globalization;

namespace Scheduler.Api.Office;

/// <summary>
/// The practice's colour as the pages can use it: made darker or lighter until what is written in it, and on it, can be read.
/// </summary>
/// <remarks>The contrast is that of WCAG 2.2 (1.4.3): at least 4.5 to 1 for text.</remarks>
public static class AccentColours
{
    public const double LeastContrast = 4.5;

    private static readonly (byte R, byte G, byte B) White = (255, 255, 255);
    private static readonly (byte R, byte G, byte B) Black = (0, 0, 0);

    /// <summary>The cards of the dark pages.</summary>
    private static readonly (byte R, byte G, byte B) DarkCard = (0x1a, 0x20, 0x2a);

    /// <summary>The colour itself, what is written on it, and its faint background, where pages are light.</summary>
    public static (string Accent, string Ink, string Soft) Light(string colour)
    {
        var accent = Read(colour);
        for (var share = 0; share <= 100; share += 2)
        {
            var darker = Mix(Read(colour), Black, share / 100.0);
            (accent, var soft) = (darker, Mix(darker, White, 0.91));
            if (Contrast(accent, soft) >= LeastContrast)
            {
                break;
            }
        }

        return (Text(accent), Text(White), Text(Mix(accent, White, 0.91)));
    }

    /// <inheritdoc cref="Light"/>
    public static (string Accent, string Ink, string Soft) Dark(string colour)
    {
        var accent = Read(colour);
        for (var share = 0; share <= 100; share += 2)
        {
            accent = Mix(Read(colour), White, share / 100.0);
            if (Contrast(accent, Mix(accent, DarkCard, 0.88)) >= LeastContrast)
            {
                break;
            }
        }

        return (Text(accent), "#0b0f16", Text(Mix(accent, DarkCard, 0.88)));
    }

    /// <summary>From 1 to 21, of two colours such as <c>#0b57d0</c>.</summary>
    public static double Contrast(string one, string other) => Contrast(Read(one), Read(other));

    /// <summary>A style sheet that sets the colours of every page.</summary>
    public static string Css(string colour)
    {
        return $$"""
            :root { {{Properties(Light(colour))}} }
            @media (prefers-color-scheme: dark) { :root { {{Properties(Dark(colour))}} } }
            @media print { :root { --accent: #000; } }
            """;

        static string Properties((string Accent, string Ink, string Soft) colours) =>
            $"--accent: {colours.Accent}; --accent-ink: {colours.Ink}; --accent-soft: {colours.Soft};";
    }

    private static double Contrast((byte R, byte G, byte B) one, (byte R, byte G, byte B) other)
    {
        var (a, b) = (Luminance(one), Luminance(other));
        return (Math.Max(a, b) + 0.05) / (Math.Min(a, b) + 0.05);
    }

    private static double Luminance((byte R, byte G, byte B) colour)
    {
        return (0.2126 * Linear(colour.R)) + (0.7152 * Linear(colour.G)) + (0.0722 * Linear(colour.B));

        static double Linear(byte value) => value / 255.0 is var s && s <= 0.04045 ? s / 12.92 : Math.Pow((s + 0.055) / 1.055, 2.4);
    }

    /// <param name="share">How much of the other.</param>
    private static (byte R, byte G, byte B) Mix((byte R, byte G, byte B) one, (byte R, byte G, byte B) other, double share)
    {
        return (Part(one.R, other.R), Part(one.G, other.G), Part(one.B, other.B));

        byte Part(byte a, byte b) => (byte)Math.Round(a + ((b - a) * share));
    }

    private static (byte R, byte G, byte B) Read(string colour)
    {
        return (At(1), At(3), At(5));

        byte At(int i) => byte.Parse(colour.AsSpan(i, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
    }

    private static string Text((byte R, byte G, byte B) colour) => $"#{colour.R:x2}{colour.G:x2}{colour.B:x2}";
}
