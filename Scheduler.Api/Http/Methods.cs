namespace Scheduler.Api.Http;

/// <summary>What a method says of a request.</summary>
internal static class Methods
{
    /// <summary>
    /// Whether a request may change something: it is not one of the safe methods that are answered here (RFC 9110, 9.2.1).
    /// </summary>
    public static bool IsUnsafe(HttpRequest request) =>
        !HttpMethods.IsGet(request.Method) && !HttpMethods.IsHead(request.Method) && !HttpMethods.IsOptions(request.Method);
}
