namespace Scheduler.Api.Http;

/// <summary>What a browser says of itself, in words by which its owner knows it again.</summary>
internal static class Devices
{
    // In this order: most browsers also call themselves what comes later.
    private static readonly (string Sign, string Name)[] Browsers =
    [
        ("Edg", "Edge"),
        ("OPR/", "Opera"),
        ("SamsungBrowser", "Samsung Internet"),
        ("Firefox", "Firefox"),
        ("FxiOS", "Firefox"),
        ("Chrome", "Chrome"),
        ("CriOS", "Chrome"),
        ("Safari", "Safari"),
    ];
    private static readonly (string Sign, string Name)[] Systems =
    [
        ("iPhone", "iPhone"),
        ("iPad", "iPad"),
        ("Android", "Android"),
        ("Windows", "Windows"),
        ("Mac OS", "Mac"),
        ("CrOS", "ChromeOS"),
        ("Linux", "Linux"),
    ];

    /// <summary>Such as "Firefox on Linux"; null for a program that is no known browser.</summary>
    public static string? Of(HttpRequest request)
    {
        var said = request.Headers.UserAgent.ToString();
        return (Find(Browsers, said), Find(Systems, said)) switch
        {
            ({ } browser, { } system) => $"{browser} on {system}",
            var (browser, system) => browser ?? system,
        };
    }

    private static string? Find((string Sign, string Name)[] known, string said) =>
        Array.Find(known, k => said.Contains(k.Sign, StringComparison.Ordinal)).Name;
}
