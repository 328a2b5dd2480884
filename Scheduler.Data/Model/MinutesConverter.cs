using System.Globalization;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Scheduler.Data.Model;

/// <summary>A list of minutes as text, parted by commas.</summary>
internal sealed class MinutesConverter() : ValueConverter<List<int>, string>(minutes => string.Join(',', minutes), text => Split(text))
{
    private static List<int> Split(string text) =>
        text.Length == 0 ? new List<int>() : text.Split(',').Select(part => int.Parse(part, CultureInfo.InvariantCulture)).ToList();
}

internal sealed class MinutesComparer()
    : ValueComparer<List<int>>(
        (a, b) => a == b || (a != null && b != null && a.SequenceEqual(b)),
        minutes => minutes.Aggregate(0, (hash, one) => HashCode.Combine(hash, one)),
        minutes => minutes.ToList()
    );
