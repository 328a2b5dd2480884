using System.Reflection;
using System.Reflection.Emit;
using System.Reflection.Metadata;

namespace Scheduler.Tests.Architecture;

/// <summary>Steps through the instructions of a method (ECMA-335, III).</summary>
internal static class Instructions
{
    private static readonly Dictionary<int, OperandType> Operands = typeof(OpCodes)
        .GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(field => (OpCode)field.GetValue(null)!)
        .ToDictionary(code => code.Value & 0xFFFF, code => code.OperandType);

    /// <summary>The tokens of texts, methods, fields and types, in order.</summary>
    public static IEnumerable<int> Tokens(BlobReader code)
    {
        var tokens = new List<int>();
        while (code.RemainingBytes > 0)
        {
            int operation = code.ReadByte();
            operation = operation == 0xFE ? 0xFE00 | code.ReadByte() : operation;
            switch (Operands[operation])
            {
                case OperandType.InlineField
                or OperandType.InlineMethod
                or OperandType.InlineString
                or OperandType.InlineTok
                or OperandType.InlineType:
                    tokens.Add(code.ReadInt32());
                    break;
                case OperandType.InlineSwitch:
                    var targets = code.ReadInt32();
                    code.Offset += 4 * targets;
                    break;
                case var operand:
                    code.Offset += Length(operand);
                    break;
            }
        }

        return tokens;
    }

    private static int Length(OperandType operand) =>
        operand switch
        {
            OperandType.InlineNone => 0,
            OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
            OperandType.InlineVar => 2,
            OperandType.InlineI8 or OperandType.InlineR => 8,
            _ => 4,
        };
}
