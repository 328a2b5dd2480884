using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Loader;

namespace Scheduler.Data.Databases;

/// <summary>Binds Microsoft.Data.Sqlite to the operating system's own, patched SQLite library.</summary>
/// <remarks>
/// EF Core 10 asks for SQLitePCLRaw 2.1, which brings a native library of its own. This project is built against
/// SQLitePCLRaw 2.0.6, whose API is the same as far as Microsoft.Data.Sqlite uses it. Where a complete package
/// registry is at hand, two lines replace this file: the package Microsoft.EntityFrameworkCore.Sqlite in place of
/// Microsoft.EntityFrameworkCore.Sqlite.Core and SQLitePCLRaw.* in Directory.Packages.props.
/// </remarks>
internal static class SqliteLibrary
{
#pragma warning disable CA2255 // The binding must stand before the first use of SQLite, whoever makes it: the API, `dotnet ef` or a test.
    [ModuleInitializer]
    internal static void Initialize()
#pragma warning restore CA2255
    {
        AssemblyLoadContext.Default.Resolving += ResolveCore;
        BindProvider();
    }

    /// <summary>Microsoft.Data.Sqlite was compiled against a newer SQLitePCLRaw.core: answer with the version that there is.</summary>
    private static Assembly? ResolveCore(AssemblyLoadContext context, AssemblyName name) =>
        name is { Name: "SQLitePCLRaw.core", Version: not null } ? context.LoadFromAssemblyName(new AssemblyName(name.Name)) : null;

    // A method of its own: compiling it loads SQLitePCLRaw, which ResolveCore must be ready for.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void BindProvider()
    {
        NativeLibrary.SetDllImportResolver(
            typeof(SQLitePCL.SQLite3Provider_e_sqlite3).Assembly,
            static (library, _, _) => library == "e_sqlite3" ? NativeLibrary.Load(SystemLibrary) : IntPtr.Zero);
        SQLitePCL.raw.SetProvider(new SQLitePCL.SQLite3Provider_e_sqlite3());
        // Refused, harmlessly, where something has used the library before. A connection has one user at a time here, so it needs no
        // mutex at each call; nor does anybody ask for the library's count of its memory, which one global mutex keeps.
        _ = SQLitePCL.raw.sqlite3_config(MultiThread);
        _ = SQLitePCL.raw.sqlite3_config(MemoryStatus, 0);
    }

    // https://www.sqlite.org/c3ref/c_config_covering_index_scan.html
    private const int MultiThread = 2;
    private const int MemoryStatus = 9;

    private static string SystemLibrary =>
        OperatingSystem.IsWindows() ? "winsqlite3" : OperatingSystem.IsMacOS() ? "libsqlite3.dylib" : "libsqlite3.so.0";
}
