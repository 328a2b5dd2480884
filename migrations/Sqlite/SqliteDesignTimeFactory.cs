using Scheduler.Data.Databases;

namespace Scheduler.Migrations.Sqlite;

public sealed class SqliteDesignTimeFactory() : DesignTimeFactory(DatabaseProvider.Sqlite, DatabaseOptions.DefaultConnectionString);
