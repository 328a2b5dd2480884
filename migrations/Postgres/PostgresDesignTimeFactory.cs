using Scheduler.Data.Databases;

namespace Scheduler.Migrations.Postgres;

public sealed class PostgresDesignTimeFactory() : DesignTimeFactory(DatabaseProvider.Postgres, "Host=localhost;Database=scheduler;Username=postgres");
