using Scheduler.Api.Clients;

namespace Search;

/// <summary>What somebody types who looks for a person: the names in any writing, with as many errors as are forgiven, or digits of the phone.</summary>
internal static class Typed
{
    public static string Query(Random random, int number)
    {
        var person = People.Of(number);
        var letters = People.Letters[People.ScriptOf(number)];
        var last = FoldedText.Words(person.LastName)[0];
        var first = FoldedText.Words(person.FirstName)[0];
        return random.Next(4) switch
        {
            0 => string.Concat(person.Phone!.Where(char.IsDigit))[2..],
            1 => $"{WithErrors(random, first, letters)} {WithErrors(random, last, letters)}",
            2 => $"{WithErrors(random, last, letters)} {first}",
            _ => WithErrors(random, last, letters),
        };
    }

    private static string WithErrors(Random random, string word, string letters)
    {
        var errors = letters.Length == 0 ? 0 : TypingErrors.Allowed(word.Length);
        for (var i = 0; i < errors; i++)
        {
            var at = random.Next(word.Length - 1);
            var letter = letters[random.Next(letters.Length)];
            word = random.Next(4) switch
            {
                0 => word.Remove(at, 1),
                1 => word.Insert(at, $"{letter}"),
                2 => word[..at] + word[at + 1] + word[at] + word[(at + 2)..],
                _ => word[..at] + letter + word[(at + 1)..],
            };
        }

        return word;
    }
}
