using System.ComponentModel.DataAnnotations;

namespace Scheduler.Api.Http;

/// <summary>Settings under <c>Limits</c>: what callers may take of one process.</summary>
public sealed class ServerLimitOptions
{
    public const string Section = "Limits";

    /// <summary>Connections at once; 0: as many as the process may have descriptors for, up to 10,000.</summary>
    [Range(0, 100_000)]
    public int Connections { get; set; }

    /// <summary>Connections of one address at once; those of <c>ProxyNetworks</c> are not counted.</summary>
    [Range(1, 100_000)]
    public int ConnectionsPerAddress { get; set; } = 1_000;

    /// <summary>How long a new connection may send nothing.</summary>
    [Range(1, 600)]
    public int FirstByteSeconds { get; set; } = 10;

    /// <summary>How long a connection may send nothing between two requests.</summary>
    [Range(1, 600)]
    public int KeepAliveSeconds { get; set; } = 30;

    /// <summary>After this a read is given up; a write that has begun runs to its end and is answered.</summary>
    [Range(1, 600)]
    public int AnswerSeconds { get; set; } = 30;

    /// <summary>Open pages that are told of changes, at 20–40 KB each.</summary>
    [Range(1, 100_000)]
    public int Streams { get; set; } = 2_000;

    [Range(1, 100_000)]
    public int StreamsPerAddress { get; set; } = 100;
}
