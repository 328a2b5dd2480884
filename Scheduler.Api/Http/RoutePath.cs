using System.Globalization;
using Microsoft.AspNetCore.Routing.Patterns;

namespace Scheduler.Api.Http;

/// <summary>The one path of an endpoint, in whatever case and with whatever slash at its end it was asked for.</summary>
public static class RoutePath
{
    public static string Of(HttpContext http) =>
        http.GetEndpoint() is RouteEndpoint route
            ? string.Concat(
                route.RoutePattern.PathSegments.Select(segment =>
                    "/" + string.Concat(segment.Parts.Select(part => Text(part, http.Request.RouteValues)))
                )
            )
            : http.Request.Path.Value ?? "";

    private static string Text(RoutePatternPart part, RouteValueDictionary values) =>
        part switch
        {
            RoutePatternLiteralPart literal => literal.Content,
            RoutePatternSeparatorPart separator => separator.Content,
            // As it was sent: ids are case-sensitive.
            RoutePatternParameterPart parameter => Convert.ToString(values[parameter.Name], CultureInfo.InvariantCulture) ?? "",
            _ => throw new InvalidOperationException($"A route has a {part.PartKind}."),
        };
}
