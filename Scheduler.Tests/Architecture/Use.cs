namespace Scheduler.Tests.Architecture;

/// <summary>A method of one type that names another type or its member; nested types count as the type they are in.</summary>
internal sealed record Use(string FromNamespace, string FromType, string ToNamespace, string ToType, string Member)
{
    public string From => $"{FromNamespace}.{FromType}";
    public string To => $"{ToNamespace}.{ToType}";
}
