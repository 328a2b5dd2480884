using System.Xml;

namespace Scheduler.Api.Office;

/// <summary>
/// Whether a drawing is only a drawing: what could run, load or hide something else is not let in, and neither is what is not known.
/// </summary>
internal static class SvgCheck
{
    private const string Namespace = "http://www.w3.org/2000/svg";
    private const int MaxElements = 5000;

    private static readonly HashSet<string> Elements = new(StringComparer.Ordinal)
    {
        "svg",
        "g",
        "defs",
        "title",
        "desc",
        "metadata",
        "symbol",
        "use",
        "path",
        "rect",
        "circle",
        "ellipse",
        "line",
        "polyline",
        "polygon",
        "text",
        "tspan",
        "textPath",
        "linearGradient",
        "radialGradient",
        "stop",
        "clipPath",
        "mask",
        "pattern",
        "marker",
        "filter",
        "feBlend",
        "feColorMatrix",
        "feComposite",
        "feFlood",
        "feGaussianBlur",
        "feMerge",
        "feMergeNode",
        "feOffset",
        "style",
    };

    /// <summary>Why it is not let in, as the end of a sentence; null when it is.</summary>
    public static string? WhyNot(byte[] bytes)
    {
        try
        {
            using var stream = new MemoryStream(bytes);
            using var reader = XmlReader.Create(
                stream,
                new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null }
            );
            return WhyNot(reader);
        }
        catch (XmlException)
        {
            return "must be an SVG drawing that can be read, without a document type";
        }
    }

    private static string? WhyNot(XmlReader reader)
    {
        var (elements, inStyle) = (0, false);
        while (reader.Read())
        {
            switch (reader.NodeType)
            {
                case XmlNodeType.Element:
                    inStyle = reader is { LocalName: "style", IsEmptyElement: false };
                    if (++elements > MaxElements)
                    {
                        return $"must have at most {MaxElements} elements";
                    }

                    if ((WhyNotElement(reader, isRoot: elements == 1) ?? WhyNotAttributes(reader)) is { } why)
                    {
                        return why;
                    }

                    break;
                case XmlNodeType.EndElement:
                    inStyle = false;
                    break;
                case XmlNodeType.Text or XmlNodeType.CDATA when inStyle && LoadsSomething(reader.Value):
                    return "must not have styles that load something";
                case XmlNodeType.ProcessingInstruction:
                    return "must not have processing instructions";
            }
        }

        return elements == 0 ? "must be an SVG drawing" : null;
    }

    private static string? WhyNotElement(XmlReader reader, bool isRoot) =>
        // What drawing programs write beside the drawing is of other namespaces, and is not drawn.
        isRoot && (reader.LocalName != "svg" || reader.NamespaceURI != Namespace)
            ? "must be an SVG drawing"
        : reader.NamespaceURI != Namespace || !Elements.Contains(reader.LocalName) ? $"must not have the element '{Cut(reader.Name)}'"
        : null;

    private static string? WhyNotAttributes(XmlReader reader)
    {
        for (var more = reader.MoveToFirstAttribute(); more; more = reader.MoveToNextAttribute())
        {
            var (name, value) = (reader.LocalName, reader.Value);
            if (name.StartsWith("on", StringComparison.OrdinalIgnoreCase))
            {
                return $"must not have the attribute '{Cut(name)}'";
            }

            // A reference leads into the drawing itself.
            if (name is "href" or "src" && !value.StartsWith('#'))
            {
                return "must not refer to anything outside";
            }

            if (LoadsSomething(value))
            {
                return "must not have styles that load something";
            }
        }

        reader.MoveToElement();
        return null;
    }

    /// <summary>Escapes could hide what a style says, and no drawing needs them.</summary>
    private static bool LoadsSomething(string style) =>
        style.Contains("javascript:", StringComparison.OrdinalIgnoreCase)
        || style.Contains("@import", StringComparison.OrdinalIgnoreCase)
        || (style.Contains('\\') && style.Contains(':'))
        || style
            .Replace(" ", "", StringComparison.Ordinal)
            .Replace("\"", "", StringComparison.Ordinal)
            .Replace("'", "", StringComparison.Ordinal)
            .Replace("url(#", "", StringComparison.OrdinalIgnoreCase)
            .Contains("url(", StringComparison.OrdinalIgnoreCase);

    private static string Cut(string name) => name.Length > 40 ? name[..40] : name;
}
