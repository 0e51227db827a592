using System.Globalization;
using System.Text;
using System.Xml;
using TeachWhy.Studies.Charts;

namespace TeachWhy.Studies.Comparing;

/// <summary>Gates as JUnit XML, which build servers read: a gate is a test case.</summary>
public static class JUnitReport
{
    public static string Of(EvaluationSummary summary, IReadOnlyList<GateOutcome> gates)
    {
        var text = new StringBuilder();
        using (var xml = XmlWriter.Create(new Utf8Text(text), new XmlWriterSettings { Indent = true, NewLineChars = "\n" }))
        {
            var suite = Plain($"{summary.Header.Task} of {summary.Header.Model}");
            xml.WriteStartElement("testsuites");
            Count(xml, gates);
            xml.WriteStartElement("testsuite");
            xml.WriteAttributeString("name", suite);
            Count(xml, gates);
            xml.WriteAttributeString("timestamp", summary.Header.Created.UtcDateTime.ToString("s", CultureInfo.InvariantCulture));
            foreach (var gate in gates)
            {
                xml.WriteStartElement("testcase");
                xml.WriteAttributeString("classname", suite);
                xml.WriteAttributeString("name", Plain(gate.Name));
                xml.WriteStartElement(gate.Passed ? "system-out" : "failure");
                if (!gate.Passed)
                {
                    xml.WriteAttributeString("message", Plain(gate.Sentence));
                }

                xml.WriteString(Plain(gate.Sentence));
                xml.WriteEndElement();
                xml.WriteEndElement();
            }

            xml.WriteEndElement();
            xml.WriteEndElement();
        }

        return text.Append('\n').ToString();
    }

    private static void Count(XmlWriter xml, IReadOnlyList<GateOutcome> gates)
    {
        xml.WriteAttributeString("tests", gates.Count.ToString(CultureInfo.InvariantCulture));
        xml.WriteAttributeString("failures", gates.Count(gate => !gate.Passed).ToString(CultureInfo.InvariantCulture));
    }

    // XML cannot hold every letter that a model can write.
    private static string Plain(string text) => VisibleText.Of(text);

    private sealed class Utf8Text(StringBuilder text) : StringWriter(text, CultureInfo.InvariantCulture)
    {
        public override Encoding Encoding => Encoding.UTF8;
    }
}
