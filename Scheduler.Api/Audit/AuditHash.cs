using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Scheduler.Data.Model;

namespace Scheduler.Api.Audit;

/// <summary>The hash of a seal.</summary>
internal static class AuditHash
{
    /// <param name="previous">The hash of the seal before.</param>
    /// <param name="rows">In the order of their ids.</param>
    public static byte[] Of(byte[] previous, IEnumerable<AuditEntry> rows)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(previous);
        foreach (var row in rows)
        {
            Number(row.Id);
            Number(row.AtUtc.Ticks);
            foreach (var text in new[] { row.ActorKind, row.ActorId, row.Action, row.SubjectKind, row.SubjectId, row.Address, row.Detail })
            {
                // With its length before it, nothing can pass from one field to the next.
                Number(text is null ? -1 : Encoding.UTF8.GetByteCount(text));
                hash.AppendData(Encoding.UTF8.GetBytes(text ?? ""));
            }
        }

        return hash.GetHashAndReset();

        void Number(long number)
        {
            Span<byte> bytes = stackalloc byte[sizeof(long)];
            BinaryPrimitives.WriteInt64LittleEndian(bytes, number);
            hash.AppendData(bytes);
        }
    }
}
