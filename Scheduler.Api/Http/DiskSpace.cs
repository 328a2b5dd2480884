namespace Scheduler.Api.Http;

/// <summary>Room for the database's file and its log.</summary>
internal static class DiskSpace
{
    /// <summary>Bytes below which an instance says that it is not ready: less than a few batches of bookings with their log take.</summary>
    public const long Least = 4L << 20;

    /// <summary>Bytes that this process may still write into a folder.</summary>
    public static long Free(string folder) => new DriveInfo(folder).AvailableFreeSpace;
}
