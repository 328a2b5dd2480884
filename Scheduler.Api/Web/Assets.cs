using Microsoft.AspNetCore.StaticAssets;

namespace Scheduler.Api.Web;

/// <summary>The addresses of the files in <c>wwwroot</c>, each with its fingerprint, so that browsers may keep them for ever.</summary>
internal sealed class Assets(EndpointDataSource endpoints)
{
    private readonly Lazy<Dictionary<string, string>> fingerprinted = new(() => Read(endpoints));

    public string this[string file] => "/" + fingerprinted.Value.GetValueOrDefault(file, file);

    private static Dictionary<string, string> Read(EndpointDataSource endpoints)
    {
        var routes = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (
            var asset in endpoints.Endpoints.Select(e => e.Metadata.GetMetadata<StaticAssetDescriptor>()).OfType<StaticAssetDescriptor>()
        )
        {
            if (asset.Properties.FirstOrDefault(p => p.Name == "label") is { Value: { } label })
            {
                routes[label] = asset.Route;
            }
        }

        return routes;
    }
}
