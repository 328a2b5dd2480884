namespace Scheduler.Api.Commands;

/// <summary>Whether a running service is ready, for a container engine: the image has no other program that could ask.</summary>
internal static class HealthCommand
{
    private const string Default = "http://localhost:8080/health/ready";

    public static async Task<int?> RunAsync(CommandLine line)
    {
        if (line.Words.Count > 1 || !Uri.TryCreate(line.Words is [var given] ? given : Default, UriKind.Absolute, out var url))
        {
            return null;
        }

        using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(5) };
        try
        {
            using var answer = await http.GetAsync(url);
            await Console.Out.WriteLineAsync(await answer.Content.ReadAsStringAsync());
            return answer.IsSuccessStatusCode ? 0 : 1;
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException)
        {
            await Console.Error.WriteLineAsync(e.Message);
            return 1;
        }
    }
}
