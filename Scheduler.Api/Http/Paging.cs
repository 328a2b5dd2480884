using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Scheduler.Api.Http;

/// <summary>A page of a list, and where the next one begins.</summary>
/// <param name="Next">Send as <c>?cursor=</c> for the next page; null on the last.</param>
public sealed record Page<T>(IReadOnlyList<T> Items, string? Next);

/// <summary>
/// Cursors: the sort key of the last row of a page, so that rows that come or go between pages neither repeat nor hide others.
/// </summary>
public static class Paging
{
    public const int DefaultLimit = 50;
    public const int MaxLimit = 200;
    public const int LongestCursor = 400;
    private const int CheckBytes = 6;

    /// <summary>Cuts one row more than a page to a page and its cursor.</summary>
    public static Page<TResult> ToPage<T, TResult>(IReadOnlyList<T> rows, int limit, Func<T, TResult> result, Func<T, string> key) =>
        rows.Count > limit
            ? new Page<TResult>(rows.Take(limit).Select(result).ToList(), Encode(key(rows[limit - 1])))
            : new Page<TResult>(rows.Select(result).ToList(), null);

    public static string Encode(string key)
    {
        var bytes = Encoding.UTF8.GetBytes(key);
        return Base64Url.EncodeToString([.. bytes, .. Check(bytes)]);
    }

    /// <summary>An instant in a cursor, in ticks; null where it is none.</summary>
    public static DateTime? ReadInstant(string text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var ticks) && ticks <= DateTime.MaxValue.Ticks
            ? new DateTime(ticks, DateTimeKind.Utc)
            : null;

    /// <summary>The key inside a cursor; null without a cursor; an error where it is none of ours.</summary>
    public static string? Decode(string? cursor, RequestErrors errors)
    {
        if (cursor is null)
        {
            return null;
        }

        if (cursor.Length <= LongestCursor && Base64Url.IsValid(cursor))
        {
            var bytes = Base64Url.DecodeFromChars(cursor);
            if (bytes.Length > CheckBytes && Check(bytes.AsSpan()[..^CheckBytes]).SequenceEqual(bytes.AsSpan()[^CheckBytes..]))
            {
                var key = Encoding.UTF8.GetString(bytes.AsSpan()[..^CheckBytes]);
                if (!key.Any(char.IsControl))
                {
                    return key;
                }
            }
        }

        errors.Add("cursor", "is not a cursor that this list gave");
        return null;
    }

    /// <summary>
    /// Tells a cursor that was cut, edited or made up. It guards no secret: whoever computes it may
    /// begin a page anywhere, but not at a text that no row can have.
    /// </summary>
    private static ReadOnlySpan<byte> Check(ReadOnlySpan<byte> key) => SHA256.HashData(key).AsSpan(0, CheckBytes);

    public static int Limit(int? limit, RequestErrors errors)
    {
        errors.Between("limit", limit, 1, MaxLimit);
        return limit ?? DefaultLimit;
    }
}
