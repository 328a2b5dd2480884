using System.Collections.Concurrent;
using System.Net;
using System.Text;

namespace Scheduler.Tests.Operate;

/// <summary>Takes what is sent by OTLP over HTTP, and keeps its bytes.</summary>
internal sealed class OtlpReceiver : IDisposable
{
    private readonly HttpListener listener = new();
    private readonly ConcurrentQueue<(string Path, string Text)> received = new();

    public OtlpReceiver()
    {
        Url = $"http://127.0.0.1:{ApiProcess.FreePort()}";
        listener.Prefixes.Add(Url + "/");
        listener.Start();
        _ = ListenAsync();
    }

    public string Url { get; }

    /// <summary>Everything that came to a path: names in protobuf are their bytes.</summary>
    public string At(string path) => string.Concat(received.Where(r => r.Path == path).Select(r => r.Text));

    public void Dispose() => listener.Close();

    private async Task ListenAsync()
    {
        try
        {
            for (; ; )
            {
                var http = await listener.GetContextAsync();
                using var body = new MemoryStream();
                await http.Request.InputStream.CopyToAsync(body);
                received.Enqueue((http.Request.Url!.AbsolutePath, Encoding.Latin1.GetString(body.ToArray())));
                http.Response.ContentType = "application/x-protobuf";
                http.Response.Close();
            }
        }
        catch (Exception e) when (e is HttpListenerException or ObjectDisposedException)
        {
            // Closed.
        }
    }
}
