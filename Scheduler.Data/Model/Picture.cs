using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Scheduler.Data.Model;

/// <summary>
/// A small picture that the office's pages show. Its name is made of what is in it, so that browsers may keep it for ever.
/// </summary>
public sealed class Picture
{
    /// <summary>The largest file, in bytes.</summary>
    public const int MaxBytes = 64 * 1024;

    public required string Name { get; init; }
    public required byte[] Bytes { get; init; }
}

internal sealed class PictureConfiguration : IEntityTypeConfiguration<Picture>
{
    public void Configure(EntityTypeBuilder<Picture> builder)
    {
        builder.ToTable("pictures");
        builder.HasKey(p => p.Name);
        builder.Property(p => p.Name).HasMaxLength(Limits.Id);
        builder.Property(p => p.Bytes).HasMaxLength(Picture.MaxBytes);
    }
}
