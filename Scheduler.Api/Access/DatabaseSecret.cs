using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Scheduler.Data;
using Scheduler.Data.Databases;
using Scheduler.Data.Hot;
using Scheduler.Data.Model;

namespace Scheduler.Api.Access;

/// <summary>
/// The one secret of a database, made at its first start and the same for every instance: keys of manage links are derived with it,
/// and what is only compared is hashed with it, so that nobody without the database can guess.
/// </summary>
public sealed class DatabaseSecret(IDbContextFactory<SchedulerDbContext> contexts, WriteQueue writes)
{
    private const string SettingName = "secret";
    private const int Bytes = 32;

    private byte[]? secret;

    /// <summary>
    /// Reads the secret, and makes it where there is none: of several instances that start at once, all go on with the first one's.
    /// </summary>
    public async Task LoadAsync(CancellationToken cancellationToken = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var stored =
            await db.FindSettingAsync(SettingName, cancellationToken)
            ?? await writes.RunAsync(
                async db =>
                {
                    await db.InsertRowsAsync(
                        NewRow.IfAbsent(
                            new Setting { Name = SettingName, Value = Convert.ToBase64String(RandomNumberGenerator.GetBytes(Bytes)) }
                        )
                    );
                    return (await db.FindSettingAsync(SettingName))!;
                },
                cancellationToken
            );
        secret = Convert.FromBase64String(stored);
    }

    /// <summary>A hash (HMAC-SHA-256) of <paramref name="data"/> that means something for <paramref name="purpose"/> alone.</summary>
    /// <exception cref="InvalidOperationException">The secret has not been read yet.</exception>
    public byte[] Hash(string purpose, string data) =>
        HMACSHA256.HashData(
            secret ?? throw new InvalidOperationException("The database's secret has not been read."),
            Encoding.UTF8.GetBytes($"{purpose}\n{data}")
        );
}
