using System.Text.Json;
using Scheduler.Data.Databases;

namespace Scheduler.Api.Commands;

/// <summary>The cluster that the database may be.</summary>
internal static class DoctorOfPatroni
{
    /// <summary>Where Patroni answers, unless it was told otherwise.</summary>
    private const int PatroniPort = 8008;

    /// <summary>
    /// Older ones with etcd's third version lose commits that were acknowledged: a primary that was frozen takes the leader's key back.
    /// </summary>
    private static readonly Version LeastPatroni = new(3, 0, 3);

    /// <summary>Patroni is asked where its hosts are those of the database; one that stands elsewhere is not found.</summary>
    public static async Task<IEnumerable<Finding>> LookAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        var hosts = DatabaseDiagnosis.Hosts(services.GetRequiredService<DatabaseOptions>());
        var versions = await Task.WhenAll(hosts.Select(host => VersionAsync(host, cancellationToken)));
        return hosts.Zip(versions).Where(one => one.Second is not null).Select(one => OfPatroni(one.First, one.Second!)).ToList();
    }

    private static Finding OfPatroni(string host, string version) =>
        !Version.TryParse(version, out var parsed)
            ? Finding.Warn("patroni", $"Patroni at {host} has a version that cannot be read: {version}")
        : parsed < LeastPatroni
            ? Finding.Fail(
                "patroni",
                $"Patroni {version} at {host} loses acknowledged bookings with etcd3: {LeastPatroni} is the least, 4 is better"
            )
        : Finding.Ok("patroni", $"Patroni {version} at {host}");

    /// <returns>Null where no Patroni answers.</returns>
    private static async Task<string?> VersionAsync(string host, CancellationToken cancellationToken)
    {
        using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(2) };
        try
        {
            await using var answer = await http.GetStreamAsync(
                new UriBuilder("http", host, PatroniPort, "/patroni").Uri,
                cancellationToken
            );
            using var json = await JsonDocument.ParseAsync(answer, cancellationToken: cancellationToken);
            return json.RootElement.GetProperty("patroni").GetProperty("version").GetString();
        }
        catch (Exception e)
            when (e
                    is HttpRequestException
                        or JsonException
                        or KeyNotFoundException
                        or InvalidOperationException
                        or IOException
                        or UriFormatException
                || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested)
            )
        {
            return null;
        }
    }
}
