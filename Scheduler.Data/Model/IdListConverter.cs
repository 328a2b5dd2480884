using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Scheduler.Data.Model;

/// <summary>A list of ids as text, parted by commas, which no id has.</summary>
internal sealed class IdListConverter() : ValueConverter<List<string>, string>(ids => string.Join(',', ids), text => Split(text))
{
    private static List<string> Split(string text) => text.Length == 0 ? new List<string>() : new List<string>(text.Split(','));
}

/// <summary>A list of words of people as text, a line each.</summary>
internal sealed class TagListConverter() : ValueConverter<List<string>, string>(tags => string.Join('\n', tags), text => Split(text))
{
    private static List<string> Split(string text) => text.Length == 0 ? new List<string>() : new List<string>(text.Split('\n'));
}

internal sealed class IdListComparer()
    : ValueComparer<List<string>>(
        (a, b) => a == b || (a != null && b != null && a.SequenceEqual(b)),
        ids => ids.Aggregate(0, (hash, id) => HashCode.Combine(hash, id)),
        ids => ids.ToList()
    );
