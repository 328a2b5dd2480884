using Microsoft.EntityFrameworkCore;

namespace Scheduler.Data;

/// <summary>Reads what every instance on a database must agree on.</summary>
public static class SettingReads
{
    /// <summary>The value stored under a name; null where there is none.</summary>
    public static Task<string?> FindSettingAsync(this SchedulerDbContext db, string name, CancellationToken cancellationToken = default) =>
        db.Settings.AsNoTracking().Where(s => s.Name == name).Select(s => (string?)s.Value).FirstOrDefaultAsync(cancellationToken);
}
