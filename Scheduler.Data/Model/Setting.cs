using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Scheduler.Data.Model;

/// <summary>Something that every instance on a database must agree on.</summary>
public sealed class Setting
{
    public const int MaxLength = 4000;

    public required string Name { get; init; }
    public required string Value { get; set; }
}

internal sealed class SettingConfiguration : IEntityTypeConfiguration<Setting>
{
    public void Configure(EntityTypeBuilder<Setting> builder)
    {
        builder.ToTable("settings");
        builder.HasKey(s => s.Name);
        builder.Property(s => s.Name).HasMaxLength(Limits.Id);
        builder.Property(s => s.Value).HasMaxLength(Setting.MaxLength);
    }
}
