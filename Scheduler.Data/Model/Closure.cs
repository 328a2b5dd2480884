using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Scheduler.Data.Model;

/// <summary>A date on which the office is closed: every provider, but for those with hours of their own on that date.</summary>
public sealed class Closure
{
    /// <summary>On each calendar's own clock: a provider's, or the office's.</summary>
    public required DateOnly Date { get; init; }

    /// <summary>Why, such as Christmas.</summary>
    public required string Name { get; init; }
}

internal sealed class ClosureConfiguration : IEntityTypeConfiguration<Closure>
{
    public void Configure(EntityTypeBuilder<Closure> builder)
    {
        builder.ToTable("closures");
        builder.HasKey(c => c.Date);
        builder.Property(c => c.Name).HasMaxLength(Limits.Name);
    }
}
