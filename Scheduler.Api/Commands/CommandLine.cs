namespace Scheduler.Api.Commands;

/// <summary>
/// A command as it was typed: <c>keys create --name Desk --role reception</c>. Arguments such as <c>--Database:Provider=Postgres</c> are
/// settings, as with the service.
/// </summary>
public sealed class CommandLine
{
    private readonly Dictionary<string, string> options = new(StringComparer.Ordinal);
    private readonly List<string> words = [];
    private readonly List<string> settings = [];

    public CommandLine(string[] args)
    {
        var length = Verbs.All.Any(verb => verb.Name == args[0]) ? 1 : 2;
        Name = string.Join(' ', args.Take(length));
        for (var i = length; i < args.Length; i++)
        {
            var isOption = args[i].StartsWith("--", StringComparison.Ordinal);
            if (isOption && IsSetting(args[i]))
            {
                settings.Add(args[i]);
                if (!args[i].Contains('=', StringComparison.Ordinal) && i + 1 < args.Length)
                {
                    settings.Add(args[++i]);
                }
            }
            else if (isOption && i + 1 < args.Length)
            {
                options[args[i][2..]] = args[++i];
            }
            else
            {
                words.Add(args[i]);
            }
        }

        AsksForHelp = args.Contains("--help") || args.Contains("-h");
    }

    /// <summary>The one or two words that say what to do.</summary>
    public string Name { get; }

    /// <summary>Whether it was asked what the command does.</summary>
    public bool AsksForHelp { get; }

    /// <summary>What stands for itself, such as the id to revoke.</summary>
    public IReadOnlyList<string> Words => words;

    /// <summary>What the service itself would be given. The rest is not for it: it would take a path for the name of a setting.</summary>
    public string[] Settings => [.. settings];

    /// <summary>Null where it was not typed.</summary>
    public string? Option(string name) => options.GetValueOrDefault(name);

    /// <summary>Whether each option is one of these, and as many words stand for themselves.</summary>
    public bool Has(int wordCount, params string[] known) => words.Count == wordCount && options.Keys.All(known.Contains);

    private static bool IsSetting(string arg) =>
        arg.Contains(':', StringComparison.Ordinal) || arg.StartsWith("--Urls", StringComparison.OrdinalIgnoreCase);
}
