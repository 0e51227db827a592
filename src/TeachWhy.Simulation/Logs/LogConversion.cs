namespace TeachWhy.Simulation;

/// <summary>Writes a log anew as the other kind of file. Every field is kept as it was written, those of other tools too, to the last digit.</summary>
internal static class LogConversion
{
    public static void Write(ILogFile log, string path, Action<string, Action> guard)
    {
        var partial = path + ".partial";
        try
        {
            byte[] header = [];
            byte[]? reductions = null;
            guard(LogNames.Header, () => LogJson.Parse(header = log.ReadHeader()).Dispose());
            guard(LogNames.Reductions, () => LogJson.Parse((reductions = log.ReadReductions()) ?? "[]"u8.ToArray()).Dispose());
            using (var sink = EvaluationLogWriter.IsArchive(path) ? (ILogSink)new ArchiveSink(partial, Start(header)) : new JsonSink(partial))
            {
                using var summary = new JsonText();
                foreach (var name in log.Samples)
                {
                    byte[] text = [];
                    SampleSummary facts = null!;
                    guard(name, () => facts = Read(text = log.ReadSample(name), summary));
                    sink.Add(facts.Id, facts.Epoch, shared: null, text, summary.End().Span);
                }

                // Without its last brace: a file of JSON goes on after it.
                sink.Finish(header.AsSpan().TrimEnd(" \r\n\t"u8)[..^1], reductions);
            }

            File.Move(partial, path, overwrite: true);
        }
        finally
        {
            File.Delete(partial);
        }
    }

    // What the journal of an archive begins with.
    private static byte[] Start(byte[] header)
    {
        var start = new MemoryStream();
        JsonExtents.Find(new MemoryStream(header), opened: null, member =>
        {
            if (member.Name is "version" or "eval" or "plan")
            {
                start.Write(start.Length == 0 ? "{\""u8 : ",\""u8);
                start.Write(LogJson.Bytes(member.Name));
                start.Write("\":"u8);
                start.Write(header.AsSpan((int)member.Start, (int)member.Length));
            }
        });
        start.Write("}"u8);
        return start.ToArray();
    }

    private static SampleSummary Read(byte[] text, JsonText summary)
    {
        using var sample = LogJson.Parse(text);
        SummaryText.Write(summary.Begin(), sample.RootElement);
        return SummaryReader.Read(sample.RootElement);
    }
}
