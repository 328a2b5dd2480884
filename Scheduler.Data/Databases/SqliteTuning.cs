using System.Runtime.CompilerServices;

namespace Scheduler.Data.Databases;

/// <summary>Settings of the SQLite library that can only be made before its first use in the process.</summary>
internal static class SqliteTuning
{
    // https://www.sqlite.org/c3ref/c_config_covering_index_scan.html
    private const int MultiThread = 2;
    private const int MemoryStatus = 9;

#pragma warning disable CA2255 // They must be made before anybody uses SQLite, whoever that is: the API, `dotnet ef` or a test.
    [ModuleInitializer]
    internal static void Initialize()
#pragma warning restore CA2255
    {
        SQLitePCL.Batteries_V2.Init();
        // Refused, harmlessly, where something has used the library before. A connection has one user at a time here, so it needs no
        // mutex at each call; nor does anybody ask for the library's count of its memory, which one global mutex keeps.
        _ = SQLitePCL.raw.sqlite3_config(MultiThread);
        _ = SQLitePCL.raw.sqlite3_config(MemoryStatus, 0);
    }
}
