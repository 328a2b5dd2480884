using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.EntityFrameworkCore;
using Scheduler.Data;
using Scheduler.Data.Databases;
using Scheduler.Data.Model;

namespace Scheduler.Api.Access;

/// <summary>
/// Keeps the keys that seal sessions in the database: every instance reads what another has sealed, and a restart ends no session.
/// </summary>
internal sealed class StoredProtectionKeys(IDbContextFactory<SchedulerDbContext> contexts, WriteQueue writes) : IXmlRepository
{
    public IReadOnlyCollection<XElement> GetAllElements()
    {
        using var db = contexts.CreateDbContext();
        return db.ProtectionKeys.AsNoTracking().OrderBy(k => k.Name).Select(k => k.Xml).ToList().ConvertAll(XElement.Parse);
    }

    /// <remarks>The framework knows this step as a synchronous one alone; it comes once in 90 days.</remarks>
    public void StoreElement(XElement element, string friendlyName) =>
        writes
            .RunAsync(
                async db =>
                {
                    db.Add(new ProtectionKey { Name = friendlyName, Xml = element.ToString(SaveOptions.DisableFormatting) });
                    await db.SaveChangesAsync(CancellationToken.None);
                    return true;
                },
                CancellationToken.None
            )
            .GetAwaiter()
            .GetResult();
}
