namespace Scheduler.Tests.Chaos;

/// <summary>Texts and numbers that are likely to be taken wrongly.</summary>
internal static class HostileScalars
{
    /// <summary>Texts that something somewhere takes for more than a text.</summary>
    // csharpier-ignore
    public static readonly string[] Texts =
    [
        "", " ", "null", "undefined", "any", "..", "../..", "..%2f..", "%2e%2e", "/", "\\", "a/b", "'", "\"", "' OR 1=1 --",
        "'; DROP TABLE appointments; --", "1 UNION SELECT 1", "%", "_", "%00", "a\0b", "\r\nX: y", "Ω≈ç√", "مرحبا",
        "\u202Egnp.exe", "\uFEFF", "e\u0301", "\U0001F469\u200D\U0001F469\u200D\U0001F467", "\uFFFF", "İ", "ß", "=1+1", "+1",
        "-1", "@SUM(A1)", "<script>alert(1)</script>", "{{7*7}}", "${jndi:ldap://x}", "0", "-0", "1e999", "9223372036854775808",
        "NaN", "0x10", "١٢", new('x', 65), new('x', 256), new('é', 300), new('x', 3000), "2026-11-23T09:00:00Z", "2026-02-30",
        "2028-02-29T24:00:00Z", "0000-00-00", "0001-01-01T00:00:00Z", "9999-12-31T23:59:59.9999999Z", "9999-12-31T23:59:59-23:59",
        "-0001-01-01", "+12026-01-01T00:00:00Z", "2026-11-23T09:00:60Z", "2011-12-30T00:00:00-10:00", "24:00", "24:01", "00:00",
        "Europe/Berlin", "europe/berlin", "../etc/passwd", "UTC+25", "Asia/Kathmandu", "tasting", "monday",
    ];

    /// <summary>Numbers as JSON writes them, on the edges of what types hold.</summary>
    // csharpier-ignore
    public static readonly string[] Numbers =
    [
        "0", "-1", "1", "15", "30", "1440", "1441", "2147483647", "2147483648", "-2147483649", "99999999999999999999999", "1.5",
        "1e3", "1e400", "-0",
    ];
}
