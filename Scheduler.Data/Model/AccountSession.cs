using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Scheduler.Data.Model;

/// <summary>A browser in which somebody of the office has signed in. A session counts as long as its row is there.</summary>
public sealed class AccountSession
{
    public const int MaxDevice = 60;

    public required string Id { get; init; }
    public required string AccountId { get; init; }
    public required DateTime BeganUtc { get; init; }

    /// <summary>Within a few minutes.</summary>
    public required DateTime LastUsedUtc { get; set; }

    /// <summary>Browser and system in words such as "Firefox on Linux"; null where the browser did not say.</summary>
    public string? Device { get; init; }
}

internal sealed class AccountSessionConfiguration : IEntityTypeConfiguration<AccountSession>
{
    public void Configure(EntityTypeBuilder<AccountSession> builder)
    {
        builder.ToTable("account_sessions");
        builder.Property(s => s.Id).HasMaxLength(Limits.Id);
        builder.Property(s => s.AccountId).HasMaxLength(Limits.Id);
        builder.Property(s => s.Device).HasMaxLength(AccountSession.MaxDevice);
        builder.HasIndex(s => new { s.AccountId, s.BeganUtc });
        builder.HasOne<Account>().WithMany().HasForeignKey(s => s.AccountId).OnDelete(DeleteBehavior.Cascade);
    }
}
