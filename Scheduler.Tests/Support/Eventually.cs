namespace Scheduler.Tests.Support;

/// <summary>Waits for what happens by itself, with a deadline.</summary>
public static class Eventually
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(90);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    /// <param name="what">What is waited for, as the failure says it.</param>
    public static async Task TrueAsync(Func<Task<bool>> condition, string what)
    {
        var started = TimeProvider.System.GetTimestamp();
        while (!await condition())
        {
            Assert.True(
                TimeProvider.System.GetElapsedTime(started) < Deadline,
                $"After {Deadline.TotalSeconds} s it is still not so: {what}."
            );
            await Task.Delay(Pause);
        }
    }
}
