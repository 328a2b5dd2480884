using Microsoft.Extensions.Configuration.Json;
using Microsoft.Extensions.Configuration.KeyPerFile;
using Scheduler.Data.Databases;

namespace Scheduler.Api;

/// <summary>Settings that stand in files, so that a secret is in no environment and no argument.</summary>
/// <remarks>
/// A file for each setting in <c>/run/secrets</c> (containers) and in <c>$CREDENTIALS_DIRECTORY</c> (systemd), named as its variable would
/// be, such as <c>ConnectionStrings__Scheduler</c>; variables and arguments go before them. And <c>ConnectionStrings__Scheduler_FILE</c>
/// names a file that holds the value.
/// </remarks>
public static class SecretFiles
{
    private const string Folder = "/run/secrets";
    private const string FolderVariable = "CREDENTIALS_DIRECTORY";
    private const string Suffix = "_FILE";

    /// <exception cref="StartException">A file cannot be read, or a setting is given twice.</exception>
    public static void AddSecretFiles(this WebApplicationBuilder builder)
    {
        var configuration = builder.Configuration;
        var first = configuration.Sources.ToList().FindLastIndex(source => source is JsonConfigurationSource) + 1;
        foreach (var folder in new[] { Folder, configuration[FolderVariable] }.OfType<string>().Where(Directory.Exists))
        {
            var files = new KeyPerFileConfigurationSource { Optional = true };
            files.FileProvider = new Microsoft.Extensions.FileProviders.PhysicalFileProvider(folder);
            configuration.Sources.Insert(first, files);
        }

        var named = configuration.AsEnumerable().Where(setting => IsNamed(setting.Key) && !string.IsNullOrEmpty(setting.Value)).ToList();
        var values = named.ToDictionary(
            setting => setting.Key[..^Suffix.Length],
            setting => Read(configuration, setting.Key, setting.Value!)
        );
        configuration.AddInMemoryCollection(values);
    }

    /// <summary>Of a section: variables of others, such as SSL_CERT_FILE, have none.</summary>
    private static bool IsNamed(string key) =>
        key.EndsWith(Suffix, StringComparison.Ordinal) && key.Contains(':', StringComparison.Ordinal);

    private static string? Read(IConfiguration configuration, string key, string path)
    {
        if (!string.IsNullOrEmpty(configuration[key[..^Suffix.Length]]))
        {
            throw new StartException($"{key[..^Suffix.Length]} and {key} are both set: one of them must go.");
        }

        try
        {
            return File.ReadAllText(path).TrimEnd('\r', '\n');
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new StartException($"{key} names a file that cannot be read: {e.Message}", e);
        }
    }
}
