namespace Scheduler.Api.Clients;

/// <summary>A word that was typed into a search.</summary>
public sealed record SearchTerm(string Text)
{
    /// <summary>Words beyond these are left out.</summary>
    private const int MaxTerms = 8;

    /// <summary>From this many digits on they are a phone, and zeros before them the way it is dialled.</summary>
    private const int PhoneDigits = 5;

    /// <summary>Whether it is too short to be looked for inside of words.</summary>
    public bool IsShort => Text.Length < SearchWords.ShortestPart;

    /// <summary>The terms of a search, none for one of signs alone. Digits that only the signs of a phone part are one.</summary>
    public static List<SearchTerm> Read(string text)
    {
        var terms = new List<SearchTerm>();
        foreach (var group in Groups(text))
        {
            var words = FoldedText.Words(group);
            var digits = string.Concat(words);
            words = words.Count > 0 && group.All(IsPhone) && digits.Length >= PhoneDigits ? [digits.TrimStart('0')] : words;
            terms.AddRange(words.Where(word => word.Length > 0).Select(word => new SearchTerm(word)));
        }

        return [.. terms.Distinct().Take(MaxTerms)];
    }

    /// <summary>Whether a folded word of a client has it: as a part, or as the whole with typing errors.</summary>
    public bool Matches(string word) =>
        IsShort && !SearchWords.WritesNoSpaces(Text[0])
            ? word.StartsWith(Text, StringComparison.Ordinal)
            : word.Contains(Text, StringComparison.Ordinal) || TypingErrors.AreAlike(Text, word);

    /// <summary>Words between spaces; several in a row that could be a phone stay together.</summary>
    private static IEnumerable<string> Groups(string text)
    {
        var phone = "";
        foreach (var part in text.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (part.All(IsPhone))
            {
                phone += part;
                continue;
            }

            if (phone.Length > 0)
            {
                yield return phone;
                phone = "";
            }

            yield return part;
        }

        if (phone.Length > 0)
        {
            yield return phone;
        }
    }

    private static bool IsPhone(char c) => char.IsDigit(c) || c is '+' or '(' or ')' or '/' or '-' or '.';
}
