using System.Buffers.Binary;
using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Scheduler.Api.Http;
using Scheduler.Data;
using Scheduler.Data.Hot;
using Scheduler.Data.Model;

namespace Scheduler.Api.Office;

/// <summary>A picture that was sent: read, looked at, and named by what is in it.</summary>
internal static class PictureFile
{
    public const string Png = "image/png";
    public const string Svg = "image/svg+xml";

    /// <summary>A picture in base64, and what stands before it.</summary>
    public const int MaxText = (Picture.MaxBytes * 4 / 3) + 100;
    private const string Folder = "/pictures/";
    private const int MaxPixels = 4096;

    private static readonly byte[] PngStart = [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];

    /// <summary>Where a picture is served.</summary>
    public static string? Path(string? name) => name is null ? null : Folder + name;

    /// <summary>By its name's end.</summary>
    public static string MediaType(string name) => name.EndsWith(".svg", StringComparison.Ordinal) ? Svg : Png;

    /// <summary>The picture of a <c>data:</c> address; null for any other text. What is no picture is an error.</summary>
    public static Picture? Read(string field, string? text, RequestErrors errors)
    {
        const string Mark = ";base64,";
        if (text?.StartsWith("data:", StringComparison.OrdinalIgnoreCase) != true)
        {
            return null;
        }

        var mark = text.IndexOf(Mark, StringComparison.OrdinalIgnoreCase);
        var bytes = new byte[text.Length];
        if (
            mark < 0
            || text.Length > MaxText
            || !Convert.TryFromBase64Chars(text.AsSpan(mark + Mark.Length), bytes, out var length)
            || length == 0
        )
        {
            errors.Add(field, $"must be an address such as data:{Png};base64,… of a picture of at most {Picture.MaxBytes} bytes");
            return null;
        }

        return Of(field, text["data:".Length..mark].ToLowerInvariant(), bytes[..length], errors);
    }

    /// <summary>The picture in a file; null, and an error, where there is none that may be shown.</summary>
    public static Picture? Of(string field, string mediaType, byte[] bytes, RequestErrors errors)
    {
        var why =
            bytes.Length > Picture.MaxBytes ? $"must have at most {Picture.MaxBytes} bytes"
            : mediaType == Png ? WhyNotPng(bytes)
            : mediaType == Svg ? SvgCheck.WhyNot(bytes)
            : "must be a PNG or SVG picture";
        if (why is not null)
        {
            errors.Add(field, why);
            return null;
        }

        var name = Convert.ToHexStringLower(SHA256.HashData(bytes).AsSpan(0, 16));
        return new Picture { Name = $"{name}{(mediaType == Svg ? ".svg" : ".png")}", Bytes = bytes };
    }

    /// <summary>The name of the picture that a change leaves: the present one, another, or none.</summary>
    /// <param name="picture">What was read from the change.</param>
    public static string? Choose(string field, string? present, Field<string?> change, Picture? picture, RequestErrors errors)
    {
        if (!change.IsSent || (change.Value is { } same && same == Path(present)))
        {
            return present;
        }

        if (change.Value is not null && picture is null)
        {
            errors.Add(field, "must be a PNG or SVG picture as a data: address, the address of the present one, or null");
        }

        return picture?.Name;
    }

    /// <summary>Stores a picture in place of another, which is removed where nothing else shows it.</summary>
    /// <param name="providers">How many providers show the former one until the change is stored.</param>
    public static async Task ReplaceAsync(SchedulerDbContext db, string? old, string? name, Picture? picture, int providers)
    {
        if (old == name)
        {
            return;
        }

        if (old is not null)
        {
            await db
                .Pictures.Where(p =>
                    p.Name == old
                    && db.Providers.Count(x => x.Photo == old) <= providers
                    && !db.Settings.Any(s => s.Name == SettingRows.Logo && s.Value == old)
                )
                .ExecuteDeleteAsync();
        }

        if (picture is not null)
        {
            await db.InsertRowsAsync(NewRow.IfAbsent(picture));
        }
    }

    private static string? WhyNotPng(byte[] bytes)
    {
        // The header of the first chunk says how large the picture is (ISO/IEC 15948, 11.2.2).
        if (bytes.Length < 45 || !bytes.AsSpan().StartsWith(PngStart) || !bytes.AsSpan(12, 4).SequenceEqual("IHDR"u8))
        {
            return "must be a PNG or SVG picture";
        }

        var (width, height) = (
            BinaryPrimitives.ReadUInt32BigEndian(bytes.AsSpan(16)),
            BinaryPrimitives.ReadUInt32BigEndian(bytes.AsSpan(20))
        );
        return width is 0 or > MaxPixels || height is 0 or > MaxPixels ? $"must have 1 to {MaxPixels} pixels on each side" : null;
    }
}
