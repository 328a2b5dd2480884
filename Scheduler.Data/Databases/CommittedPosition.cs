using NpgsqlTypes;

namespace Scheduler.Data.Databases;

/// <summary>Up to where in PostgreSQL's log the current flow of execution has written: its caller must find that when it reads.</summary>
public sealed class CommittedPosition
{
    private static readonly AsyncLocal<CommittedPosition?> Ambient = new();
    private readonly Lock guard = new();
    private NpgsqlLogSequenceNumber position;

    /// <summary>Flows with asynchronous calls; null where nobody wants to know, and then nothing is asked.</summary>
    public static CommittedPosition? Current
    {
        get => Ambient.Value;
        set => Ambient.Value = value;
    }

    /// <summary>As the server writes it, <c>0/3000060</c>; null when nothing was written.</summary>
    public string? Text
    {
        get
        {
            lock (guard)
            {
                return position == NpgsqlLogSequenceNumber.Invalid ? null : position.ToString();
            }
        }
    }

    internal void Note(NpgsqlLogSequenceNumber committed)
    {
        lock (guard)
        {
            position = NpgsqlLogSequenceNumber.Larger(position, committed);
        }
    }
}
