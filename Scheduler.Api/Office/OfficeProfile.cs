using Microsoft.EntityFrameworkCore;
using Scheduler.Api.Access;
using Scheduler.Api.Appointments;
using Scheduler.Data;

namespace Scheduler.Api.Office;

/// <summary>
/// The settings as pages and mails show them, remembered for less than a second: every instance knows of a change within that.
/// </summary>
public sealed class OfficeProfile(IDbContextFactory<SchedulerDbContext> contexts, OfficeZone zone)
{
    private volatile Remembered last = new(OfficeSettings.Unset, long.MinValue);

    /// <summary>As they were read last.</summary>
    public OfficeSettings Last => last.Settings;

    public async ValueTask<OfficeSettings> ReadAsync(CancellationToken cancellationToken)
    {
        var readAt = Environment.TickCount64;
        if (last.ReadAt > readAt - BriefMemory.MaxAgeMilliseconds)
        {
            return last.Settings;
        }

        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var settings = await SettingRows.ReadAsync(db, cancellationToken);
        await zone.RefreshAsync(db, cancellationToken);
        last = new(settings, readAt);
        return settings;
    }

    /// <summary>To be called once they have been changed, so that this instance knows at once.</summary>
    public void Forget() => last = new(last.Settings, long.MinValue);

    private sealed record Remembered(OfficeSettings Settings, long ReadAt);
}
