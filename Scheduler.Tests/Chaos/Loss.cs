namespace Scheduler.Tests.Chaos;

/// <summary>How a primary is lost.</summary>
public enum Loss
{
    /// <summary>Its processes end at once.</summary>
    Killed,

    /// <summary>Its processes stand still, and its connections stay.</summary>
    Frozen,

    /// <summary>Nothing that is sent to it or by it arrives.</summary>
    CutOff,

    /// <summary>It is stopped in order, and the other takes over.</summary>
    SwitchedOver,
}
