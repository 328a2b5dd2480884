using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Scheduler.Data.Databases;

/// <summary>Takes every table as a migration begins, and not one after another as it comes to them.</summary>
/// <remarks>
/// The server looks once at each wait, a second (deadlock_timeout) after that has begun, and ends whoever closes a circle then. Where a
/// migration works for longer on one table before it comes to the next, those who have the next and wait for the first were looked at too
/// early, and the migration is ended, each time. So the first is the one that everybody comes to, and the others follow when all wait there.
/// </remarks>
internal sealed class TablesAtOnce : DbTransactionInterceptor
{
    private const string Take = """
        DO $$ DECLARE other text;
        BEGIN
            IF to_regclass('appointments') IS NOT NULL THEN
                LOCK TABLE appointments IN ACCESS EXCLUSIVE MODE;
                PERFORM pg_sleep(0.2);
                FOR other IN SELECT quote_ident(tablename) FROM pg_tables WHERE schemaname = current_schema() ORDER BY tablename LOOP
                    EXECUTE 'LOCK TABLE ' || other || ' IN ACCESS EXCLUSIVE MODE';
                END LOOP;
            END IF;
        END $$
        """;

    /// <summary>Whether it does: nobody can use the service then until the migration has ended.</summary>
    public bool AreTaken { get; set; }

    public override async ValueTask<DbTransaction> TransactionStartedAsync(
        DbConnection connection,
        TransactionEndEventData eventData,
        DbTransaction result,
        CancellationToken cancellationToken = default
    )
    {
        if (!AreTaken)
        {
            return result;
        }

        try
        {
            await using var command = connection.CreateCommand();
            (command.CommandText, command.Transaction) = (Take, result);
            await command.ExecuteNonQueryAsync(cancellationToken);
            return result;
        }
        catch
        {
            // Nobody else knows of it yet.
            await result.DisposeAsync();
            throw;
        }
    }
}
