using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Scheduler.Api.Access;
using Scheduler.Api.Appointments;
using Scheduler.Api.AppointmentTypes;
using Scheduler.Api.Availability;
using Scheduler.Api.Calendars;
using Scheduler.Api.Clients;
using Scheduler.Api.Events;
using Scheduler.Api.Http;
using Scheduler.Api.Providers;
using Scheduler.Data;
using Scheduler.Data.Databases;

namespace Scheduler.Api.Commands;

/// <summary>All of the office's own data, in an open format.</summary>
internal static class ExportCommand
{
    private static readonly byte[] NewLine = "\n"u8.ToArray();

    public static async Task<int?> RunAsync(CommandLine line, IServiceProvider services)
    {
        if (!line.Has(line.Words.Count) || line.Words.Count > 1)
        {
            return null;
        }

        var db = services.GetRequiredService<SchedulerDbContext>();
        var nowUtc = services.GetRequiredService<OperationContext>().Now();
        if (line.Words is not [var target])
        {
            await using var output = Console.OpenStandardOutput();
            await WriteAsync(output, db, nowUtc);
            return 0;
        }

        if (Path.Exists(target))
        {
            throw new StartException($"{target} exists; an export overwrites nothing.");
        }

        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        await using (var file = new FileStream(target, options))
        {
            var lines = await WriteAsync(file, db, nowUtc);
            await Console.Out.WriteLineAsync($"{Path.GetFullPath(target)}: {lines} line(s)");
        }

        return 0;
    }

    /// <returns>How many lines it wrote.</returns>
    private static async Task<long> WriteAsync(Stream stream, SchedulerDbContext db, DateTime nowUtc)
    {
        var lines = 0L;
        await using var buffer = new BufferedStream(stream, 1 << 16);
        await using var snapshot = await Snapshot.BeginAsync(db, CancellationToken.None);
        await foreach (var type in db.AppointmentTypes.AsNoTracking().OrderBy(t => t.Id).AsAsyncEnumerable())
        {
            await LineAsync("appointment-type", AppointmentTypeResponse.Of(type));
        }

        await foreach (var client in db.Clients.AsNoTracking().OrderBy(c => c.Id).AsAsyncEnumerable())
        {
            await LineAsync("client", ClientResponse.Of(client));
        }

        var providers = await db.Providers.AsNoTracking().OrderBy(p => p.Id).ToListAsync();
        foreach (var provider in providers)
        {
            await LineAsync("provider", ProviderResponse.Of(provider));
            var hours = await StoredHours.LoadAsync(db, provider.Id, CancellationToken.None);
            await LineAsync("hours", new ProviderHours(provider.Id, HoursResponse.Of(hours!)));
        }

        await foreach (var appointment in db.Appointments.AsNoTracking().OrderBy(a => a.StartUtc).ThenBy(a => a.Id).AsAsyncEnumerable())
        {
            await LineAsync("appointment", AppointmentResponse.Of(appointment, nowUtc));
        }

        await foreach (var happened in db.Events.AsNoTracking().OrderBy(e => e.Id).AsAsyncEnumerable())
        {
            await LineAsync("event", EventResponse.Of((happened.Number ?? happened.Id, happened)));
        }

        return lines;

        async Task LineAsync(string kind, object data)
        {
            await JsonSerializer.SerializeAsync(buffer, new Exported(kind, data), Json.Options);
            await buffer.WriteAsync(NewLine);
            lines++;
        }
    }

    private sealed record Exported(string Kind, object Data);

    private sealed record ProviderHours(string ProviderId, HoursResponse Hours);
}
