using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Scheduler.Data.Model;

/// <summary>Somebody of the office who signs in. Rows are never deleted: a database that had an account once is never open again.</summary>
/// <remarks>The user name is the e-mail address. Whatever ends an account's sessions changes its security stamp.</remarks>
public sealed class Account : IdentityUser
{
    public required string Name { get; set; }

    /// <summary>What it may do: <c>owner</c>, <c>manager</c>, <c>reception</c> or <c>provider</c>.</summary>
    public required string Role { get; set; }

    /// <summary>Whose own rows the role <c>provider</c> means; null for the others.</summary>
    public string? ProviderId { get; set; }
    public required DateTime CreatedUtc { get; init; }

    /// <summary>Null as long as it may sign in.</summary>
    public DateTime? DisabledUtc { get; set; }

    /// <summary>The time step (RFC 6238) of the last code of its app that was taken: none of it or before it counts again.</summary>
    public long? CodeStep { get; set; }

    /// <summary>SHA-256 of the token of an invitation or of a new password; null without one.</summary>
    public byte[]? InvitationHash { get; set; }

    /// <summary>The first instant at which the invitation no longer counts.</summary>
    public DateTime? InvitationExpiresUtc { get; set; }
}

internal sealed class AccountConfiguration : IEntityTypeConfiguration<Account>
{
    public void Configure(EntityTypeBuilder<Account> builder)
    {
        builder.ToTable("accounts");
        builder.Property(a => a.Id).HasMaxLength(Limits.Id);
        builder.Property(a => a.Name).HasMaxLength(Limits.Name);
        builder.Property(a => a.Role).HasMaxLength(Limits.Id);
        builder.Property(a => a.ProviderId).HasMaxLength(Limits.Id);
        builder.HasIndex(a => a.InvitationHash);
        builder.HasOne<Provider>().WithMany().HasForeignKey(a => a.ProviderId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class AccountPartsConfiguration
    : IEntityTypeConfiguration<IdentityUserClaim<string>>,
        IEntityTypeConfiguration<IdentityUserLogin<string>>,
        IEntityTypeConfiguration<IdentityUserToken<string>>,
        IEntityTypeConfiguration<IdentityUserPasskey<string>>
{
    public void Configure(EntityTypeBuilder<IdentityUserClaim<string>> builder) => builder.ToTable("account_claims");

    public void Configure(EntityTypeBuilder<IdentityUserLogin<string>> builder) => builder.ToTable("account_logins");

    public void Configure(EntityTypeBuilder<IdentityUserToken<string>> builder) => builder.ToTable("account_tokens");

    public void Configure(EntityTypeBuilder<IdentityUserPasskey<string>> builder)
    {
        builder.ToTable("account_passkeys");
        builder.HasKey(p => p.CredentialId);
        builder.Property(p => p.CredentialId).HasMaxLength(1024);
        builder.OwnsOne(
            p => p.Data,
            data =>
            {
                data.ToJson();
                // The name by convention is longer than PostgreSQL takes.
                data.WithOwner().Metadata.SetConstraintName("FK_account_passkeys_data");
            }
        );
        builder.HasOne<Account>().WithMany().HasForeignKey(p => p.UserId);
    }
}
