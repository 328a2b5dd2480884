using Scheduler.Data.Model;

namespace Scheduler.Api.Clients;

/// <summary>The words of a client, and under which texts each can be found.</summary>
public static class SearchWords
{
    /// <summary>A part of fewer letters is looked for at the beginning of words alone, but in a script that writes no spaces.</summary>
    public const int ShortestPart = 3;

    private const char Beginning = '^';
    private const char Remainder = '~';

    /// <summary>More words than a name, an e-mail and a phone have.</summary>
    private const int MaxWords = 60;

    /// <summary>
    /// The order of a list: last name, first name; without a name the e-mail, or the phone.
    /// Null where there is no letter and no digit in any of them.
    /// </summary>
    public static string? SortName(Client client)
    {
        var words = FoldedText.Words(client.LastName).Concat(FoldedText.Words(client.FirstName)).ToList();
        words = words.Count > 0 ? words : FoldedText.Words(client.Email);
        words = words.Count > 0 ? words : Digits(client.Phone);
        return words.Count == 0 ? null : FoldedText.Cut(string.Join(' ', words), Limits.SortName);
    }

    /// <summary>The words of names, e-mail, phone, and of an id that its caller chose.</summary>
    public static HashSet<string> Of(Client client)
    {
        var words = FoldedText
            .Words(client.FirstName)
            .Concat(FoldedText.Words(client.LastName))
            .Concat(Digits(client.Phone))
            .Concat(FoldedText.Words(client.Email));
        words = words.Concat(Together(client.LastName, client.FirstName)).Concat(Together(client.FirstName, client.LastName));
        return
        [
            .. (IsReadable(client.Id) ? words.Concat(FoldedText.Words(client.Id)) : words)
                .Select(word => FoldedText.Cut(word, Limits.Word))
                .Distinct(StringComparer.Ordinal)
                .Take(MaxWords),
        ];
    }

    /// <summary>
    /// What is stored for each client beside the words: their beginnings of one and two letters,
    /// and where a script writes no spaces each of those inside.
    /// </summary>
    public static IEnumerable<string> Beginnings(string word)
    {
        for (var at = 0; at < (WritesNoSpaces(word[0]) ? word.Length : 1); at++)
        {
            if (!char.IsLowSurrogate(word[at]))
            {
                foreach (
                    var length in new[] { 1, 2 }.Where(length => at + length <= word.Length && !char.IsHighSurrogate(word[at + length - 1]))
                )
                {
                    yield return ShortPart(word.Substring(at, length));
                }
            }
        }
    }

    /// <summary>Under what a part of one or two letters is stored.</summary>
    public static string ShortPart(string text) => Beginning + text;

    /// <summary>
    /// What is stored once for all clients with the word: its ends, each of which begins
    /// with a part of it, and what typing errors leave of it.
    /// </summary>
    public static string[] Parts(string word)
    {
        // The beginning of a client's word: it is looked up by itself.
        if (word[0] == Beginning)
        {
            return [];
        }

        var ends = Enumerable
            .Range(0, Math.Max(0, word.Length - ShortestPart + 1))
            .Where(at => !char.IsLowSurrogate(word[at]))
            .Select(at => word[at..]);
        return [.. ends.Concat(Remainders(word)).Distinct(StringComparer.Ordinal)];
    }

    /// <summary>What typing errors leave of a word; two alike have one in common. None of digits.</summary>
    public static string[] Remainders(string word) =>
        word.Length < ShortestPart || FoldedText.IsDigit(word[0]) || word.Any(char.IsSurrogate)
            ? []
            : [.. TypingErrors.Remainders(word).Select(text => Remainder + text)];

    /// <summary>Chinese, Japanese and what is encoded after them.</summary>
    public static bool WritesNoSpaces(char c) => c >= '\u2E80';

    /// <summary>Both names in one, where they are written so.</summary>
    private static IEnumerable<string> Together(string? one, string? other) =>
        FoldedText.Words(one) is [.., var before]
        && FoldedText.Words(other) is [var behind, ..]
        && WritesNoSpaces(before[0])
        && WritesNoSpaces(behind[0])
            ? [before + behind]
            : [];

    /// <summary>A phone is one word, however it is grouped.</summary>
    private static List<string> Digits(string? phone)
    {
        var digits = string.Concat(FoldedText.Words(phone).Where(word => FoldedText.IsDigit(word[0])));
        return digits.Length == 0 ? [] : [digits];
    }

    /// <summary>Nobody types a part of a UUID or a hash; an id is found by its beginning too.</summary>
    private static bool IsReadable(string id) => id.Count(char.IsAsciiHexDigit) < 32;
}
