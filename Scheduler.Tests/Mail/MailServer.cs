using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json;

namespace Scheduler.Tests.Mail;

/// <summary>A mail as it arrived.</summary>
public sealed record Arrived(
    string To,
    string From,
    string Subject,
    string Text,
    string Html,
    string Id,
    bool Dropped,
    string Auto,
    string? User,
    bool Secure,
    string? Calendar,
    string? Method
);

/// <summary>A real SMTP server on this machine, that takes, defers, refuses, or drops the connection once it has a mail.</summary>
public sealed class MailServer : IAsyncDisposable
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web);
    private readonly Process node;
    private readonly SemaphoreSlim quiet = new(0);

    private MailServer(Process node) => this.node = node;

    public int Port { get; private set; }
    public ConcurrentQueue<Arrived> All { get; } = new();

    /// <summary>Settings with which the service sends through it.</summary>
    public string[] Settings => ["Mail:Server", $"smtp://127.0.0.1:{Port}?tls=none", "Mail:From", "Praxis Ö <office@example.org>"];

    public static string? WhyMissing { get; } =
        Directory.Exists(Repository.File("Scheduler.Tests", "node_modules", "smtp-server"))
            ? null
            : "npm's smtp-server is missing: npm ci in Scheduler.Tests.";

    public static async Task<MailServer> StartAsync(params string[] arguments)
    {
        Web.Support.Skip.Missing(WhyMissing is not null, WhyMissing ?? "");
        var started = Process.Start(
            new ProcessStartInfo("node", [Repository.File("Scheduler.Tests", "Mail", "mailbox.js"), .. arguments])
            {
                UseShellExecute = false,
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                WorkingDirectory = Repository.File("Scheduler.Tests"),
            }
        )!;
        var first = await started.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("The mail server did not start.");
        var server = new MailServer(started) { Port = JsonDocument.Parse(first).RootElement.GetProperty("port").GetInt32() };
        _ = server.ReadAsync();
        return server;
    }

    /// <summary>What it does with the next mails, one word each: refuse, defer, drop, take.</summary>
    public async Task WillAsync(string words)
    {
        await node.StandardInput.WriteLineAsync(words);
        await node.StandardInput.FlushAsync();
    }

    /// <summary>Waits until nobody is connected, and all that came is among <see cref="All"/>.</summary>
    public async Task QuietAsync()
    {
        await WillAsync("quiet");
        Assert.True(await quiet.WaitAsync(TimeSpan.FromSeconds(30)), "Somebody is connected to the mail server, still.");
    }

    public Task AwaitAsync(int count) =>
        Eventually.TrueAsync(() => Task.FromResult(All.Count >= count), $"{count} mails have come (there are {All.Count})");

    private async Task ReadAsync()
    {
        while (await node.StandardOutput.ReadLineAsync() is { } line)
        {
            if (line == "quiet")
            {
                quiet.Release();
            }
            else
            {
                All.Enqueue(JsonSerializer.Deserialize<Arrived>(line, Options)!);
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        node.Kill();
        await node.WaitForExitAsync();
        node.Dispose();
        quiet.Dispose();
    }
}
