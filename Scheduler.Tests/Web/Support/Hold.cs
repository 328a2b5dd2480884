namespace Scheduler.Tests.Web.Support;

/// <summary>A time that a visitor of the pages holds.</summary>
/// <param name="Id">The appointment's.</param>
/// <param name="Link">The page on which it is confirmed.</param>
/// <param name="Cookie">The cookie with its key.</param>
internal sealed record Hold(string Id, string Link, string Cookie)
{
    public string Release => Link.Replace(Id, $"{Id}/release", StringComparison.Ordinal);
}
