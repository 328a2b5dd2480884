namespace Scheduler.Api.Commands;

/// <summary>Something that the program does in place of serving.</summary>
/// <param name="Name">One or two words.</param>
/// <param name="Arguments">What follows them, as its help shows it.</param>
/// <param name="Summary">What it does, in a line.</param>
internal sealed record Verb(string Name, string Arguments, string Summary)
{
    /// <summary>What else its help says.</summary>
    public string Details { get; init; } = "";

    /// <summary>Whether the database is opened before it runs, as a start does, which may apply missing migrations.</summary>
    public bool OpensDatabase { get; init; } = true;

    /// <summary>Does it with the service's own parts. Returns the exit code; null where the arguments make no sense.</summary>
    public Func<CommandLine, IServiceProvider, Task<int?>>? Run { get; init; }

    /// <summary>Does it alone, whatever the settings say.</summary>
    public Func<CommandLine, Task<int?>>? RunAlone { get; init; }

    public string Help =>
        $"usage: {Command.Program} {Name} {Arguments}".TrimEnd() + $"\n\n{Summary}\n" + (Details.Length == 0 ? "" : $"\n{Details}\n");
}
