namespace Scheduler.Api;

/// <summary>Which versions of a thing a caller means to change; read from the request at the edge.</summary>
/// <param name="Versions">The versions that will do; null for any.</param>
/// <param name="Asked">What the caller wrote, for the refusal.</param>
public sealed record Precondition(IReadOnlySet<string>? Versions, string Asked)
{
    /// <summary>The refusal when <paramref name="version"/> is not among the versions that were asked for; null otherwise.</summary>
    public Refusal? Check(string version) =>
        Versions is null || Versions.Contains(version)
            ? null
            : new Refusal(
                RefusalType.PreconditionFailed,
                $"The present version is \"{version}\"; If-Match asks for {(Asked.Length <= 200 ? Asked : "another")}."
            )
            {
                Version = version,
            };

    /// <inheritdoc cref="Check(string)"/>
    public Refusal? Check(int version) => Check(Text(version));

    public static string Text(int version) => version.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
