namespace Scheduler.Data.Model;

/// <summary>Lengths, in UTF-16 characters, that columns and requests share.</summary>
public static class Limits
{
    public const int Id = 64;
    public const int Name = 200;

    /// <summary>RFC 5321, 4.5.3.1.3: a path has at most 256 octets, its angle brackets included.</summary>
    public const int Email = 254;
    public const int Phone = 50;
    public const int Note = 2000;

    /// <summary>Such as <c>#0b57d0</c>.</summary>
    public const int Colour = 7;

    /// <summary>The questions of an appointment type, or the answers to them, as JSON.</summary>
    public const int Questions = 20_000;

    /// <summary>A week of open hours in one text.</summary>
    public const int Hours = 5000;

    /// <summary>All tags of a client in one text.</summary>
    public const int Tags = 1000;

    /// <summary>A word of the search; longer ones are cut.</summary>
    public const int Word = 60;

    /// <summary>A name in the order of a list; longer ones are cut, so that a cursor has room for it and an id.</summary>
    public const int SortName = 64;

    /// <summary>A length, a grid or a buffer has at most a day of 24 hours.</summary>
    public const int Minutes = 1440;

    /// <summary>Providers in one booking, one list of slots or one overlap.</summary>
    public const int Providers = 200;

    /// <summary>
    /// An occupied time is no longer than an appointment with both its buffers: how far back a search for overlapping ones must look.
    /// </summary>
    public static readonly TimeSpan LongestOccupiedTime = TimeSpan.FromMinutes(3 * Minutes);
}
