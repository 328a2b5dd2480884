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
    private readonly BriefValue<OfficeSettings> settings = new(async cancellationToken =>
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var read = await SettingRows.ReadAsync(db, cancellationToken);
        await zone.RefreshAsync(db, cancellationToken);
        return read;
    });

    /// <summary>As they were read last.</summary>
    public OfficeSettings Last => settings.Last ?? OfficeSettings.Unset;

    public ValueTask<OfficeSettings> ReadAsync(CancellationToken cancellationToken) => settings.ReadAsync(cancellationToken);

    /// <summary>To be called once they have been changed, so that this instance knows at once.</summary>
    public void Forget() => settings.Forget();
}
