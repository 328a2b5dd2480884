namespace Scheduler.Api.Clients;

/// <summary>How far a word may be from what was typed: a letter left out, added, wrong, or two neighbours swapped is one error.</summary>
public static class TypingErrors
{
    /// <summary>
    /// Letters by which words are compared before they are compared whole. As many as the shortest word
    /// that may have two errors, or pairs with it would be missed.
    /// </summary>
    private const int Compared = 8;

    /// <summary>Errors that a word of this length may have: none below four letters, two from eight on.</summary>
    public static int Allowed(int length) =>
        length < 4 ? 0
        : length < 8 ? 1
        : 2;

    /// <summary>Whether one is the other with as many errors as the longer of the two may have. Words with digits have none.</summary>
    public static bool AreAlike(string one, string other)
    {
        var allowed = Allowed(Math.Max(one.Length, other.Length));
        return Math.Abs(one.Length - other.Length) <= allowed
            && !FoldedText.IsDigit(one[0])
            && !FoldedText.IsDigit(other[0])
            && Distance(one, other) <= allowed;
    }

    /// <summary>
    /// What is left of a word's beginning when as many letters are taken out of it as it may have errors.
    /// Two words that are alike have one of these in common.
    /// </summary>
    /// <remarks>
    /// An error takes at most one letter out of either word to make both the same.
    /// Where a word is longer than what is compared, a letter that its counterpart has beyond that counts as taken out;
    /// there are as many of those on both sides, since both beginnings are of one length.
    /// </remarks>
    public static IReadOnlySet<string> Remainders(string word)
    {
        var start = word.Length > Compared ? word[..Compared] : word;
        var found = new HashSet<string>(StringComparer.Ordinal) { start };
        var last = new List<string> { start };
        for (var error = 0; error < Allowed(word.Length); error++)
        {
            last =
            [
                .. last.SelectMany(text => Enumerable.Range(0, text.Length).Select(i => text.Remove(i, 1)))
                    .Distinct(StringComparer.Ordinal),
            ];
            found.UnionWith(last);
        }

        return found;
    }

    /// <summary>
    /// The distance of Damerau and Levenshtein, exact up to two: neighbours are swapped, and a letter is put between them or taken from
    /// there.
    /// </summary>
    private static int Distance(string one, string other)
    {
        var width = other.Length + 1;
        // The last four rows of the table, each in the place of the one four before it.
        Span<int> rows = stackalloc int[4 * width];
        for (var i = 0; i <= one.Length; i++)
        {
            var row = rows.Slice(i % 4 * width, width);
            var above = rows.Slice((i + 3) % 4 * width, width);
            row[0] = i;
            for (var j = 1; j <= other.Length; j++)
            {
                row[j] = i == 0 ? j : Math.Min(Math.Min(above[j], row[j - 1]) + 1, above[j - 1] + (one[i - 1] == other[j - 1] ? 0 : 1));
                if (i > 1 && j > 1)
                {
                    row[j] = Math.Min(row[j], Swapped(rows, i, j));
                }
            }
        }

        return rows[(one.Length % 4 * width) + other.Length];

        int Swapped(Span<int> table, int i, int j)
        {
            var least = int.MaxValue;
            if (one[i - 1] == other[j - 2])
            {
                least = one[i - 2] == other[j - 1] ? table[((i + 2) % 4 * width) + j - 2] + 1 : least;
                least = i > 2 && one[i - 3] == other[j - 1] ? Math.Min(least, table[((i + 1) % 4 * width) + j - 2] + 2) : least;
            }

            return j > 2 && one[i - 1] == other[j - 3] && one[i - 2] == other[j - 1]
                ? Math.Min(least, table[((i + 2) % 4 * width) + j - 3] + 2)
                : least;
        }
    }
}
