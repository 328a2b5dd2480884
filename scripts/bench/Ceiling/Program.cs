using Ceiling;

// What the figures are compared with. Without arguments: the ceiling, which reads the same bodies and answers the same bytes without a
// database. With `naive-sqlite FILE` or `naive-postgres CONNECTION`: a booking as it is written at first.
var builder = WebApplication.CreateBuilder(args);
builder.Logging.SetMinimumLevel(LogLevel.Warning);
var naive =
    args is [var kind, var source, ..] && kind.StartsWith("naive-", StringComparison.Ordinal) ? (Kind: kind, Source: source) : default;
if (naive.Kind is not null)
{
    NaiveBooking.Add(builder.Services, naive.Kind, naive.Source);
}

var app = builder.Build();
if (naive.Kind is not null)
{
    NaiveBooking.Map(app);
}
else
{
    SameBytes.Map(app);
}

await app.RunAsync();
