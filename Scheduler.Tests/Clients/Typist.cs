namespace Scheduler.Tests.Clients;

/// <summary>Types words, with as many errors as asked for.</summary>
internal static class Typist
{
    public static string Word(Random random, string letters, int shortest, int longest) =>
        string.Concat(Enumerable.Range(0, random.Next(shortest, longest + 1)).Select(_ => letters[random.Next(letters.Length)]));

    public static string WithErrors(Random random, string word, int errors, string letters)
    {
        for (var i = 0; i < errors; i++)
        {
            var at = random.Next(word.Length);
            var letter = letters[random.Next(letters.Length)];
            word = random.Next(4) switch
            {
                0 when word.Length > 1 => word.Remove(at, 1),
                1 => word.Insert(at, $"{letter}"),
                2 when at + 1 < word.Length => word[..at] + word[at + 1] + word[at] + word[(at + 2)..],
                _ => word[..at] + letter + word[(at + 1)..],
            };
        }

        return word;
    }
}
