using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Scheduler.Data.Model;

/// <summary>Under which name a client is listed. Clients without names, e-mail and phone have none, and cost the search nothing.</summary>
/// <remarks>
/// These tables are made of <see cref="Client"/> alone: a migration that empties this one has everything indexed anew at the next start.
/// </remarks>
public sealed class ClientName
{
    public required string ClientId { get; init; }

    /// <summary>Folded, never empty; lists are in its order, by code point.</summary>
    public required string SortName { get; init; }
}

/// <summary>
/// A folded word of a client: of a name, an e-mail, a phone or an id of its caller's choice. In the order in which clients are listed.
/// </summary>
public sealed class ClientWord
{
    public required string Word { get; init; }
    public required string SortName { get; init; }
    public required string ClientId { get; init; }
}

/// <summary>
/// One of the texts by which a word is found that was typed in part, or with an error; shared by all clients who have the word.
/// </summary>
public sealed class ClientWordPart
{
    public required string Part { get; init; }
    public required string Word { get; init; }
}

internal sealed class ClientNameConfiguration : IEntityTypeConfiguration<ClientName>
{
    public void Configure(EntityTypeBuilder<ClientName> builder)
    {
        builder.ToTable("client_names");
        builder.HasKey(n => n.ClientId);
        builder.Property(n => n.ClientId).HasMaxLength(Limits.Id);
        builder.Property(n => n.SortName).HasMaxLength(Limits.SortName);
        builder.HasIndex(n => new { n.SortName, n.ClientId });
        builder.HasOne<Client>().WithMany().HasForeignKey(n => n.ClientId).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class ClientWordConfiguration : IEntityTypeConfiguration<ClientWord>
{
    public void Configure(EntityTypeBuilder<ClientWord> builder)
    {
        builder.ToTable("client_words");
        builder.HasKey(w => new
        {
            w.Word,
            w.SortName,
            w.ClientId,
        });
        builder.Property(w => w.Word).HasMaxLength(Limits.Word);
        builder.Property(w => w.SortName).HasMaxLength(Limits.SortName);
        builder.Property(w => w.ClientId).HasMaxLength(Limits.Id);
        // A client's own, to replace them.
        builder.HasIndex(w => w.ClientId);
        builder.HasOne<Client>().WithMany().HasForeignKey(w => w.ClientId).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class ClientWordPartConfiguration : IEntityTypeConfiguration<ClientWordPart>
{
    public void Configure(EntityTypeBuilder<ClientWordPart> builder)
    {
        builder.ToTable("client_word_parts");
        builder.HasKey(p => new { p.Part, p.Word });
        builder.Property(p => p.Part).HasMaxLength(Limits.Word);
        builder.Property(p => p.Word).HasMaxLength(Limits.Word);
    }
}
