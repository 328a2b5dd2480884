using System.Diagnostics;
using System.Globalization;

namespace Scheduler.Tests.Chaos;

/// <summary>
/// SQLite on a disk that fails: the system call that writes its log, or makes it durable, answers with an I/O error for a while.
/// </summary>
public sealed class BrokenDiskTests
{
    private static readonly int Seed = int.Parse(
        Environment.GetEnvironmentVariable("SCHEDULER_CHAOS_SEED") ?? "1",
        CultureInfo.InvariantCulture
    );

    [Fact]
    public async Task A_disk_that_fails_acknowledges_nothing_loses_nothing_and_goes_on_when_it_works_again()
    {
        Assert.SkipWhen(!File.Exists("/usr/bin/strace"), "system calls are made to fail by the program strace");
        using var folder = new ScratchFolder();
        await using var run = new ChaosRun(DatabaseProvider.Sqlite, $"Data Source={folder.File("scheduler.db")}", Seed);
        await run.StartAsync();
        await run.LetItRunAsync();
        foreach (var calls in new[] { "fdatasync,fsync", "pwrite64" })
        {
            var before = run.History.Entries.Count;
            using (var failing = FailingCalls.Attach(run.ServiceId, calls))
            {
                await Eventually.TrueAsync(
                    () => Task.FromResult(run.History.Entries.Skip(before).Count(e => e.Status is 0 or 503) > 20),
                    $"writes are refused while {calls} fails"
                );
                await run.AssertServesReadsAsync();
                var refused = run.History.Entries.Count;
                await run.PassAsync();
                // A step that changes nothing, such as a second confirmation, needs no disk.
                Assert.DoesNotContain(run.History.Entries.Skip(refused), e => e is { Deed: Deed.Book, Acknowledged: true });
            }

            await run.LetItRunAsync();
        }

        // What was being written when the power went as well: a log with a record that nobody was told of.
        using (var failing = FailingCalls.Attach(run.ServiceId, "fdatasync,fsync"))
        {
            await run.PassAsync();
            await run.KillServiceAsync();
            await Eventually.TrueAsync(() => Task.FromResult(failing.HasEnded), "strace has seen the end of the service");
        }

        await run.AssertSoundAsync();
        await run.StartServiceAsync();
        // A disk that fails is worth an error in the log.
        await run.FinishAsync("SQLite, writes and syncs that fail", allowErrors: true);
    }
}

/// <summary>Makes system calls of a process fail with EIO for as long as it lives.</summary>
internal sealed class FailingCalls : IDisposable
{
    private readonly Process strace;

    private FailingCalls(Process strace) => this.strace = strace;

    public static FailingCalls Attach(int processId, string calls) =>
        new(
            Process.Start(
                new ProcessStartInfo(
                    "strace",
                    [
                        "-f",
                        "-qq",
                        "-o",
                        "/dev/null",
                        "-e",
                        $"trace={calls}",
                        "-e",
                        $"inject={calls}:error=EIO",
                        "-p",
                        processId.ToString(CultureInfo.InvariantCulture),
                    ]
                )
                {
                    UseShellExecute = false,
                }
            )!
        );

    public bool HasEnded => strace.HasExited;

    public void Dispose()
    {
        // It ends with the process; before, it lets go of it when it is asked to end. Killed, it would leave it stopped.
        if (!strace.HasExited)
        {
            using var end = Process.Start("kill", ["-INT", $"{strace.Id}"]);
            end.WaitForExit();
        }

        strace.WaitForExit();
        strace.Dispose();
    }
}
