namespace Scheduler.Api.Commands;

/// <summary>Every command, in the order in which the help shows them.</summary>
internal static class Verbs
{
    private const string Roles = "Roles are owner, manager, reception, provider and public.";
    private const string Password = "The password comes from standard input: arguments are seen by everybody on the computer.";

    public static readonly IReadOnlyList<Verb> All =
    [
        new("migrate", "", "Makes the database, or brings its schema up to this version. Others may serve from it meanwhile.")
        {
            Details = "PostgreSQL: on a direct connection, not through a pooler. Whatever Database:MigrateOnStart says.",
            OpensDatabase = false,
            Run = DatabaseCommands.MigrateAsync,
        },
        new("doctor", "", "Looks at settings, database, schema, clock, zone data, disk, mail, proxy and cluster; a line for each.")
        {
            Details = "A line begins with ok, warn or fail. Exit code 0 where nothing fails, else 1. It changes nothing.",
            RunAlone = Doctor.RunAsync,
        },
        new("backup", "TARGET", "Copies the database into a new file while the service runs.")
        {
            Details = """
                SQLite: one moment's state, checked, for its owner alone. PostgreSQL: by pg_dump, which must be installed.
                TARGET gets its name once it is whole; one that exists is never overwritten.
                """,
            OpensDatabase = false,
            Run = DatabaseCommands.BackupAsync,
        },
        new("restore", "BACKUP", "Puts a backup in the place of the database. Stop the service first.")
        {
            Details = """
                SQLite: refused while somebody has the database open; what was there is kept beside it, log included.
                PostgreSQL: by pg_restore, into a database that is there and has no tables.
                """,
            OpensDatabase = false,
            Run = DatabaseCommands.RestoreAsync,
        },
        new("export", "[TARGET]", "Writes all clients, providers, hours, types, appointments and events as lines of JSON.")
        {
            Details = """
                Each line is {"kind": …, "data": …}, in the words of the API, as of one moment. Without TARGET to standard output.
                Accounts, keys and secrets are left out. It has names and contacts: keep it as a backup is kept.
                """,
            Run = ExportCommand.RunAsync,
        },
        new("accounts create", "--email E --name N --role R [--provider P]", "Makes an account, and prints its id.")
        {
            Details = $"{Password} {Roles}",
            Run = AccountCommands.CreateAsync,
        },
        new("accounts list", "", "Lists accounts: id, role, whether it may sign in, e-mail address, name.")
        {
            Run = AccountCommands.ListAsync,
        },
        new("accounts disable", "ID|E-MAIL", "Keeps an account from signing in, and ends its sessions.")
        {
            Run = AccountCommands.DisableAsync,
        },
        new("accounts reset", "ID|E-MAIL", "Gives an account a new password.") { Details = Password, Run = AccountCommands.ResetAsync },
        new("keys create", "--name N --role R [--provider P] [--days D]", "Makes a key for a program, and prints it once.")
        {
            Details = Roles,
            Run = KeyCommands.CreateAsync,
        },
        new("keys list", "", "Lists keys: id, role, until when, name.") { Run = KeyCommands.ListAsync },
        new("keys revoke", "ID", "Ends a key.") { Run = KeyCommands.RevokeAsync },
        new("audit verify", "", "Says whether any row of the audit was changed or is missing. Exit code 1 where one is.")
        {
            Run = AuditCommands.VerifyAsync,
        },
        new("office-zone", "ZONE", "Counts all dates by the calendar of another IANA time zone, such as Europe/Berlin.")
        {
            Run = OfficeCommands.ChangeZoneAsync,
        },
        new("health", "[URL]", "Asks a running service whether it is ready. Exit code 0 when it is.")
        {
            Details = "Without URL http://localhost:8080/health/ready.",
            RunAlone = HealthCommand.RunAsync,
        },
        new("version", "", "Prints the version.") { RunAlone = PrintVersionAsync },
    ];

    private static async Task<int?> PrintVersionAsync(CommandLine line)
    {
        if (!line.Has(0))
        {
            return null;
        }

        await Console.Out.WriteLineAsync(
            $"Scheduler {ServiceVersion.Text}, {System.Runtime.InteropServices.RuntimeInformation.FrameworkDescription}"
        );
        return 0;
    }
}
