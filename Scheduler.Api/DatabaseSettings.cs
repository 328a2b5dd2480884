using System.Globalization;
using Scheduler.Data.Databases;

namespace Scheduler.Api;

/// <summary>Reads <see cref="DatabaseOptions"/>, and says in one line which setting makes no sense.</summary>
public static class DatabaseSettings
{
    /// <exception cref="StartException">A setting cannot be used.</exception>
    public static DatabaseOptions Read(IConfiguration configuration)
    {
        var section = configuration.GetSection(DatabaseOptions.Section);
        var options = new DatabaseOptions();
        if (section[nameof(options.Provider)] is { Length: > 0 } provider)
        {
            // By its name alone: Enum.Parse takes numbers, and lists of names.
            var name = Array.Find(
                Enum.GetNames<DatabaseProvider>(),
                name => name.Equals(provider.Trim(), StringComparison.OrdinalIgnoreCase)
            );
            options.Provider = Enum.Parse<DatabaseProvider>(name ?? throw Wrong(nameof(options.Provider), "Sqlite or Postgres", provider));
        }

        if (section[nameof(options.MigrateOnStart)] is { Length: > 0 } migrate)
        {
            options.MigrateOnStart = bool.TryParse(migrate, out var value)
                ? value
                : throw Wrong(nameof(options.MigrateOnStart), "true or false", migrate);
        }

        if (section[nameof(options.MaxWaitingWrites)] is { } most)
        {
            options.MaxWaitingWrites =
                int.TryParse(most, NumberStyles.None, CultureInfo.InvariantCulture, out var value)
                && value is >= 1 and <= DatabaseOptions.MostWaitingWrites
                    ? value
                    : throw Wrong(nameof(options.MaxWaitingWrites), $"a number from 1 to {DatabaseOptions.MostWaitingWrites}", most);
        }

        if (section[nameof(options.LockTimeoutMilliseconds)] is { } wait)
        {
            options.LockTimeoutMilliseconds =
                int.TryParse(wait, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value is >= 100 and <= 60_000
                    ? value
                    : throw Wrong(nameof(options.LockTimeoutMilliseconds), "a number from 100 to 60000", wait);
        }

        options.StandbyConnectionString = configuration.GetConnectionString(DatabaseOptions.StandbyConnectionName)
            is { Length: > 0 } standby
            ? standby
            : null;
        options.StandbyMaxLag = MaxLag(configuration);
        options.ConnectionString = configuration.GetConnectionString(DatabaseOptions.ConnectionName) ?? options.ConnectionString;
        SchedulerDatabase.CheckConnectionString(options);
        return options;
    }

    private static TimeSpan MaxLag(IConfiguration configuration)
    {
        const string Name = "MaxLagMilliseconds";
        var section = configuration.GetSection("Replica");
        return section[Name] is not { } lag ? new DatabaseOptions().StandbyMaxLag
            : int.TryParse(lag, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value is >= 100 and <= 60_000
                ? TimeSpan.FromMilliseconds(value)
            : throw Wrong(Name, "a number from 100 to 60000", lag, section.Key);
    }

    private static StartException Wrong(string name, string expected, string given, string section = DatabaseOptions.Section) =>
        new($"{section}:{name} must be {expected}, not '{given.ReplaceLineEndings(" ")}'.");
}
