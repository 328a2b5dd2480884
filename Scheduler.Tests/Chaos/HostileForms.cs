using System.Text;
using FsCheck;
using FsCheck.Fluent;

namespace Scheduler.Tests.Chaos;

/// <summary>Makes requests to pages: known addresses, fields and headers, each with a right value or a wrong one.</summary>
public static class HostileForms
{
    public static Gen<HostileForm> Generator(string[] ids)
    {
        var id = Gen.Frequency((8, Gen.Elements(ids)), (1, Gen.Elements(HostileFormParts.Texts)));
        var value = Gen.Frequency((1, Gen.Elements(ids)), (3, Gen.Elements(HostileFormParts.Texts)));
        var field = from name in Gen.Elements(HostileFormParts.Fields) from text in value select $"{name}={Uri.EscapeDataString(text)}";
        var fields = Gen.Frequency((9, field.ListOf(8)), (1, field.ListOf(40))).Select(all => string.Join('&', all));
        var path =
            from template in Gen.Elements(HostileFormParts.Paths)
            from first in id
            from second in id
            select string.Join(
                '/',
                template
                    .Split('/')
                    .Select(
                        (part, i) =>
                            part != "{id}" ? part : Uri.EscapeDataString((i == 2 ? first : second) is { Length: > 0 } text ? text : "x")
                    )
            );
        return from method in Gen.Frequency(
                (5, Gen.Constant("GET")),
                (6, Gen.Constant("POST")),
                (1, Gen.Elements("HEAD", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "FOO"))
            )
            from address in path
            from query in Gen.Frequency((1, Gen.Constant("")), (2, fields))
            from headers in Gen.Elements(HostileFormParts.Headers).ListOf(3)
            from type in Gen.Frequency(
                (8, Gen.Constant("application/x-www-form-urlencoded")),
                (3, Gen.Elements(HostileFormParts.MediaTypes))
            )
            from body in Gen.Frequency((8, fields.Select(Encoding.UTF8.GetBytes)), (2, Raw()))
            let all = headers.DistinctBy(h => h.Name).Concat(type.Length > 0 ? [("Content-Type", type)] : [])
            select new HostileForm(
                method,
                query.Length == 0 ? address : $"{address}?{query}",
                [.. all],
                method is "POST" or "PUT" or "PATCH" ? body : null
            );
    }

    private static Gen<byte[]> Raw() =>
        Gen.Elements(
            [],
            [0xFF, 0xFE, 0x00],
            Encoding.UTF8.GetBytes(string.Join('&', Enumerable.Range(0, 1500).Select(i => $"a{i}="))),
            Encoding.UTF8.GetBytes(new string('n', 5000) + "=1"),
            Encoding.UTF8.GetBytes(new string('&', 60_000)),
            Encoding.UTF8.GetBytes("firstName=" + new string('x', 70_000)),
            "firstName=%&lastName=%zz&=%00&%00=a"u8.ToArray(),
            "--x\r\nContent-Disposition: form-data; name=\"firstName\"\r\n\r\nA\r\n--x--\r\n"u8.ToArray(),
            Encoding.UTF8.GetBytes(
                "--x\r\nContent-Disposition: form-data; name=\"f\"; filename=\"../../x\"\r\n"
                    + "Content-Type: text/html\r\n\r\nA\r\n--x--\r\n"
            ),
            "--x\r\nContent-Disposition: ;;\r\n"u8.ToArray(),
            "--x"u8.ToArray(),
            "{}"u8.ToArray()
        );
}
