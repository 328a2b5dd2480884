using System.Globalization;
using Microsoft.Net.Http.Headers;

namespace Scheduler.Api.Http;

/// <summary>Entity tags (RFC 9110, 8.8.3) made of a row's version; preconditions are decided in the transaction that writes.</summary>
public static class ETags
{
    public static string Of(int version) => Of(version.ToString(CultureInfo.InvariantCulture));

    public static string Of(string version) => $"\"{version}\"";

    /// <summary>Sets the tag; true when the caller's <c>If-None-Match</c> has it already, so that 304 is the answer.</summary>
    public static bool IsNotModified(HttpContext http, string etag)
    {
        http.Response.Headers.ETag = etag;
        var asked = http.Request.Headers.IfNoneMatch.ToString();
        return (HttpMethods.IsGet(http.Request.Method) || HttpMethods.IsHead(http.Request.Method))
            && asked.Length > 0
            && EntityTagHeaderValue.TryParseList([asked], out var tags)
            && tags.Any(tag =>
                tag.Equals(EntityTagHeaderValue.Any) || tag.Compare(new EntityTagHeaderValue(etag), useStrongComparison: false)
            );
    }

    /// <summary>
    /// What the request's <c>If-Match</c> asks for; null where it asks for nothing.
    /// A tag that cannot be read, or is weak, matches no version.
    /// </summary>
    public static Precondition? Precondition(string? ifMatch)
    {
        if (string.IsNullOrEmpty(ifMatch))
        {
            return null;
        }

        if (!EntityTagHeaderValue.TryParseList([ifMatch], out var tags))
        {
            return new Precondition(new HashSet<string>(StringComparer.Ordinal), ifMatch);
        }

        return tags.Any(tag => tag.Equals(EntityTagHeaderValue.Any))
            ? new Precondition(null, ifMatch)
            : new Precondition(
                tags.Where(tag => !tag.IsWeak).Select(tag => tag.Tag.Value!.Trim('"')).ToHashSet(StringComparer.Ordinal),
                ifMatch
            );
    }
}
