using System.Runtime.CompilerServices;

namespace Scheduler.Api.Http;

/// <summary>A body of which only the fields that were sent count (JSON Merge Patch, RFC 7396: null clears).</summary>
public abstract class Patch
{
    private readonly HashSet<string> sent = new(StringComparer.Ordinal);

    /// <summary>Whether the caller sent the field of this property.</summary>
    public bool Has(string property) => sent.Contains(property);

    /// <summary>The field of this property, as operations take it.</summary>
    public Field<T> Field<T>(string property, T value) => new(value, Has(property));

    protected T Sent<T>(T value, [CallerMemberName] string property = "")
    {
        sent.Add(property);
        return value;
    }
}
