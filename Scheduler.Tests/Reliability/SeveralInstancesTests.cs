using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Scheduler.Data.Model;

namespace Scheduler.Tests.Reliability;

/// <summary>
/// Three processes on one PostgreSQL behind a round-robin: the races come out as on one, for nothing that a request needs lives in
/// a process.
/// </summary>
public sealed class SeveralInstancesTests(SeveralInstancesTests.Three three) : IClassFixture<SeveralInstancesTests.Three>
{
    [Fact]
    public async Task A_date_and_a_time_have_one_winner_over_all_instances()
    {
        Assert.SkipWhen(PostgresServer.WhyMissing is not null, PostgresServer.WhyMissing ?? "");
        var instances = three.Instances!;
        await OpenAsync(instances, "dr-who");
        var day = Day(3);
        for (var round = 0; round < 6; round++)
        {
            var user = $"user-{round}";
            var visits = await Task.WhenAll(
                Enumerable
                    .Range(0, 48)
                    .Select(i =>
                        instances.PostAsync("/api/appointments", new { userId = user, start = $"{day}T{i / 2:00}:{i % 2 * 30:00}:00Z" })
                    )
            );
            var won = Assert.Single(visits, a => a.Status == 201);
            Assert.All(visits.Where(a => a != won), a => a.Expect(409, "daily-limit-reached"));

            var meetings = await Task.WhenAll(
                Enumerable
                    .Range(0, 60)
                    .Select(i =>
                        instances.PostAsync(
                            "/api/appointments",
                            new
                            {
                                userId = $"{user}-{i}",
                                appointmentType = "meeting",
                                providerId = "dr-who",
                                start = $"{day}T{8 + round:00}:{i % 3 * 15:00}:00Z",
                                minutes = 45,
                            }
                        )
                    )
            );
            Assert.Single(meetings, a => a.Status == 201);
            Assert.All(meetings.Where(a => a.Status != 201), a => a.Expect(409, "slot-taken"));

            // What one has answered the others know at once.
            foreach (var list in await instances.GetFromEachAsync($"/api/users/{user}/appointments"))
            {
                Assert.Equal(
                    won.Text("id"),
                    Assert.Single(JsonDocument.Parse(list).RootElement.GetProperty("items").EnumerateArray()).GetProperty("id").GetString()
                );
            }
        }
    }

    [Fact]
    public async Task Sweepers_in_all_of_them_expire_each_hold_once_and_a_lapsed_hold_stands_in_nobodys_way()
    {
        Assert.SkipWhen(PostgresServer.WhyMissing is not null, PostgresServer.WhyMissing ?? "");
        var instances = three.Instances!;
        await OpenAsync(instances, "dr-no");
        (
            await instances.PostAsync(
                "/api/appointment-types",
                new
                {
                    id = "short",
                    name = "Short hold",
                    minMinutes = 30,
                    maxMinutes = 30,
                    stepMinutes = 30,
                    gridMinutes = 30,
                    holdSeconds = 2,
                    provider = "required",
                    dailyLimit = "none",
                    bufferBeforeMinutes = 0,
                    bufferAfterMinutes = 0,
                }
            )
        ).Expect(201);
        var holds = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => instances.PostAsync("/api/appointments", Hold(i, "first"))));
        Assert.All(holds, h => h.Expect(201));
        await Eventually.TrueAsync(
            async () =>
            {
                var again = await Task.WhenAll(
                    Enumerable.Range(0, 20).Select(i => instances.PostAsync("/api/appointments", Hold(i, "second")))
                );
                return again.All(a => a.Status is 201 or 409) && again.Any(a => a.Status == 201);
            },
            "lapsed holds are free"
        );
        await using var db = Contexts.Open(DatabaseProvider.Postgres, instances.Database.ConnectionString);
        await Eventually.TrueAsync(async () => !await db.OccupiedTimes.AnyAsync(c => c.ProviderId == "dr-no"), "every hold is swept");
        Assert.All(
            await db.Appointments.AsNoTracking().Where(a => a.AppointmentTypeId == "short").ToListAsync(),
            a => Assert.Equal((AppointmentStatus.Expired, 2), (a.Status, a.Version))
        );

        object Hold(int i, string who) =>
            new
            {
                userId = $"{who}-{i}",
                appointmentType = "short",
                providerId = "dr-no",
                start = $"{Day(4)}T{8 + (i / 2):00}:{i % 2 * 30:00}:00Z",
            };
    }

    [Fact]
    public async Task When_one_is_killed_the_others_serve_and_keep_what_it_answered()
    {
        Assert.SkipWhen(PostgresServer.WhyMissing is not null, PostgresServer.WhyMissing ?? "");
        await using var instances = await Instances.StartAsync(3);
        for (var i = 0; i < 30; i++)
        {
            (await instances.PostAsync("/api/appointments", new { userId = $"user-{i}", start = $"{Day(5)}T09:00:00Z" })).Expect(201);
        }

        instances.Kill(1);
        for (var i = 0; i < 30; i++)
        {
            (await instances.PostAsync("/api/appointments", new { userId = $"user-{i}", start = $"{Day(5)}T10:00:00Z" })).Expect(
                409,
                "daily-limit-reached"
            );
        }
    }

    /// <summary>Started once: a process takes longer to come up than these tests to run.</summary>
    public sealed class Three : IAsyncLifetime
    {
        public Instances? Instances { get; private set; }

        public async ValueTask InitializeAsync() =>
            Instances = PostgresServer.WhyMissing is null ? await Instances.StartAsync(3, ("Scheduling__SweepSeconds", "1")) : null;

        public ValueTask DisposeAsync() => Instances?.DisposeAsync() ?? ValueTask.CompletedTask;
    }

    private static async Task OpenAsync(Instances instances, string provider)
    {
        (
            await instances.PostAsync(
                "/api/providers",
                new
                {
                    id = provider,
                    firstName = "Provider",
                    lastName = provider,
                }
            )
        ).Expect(201);
        (
            await instances.PutAsync(
                $"/api/providers/{provider}/hours",
                new
                {
                    weekly = TestApp
                        .AllDays.Split(',')
                        .Select(day => new
                        {
                            day,
                            start = "00:00",
                            end = "24:00",
                        }),
                }
            )
        ).Expect(200);
    }

    /// <summary>The processes go by the real clock.</summary>
    private static string Day(int ahead) => TimeProvider.System.GetUtcNow().AddDays(ahead).ToString("yyyy-MM-dd");
}
