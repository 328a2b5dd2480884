using System.Globalization;
using Microsoft.Net.Http.Headers;

namespace Scheduler.Api.Http;

/// <summary>Entity tags (RFC 9110, 8.8.3) made of a row's version; preconditions are decided in the transaction that writes.</summary>
public static class ETags
{
    public static string Of(int version) => $"\"{version.ToString(CultureInfo.InvariantCulture)}\"";

    /// <summary>Sets the tag; true when the caller's <c>If-None-Match</c> has it already, so that 304 is the answer.</summary>
    public static bool IsNotModified(HttpContext http, string etag)
    {
        http.Response.Headers.ETag = etag;
        return (HttpMethods.IsGet(http.Request.Method) || HttpMethods.IsHead(http.Request.Method)) && Matches(http.Request.Headers.IfNoneMatch.ToString(), etag, weak: true) == true;
    }

    /// <summary>The refusal when the request's <c>If-Match</c> does not name <paramref name="etag"/>; null otherwise.</summary>
    public static Refusal? Check(string? ifMatch, string etag) =>
        string.IsNullOrEmpty(ifMatch) || Matches(ifMatch, etag, weak: false) == true
            ? null
            : new Refusal(RefusalType.PreconditionFailed, $"The present version is {etag}; If-Match asks for {(ifMatch.Length <= 200 ? ifMatch : "another")}.") { ETag = etag };

    private static bool? Matches(string header, string etag, bool weak)
    {
        if (header.Length == 0 || !EntityTagHeaderValue.TryParseList([header], out var tags))
        {
            return null;
        }

        var own = new EntityTagHeaderValue(etag);
        return tags.Any(tag => tag.Equals(EntityTagHeaderValue.Any) || tag.Compare(own, useStrongComparison: !weak));
    }
}
