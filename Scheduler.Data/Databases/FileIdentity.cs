using System.Runtime.InteropServices;

namespace Scheduler.Data.Databases;

/// <summary>Which file a path names, whatever is in it: another one under the same name is another identity.</summary>
/// <param name="Device">The file system; 0 outside Linux.</param>
/// <param name="Number">The inode on Linux; elsewhere the time of its creation in ticks.</param>
/// <param name="Length">In bytes, when it was looked at; no part of the identity.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly partial record struct FileIdentity(ulong Device, ulong Number, long Length)
{
    /// <summary>Null where the path names nothing.</summary>
    public static FileIdentity? Of(string path) => OperatingSystem.IsLinux() ? OnLinux(path) : Elsewhere(path);

    public bool IsSameFileAs(FileIdentity? other) => other is { } it && it.Device == Device && it.Number == Number;

    private static FileIdentity? Elsewhere(string path)
    {
        var file = new FileInfo(path);
        return file.Exists ? new FileIdentity(0, (ulong)file.CreationTimeUtc.Ticks, file.Length) : null;
    }

    /// <remarks>.NET tells of no inode. The layout of statx is the same on every processor: include/uapi/linux/stat.h.</remarks>
    private static FileIdentity? OnLinux(string path)
    {
        const int CurrentFolder = -100;
        const uint InodeAndSize = 0x100 | 0x200;
        Span<byte> answer = stackalloc byte[256];
        if (Statx(CurrentFolder, path, 0, InodeAndSize, answer) != 0)
        {
            return null;
        }

        var device = MemoryMarshal.Read<ulong>(answer[136..]);
        return new FileIdentity(device, MemoryMarshal.Read<ulong>(answer[32..]), MemoryMarshal.Read<long>(answer[40..]));
    }

    [LibraryImport("libc", EntryPoint = "statx", StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Statx(int folder, string path, int flags, uint mask, Span<byte> answer);
}
