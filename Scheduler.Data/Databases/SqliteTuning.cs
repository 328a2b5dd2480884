using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Scheduler.Data.Databases;

/// <summary>Which build of SQLite is used, and the settings that can only be made before its first use in the process.</summary>
/// <remarks>
/// The system's own library where there is one that is new enough: it is patched with the system, and reads rows for a fifth less processor
/// time than the package's build. Otherwise the package's, which is always there.
/// </remarks>
internal static unsafe class SqliteTuning
{
    /// <summary>SQLite 3.40: the oldest release with everything that is used here.</summary>
    private const int OldestSystemLibrary = 3_040_000;

    // https://www.sqlite.org/c3ref/c_config_covering_index_scan.html
    private const int MultiThread = 2;
    private const int MemoryStatus = 9;

#pragma warning disable CA2255 // They must be made before anybody uses SQLite, whoever that is: the API, `dotnet ef` or a test.
    [ModuleInitializer]
    internal static void Initialize()
#pragma warning restore CA2255
    {
        NativeLibrary.SetDllImportResolver(typeof(SQLitePCL.SQLite3Provider_e_sqlite3).Assembly, Resolve);
        SQLitePCL.Batteries_V2.Init();
        // Refused, harmlessly, where something has used the library before. A connection has one user at a time here, so it needs no
        // mutex at each call; nor does anybody ask for the library's count of its memory, which one global mutex keeps.
        _ = SQLitePCL.raw.sqlite3_config(MultiThread);
        _ = SQLitePCL.raw.sqlite3_config(MemoryStatus, 0);
    }

    /// <returns>0 for the package's own library.</returns>
    private static IntPtr Resolve(string library, Assembly assembly, DllImportSearchPath? searchPath) =>
        library == "e_sqlite3"
        && SystemLibrary is { } name
        && NativeLibrary.TryLoad(name, out var system)
        && NativeLibrary.TryGetExport(system, "sqlite3_libversion_number", out var version)
        && ((delegate* unmanaged[Cdecl]<int>)version)() >= OldestSystemLibrary
            ? system
            : IntPtr.Zero;

    /// <summary>macOS and Windows build theirs for themselves.</summary>
    private static string? SystemLibrary => OperatingSystem.IsLinux() ? "libsqlite3.so.0" : null;
}
