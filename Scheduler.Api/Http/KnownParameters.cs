using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Reflection;
using Microsoft.AspNetCore.Http.Metadata;

namespace Scheduler.Api.Http;

/// <summary>Refuses parameters of a query that its endpoint does not know: a typo must not be dropped in silence.</summary>
public static class KnownParameters
{
    private const int LongestName = 64;
    private static readonly ConcurrentDictionary<Endpoint, FrozenSet<string>> Known = new();

    public static void UseKnownParameters(this WebApplication app) =>
        app.UseWhen(
            http => http.Request.QueryString.HasValue && Gates.Of(http.GetEndpoint()) == Gate.Api,
            branch => branch.Use((http, next) => Check(http) is { } refusal ? Errors.AnswerAsync(http, refusal) : next(http))
        );

    /// <summary>The names that the handler of an endpoint reads from the query, in any case.</summary>
    public static FrozenSet<string> Of(Endpoint endpoint) => Known.GetOrAdd(endpoint, Read);

    private static Refusal? Check(HttpContext http)
    {
        var known = Of(http.GetEndpoint()!);
        RequestErrors? errors = null;
        foreach (var name in http.Request.Query.Keys)
        {
            if (!known.Contains(name))
            {
                errors ??= new RequestErrors();
                errors.Add(
                    name.Length == 0 ? "query"
                        : name.Length > LongestName ? name[..LongestName]
                        : name,
                    name.Length == 0 ? "has a parameter without a name" : "is not a parameter that is known here"
                );
            }
        }

        return errors?.Refusal;
    }

    private static FrozenSet<string> Read(Endpoint endpoint)
    {
        var path =
            (endpoint as RouteEndpoint)?.RoutePattern.Parameters.Select(p => p.Name).ToHashSet(StringComparer.OrdinalIgnoreCase) ?? [];
        return (endpoint.Metadata.GetMetadata<MethodInfo>()?.GetParameters() ?? [])
            .Where(p => !path.Contains(p.Name!) && !p.GetCustomAttributes().Any(a => a is IFromHeaderMetadata) && IsText(p.ParameterType))
            .Select(p => p.Name!)
            .ToFrozenSet(StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>Whether the framework reads values of this type from a query: what is neither a body nor a service.</summary>
    private static bool IsText(Type type)
    {
        var single = type.IsArray ? type.GetElementType()! : type;
        single = Nullable.GetUnderlyingType(single) ?? single;
        return single == typeof(string) || (single.IsValueType && single != typeof(CancellationToken));
    }
}
