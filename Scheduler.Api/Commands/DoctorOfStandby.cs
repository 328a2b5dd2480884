using System.Globalization;
using Scheduler.Data.Databases;

namespace Scheduler.Api.Commands;

/// <summary>The standby that lists and pages are read from, where one is named.</summary>
internal static class DoctorOfStandby
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    /// <summary>How long it is watched at the most: a lag that may be longer is not measured to its end.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    public static async Task<IEnumerable<Finding>> LookAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        if (services.GetService<StandbyWatch>() is not { } standby)
        {
            return [];
        }

        var allowed = services.GetRequiredService<DatabaseOptions>().StandbyMaxLag;
        var began = TimeProvider.System.GetTimestamp();
        var first = await standby.LookAsync(cancellationToken);
        var last = first;
        // As old as it takes the standby to come to where the primary was: no two clocks need agree.
        while (last.Wrong is null && last.Replayed < first.Written && TimeProvider.System.GetElapsedTime(began) < Longest(allowed))
        {
            await Task.Delay(Pause, cancellationToken);
            last = await standby.LookAsync(cancellationToken);
        }

        var age = TimeProvider.System.GetElapsedTime(began).TotalMilliseconds.ToString("0", CultureInfo.InvariantCulture);
        return
        [
            last.Wrong is { } wrong ? Finding.Fail("standby", $"{wrong}; everything is read from the primary")
            : last.Replayed < first.Written
                ? Finding.Warn(
                    "standby",
                    $"it is more than {age} ms and {first.Written - last.Replayed} bytes of the log behind; "
                        + "until it has caught up, everything is read from the primary"
                )
            : Finding.Ok("standby", $"of the same system, at most {age} ms behind; {allowed.TotalMilliseconds} ms are allowed"),
        ];
    }

    private static TimeSpan Longest(TimeSpan allowed) => allowed < Patience ? allowed : Patience;
}
