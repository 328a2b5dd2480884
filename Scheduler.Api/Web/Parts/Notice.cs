namespace Scheduler.Api.Web.Parts;

/// <summary>A message on top of a page.</summary>
public sealed record Notice(string Title, string Text, string Kind = "bad");
