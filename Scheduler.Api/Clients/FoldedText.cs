using System.Globalization;
using System.Text;

namespace Scheduler.Api.Clients;

/// <summary>
/// Texts as they are searched: in lower case, without accents and other marks,
/// in letters that every writing of a name shares, with digits 0 to 9.
/// </summary>
/// <remarks>
/// .NET neither decomposes nor folds letters where it runs without ICU: <c>folded-letters.txt</c>,
/// made by <c>scripts/folded-letters</c>, says what becomes of each.
/// </remarks>
public static class FoldedText
{
    private static readonly Dictionary<int, string> Letters = Read();

    /// <summary>The words of a text: runs of letters, and runs of digits.</summary>
    /// <remarks>
    /// What is written inside a word without parting it (marks, apostrophes, joiners) is left out; every other sign ends a word.
    /// </remarks>
    public static List<string> Words(string? text)
    {
        var words = new List<string>();
        var word = new StringBuilder();
        foreach (var rune in (text ?? "").EnumerateRunes())
        {
            if (IsInside(rune))
            {
                continue;
            }

            var folded = Letters.GetValueOrDefault(rune.Value) ?? (IsPart(rune) ? Rune.ToLowerInvariant(rune).ToString() : "");
            if (word.Length > 0 && (folded.Length == 0 || IsDigit(folded[0]) != IsDigit(word[0])))
            {
                End();
            }

            word.Append(folded);
        }

        End();
        return words;

        void End()
        {
            if (word.Length > 0)
            {
                words.Add(word.ToString());
                word.Clear();
            }
        }
    }

    /// <summary>A digit of a folded text.</summary>
    public static bool IsDigit(char c) => char.IsAsciiDigit(c);

    /// <summary>The first letters of a text, at most so many UTF-16 characters, and no half of a letter.</summary>
    public static string Cut(string text, int length) =>
        text.Length <= length ? text : text[..(char.IsHighSurrogate(text[length - 1]) ? length - 1 : length)];

    private static bool IsPart(Rune rune) =>
        Rune.IsLetterOrDigit(rune)
        || Rune.GetUnicodeCategory(rune)
            is UnicodeCategory.SpacingCombiningMark
                or UnicodeCategory.LetterNumber
                or UnicodeCategory.OtherNumber;

    /// <summary>U+0640 stretches an Arabic word.</summary>
    private static bool IsInside(Rune rune) =>
        rune.Value is '\'' or '’' or '‘' or 'ʼ' or '`' or '´' or 0x0640
        || Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark or UnicodeCategory.Format;

    private static Dictionary<int, string> Read()
    {
        using var reader = new StreamReader(typeof(FoldedText).Assembly.GetManifestResourceStream("folded-letters.txt")!);
        var letters = new Dictionary<int, string>();
        while (reader.ReadLine() is { } line)
        {
            var end = line.IndexOf(' ', StringComparison.Ordinal);
            foreach (var letter in line[(end + 1)..].EnumerateRunes())
            {
                letters[letter.Value] = line[..end];
            }
        }

        return letters;
    }
}
