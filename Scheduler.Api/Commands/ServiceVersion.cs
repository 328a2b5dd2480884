using System.Reflection;

namespace Scheduler.Api.Commands;

/// <summary>Which version this is.</summary>
internal static class ServiceVersion
{
    /// <summary>As it was built, such as <c>1.0.0+4bf92f3577</c>.</summary>
    public static string Text { get; } =
        typeof(ServiceVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";
}
