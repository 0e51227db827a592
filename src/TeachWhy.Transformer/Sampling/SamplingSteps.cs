using TeachWhy.Transformer.Kernels;
using TeachWhy.Transformer.Layers;
using TeachWhy.Transformer.Memory;

namespace TeachWhy.Transformer.Sampling;

/// <summary>
/// The steps of a pass, shared among a team's threads: products by columns, for then each thread reads its share of the
/// weights only; the rest by rows. Each number is computed by one thread, in the same way whichever it is.
/// </summary>
internal sealed unsafe class SamplingSteps
{
    // Enough parts that a thread whose core is busy elsewhere holds up nobody for long.
    private const int PartsPerThread = 3;
    private const int RowsPerPart = 8;

    private readonly KernelSet _kernels;
    private readonly SamplingTeam _team;

    /// <summary>[threads][scratch of one product]</summary>
    private readonly Matrix _scratch;

    public SamplingSteps(KernelSet kernels, SamplingTeam team, long scratch, MatrixMemory memory)
    {
        _kernels = kernels;
        _team = team;
        _scratch = memory.Reserve(team.Threads, checked((int)scratch));
    }

    public void Normalize(Matrix input, Matrix gain, float epsilon, Matrix output)
    {
        if (_team.Threads == 1)
        {
            Normalization.Forward(_kernels, input, gain, epsilon, inverseRms: null, output);
            return;
        }
        EachRows(input.Rows, (first, count) =>
            Normalization.Forward(_kernels, input.RowRange(first, count), gain, epsilon, inverseRms: null, output.RowRange(first, count)));
    }

    public void Multiply(Matrix input, SamplingWeight weight, bool add, Matrix output)
    {
        if (_team.Threads == 1)
        {
            weight.Multiply(_kernels, input, 0, weight.Outputs, add, _scratch.Data, output);
            return;
        }
        var panels = (weight.Outputs + _kernels.PanelWidth - 1) / _kernels.PanelWidth;
        var parts = Math.Min(panels, PartsPerThread * _team.Threads);
        _team.Run(parts, (thread, part) =>
        {
            var first = (int)((long)panels * part / parts) * _kernels.PanelWidth;
            var end = Math.Min(weight.Outputs, (int)((long)panels * (part + 1) / parts) * _kernels.PanelWidth);
            weight.Multiply(_kernels, input, first, end - first, add, _scratch.RowPointer(thread), output);
        });
    }

    /// <param name="gateUp">[rows, 2 · hidden]</param>
    /// <param name="gated">[rows, hidden]</param>
    public void Gate(Matrix gateUp, Matrix gated)
    {
        if (_team.Threads == 1)
        {
            Gate(gateUp, gated, 0, gated.Rows);
            return;
        }
        EachRows(gated.Rows, (first, count) => Gate(gateUp, gated, first, count));
    }

    /// <summary>Calls <paramref name="work"/> with thread, chunk, first row and part, for each part of each chunk.</summary>
    public void Each(IReadOnlyList<Chunk> chunks, Func<Chunk, int> partsOf, Action<int, Chunk, int, int> work)
    {
        var parts = new List<(Chunk Chunk, int Row, int Part)>();
        var row = 0;
        foreach (var chunk in chunks)
        {
            var count = partsOf(chunk);
            for (var part = 0; part < count; part++)
            {
                if (_team.Threads == 1)
                {
                    work(0, chunk, row, part);
                }
                else
                {
                    parts.Add((chunk, row, part));
                }
            }
            row += chunk.Tokens.Length;
        }
        if (_team.Threads > 1)
        {
            _team.Run(parts.Count, (thread, index) => work(thread, parts[index].Chunk, parts[index].Row, parts[index].Part));
        }
    }

    private void EachRows(int rows, Action<int, int> work) =>
        _team.Run((rows + RowsPerPart - 1) / RowsPerPart, (_, part) =>
            work(part * RowsPerPart, Math.Min(RowsPerPart, rows - part * RowsPerPart)));

    private void Gate(Matrix gateUp, Matrix gated, int first, int count)
    {
        for (var row = first; row < first + count; row++)
        {
            var both = gateUp.Row(row);
            _kernels.Gate(both[..gated.Columns], both[gated.Columns..], gated.Row(row));
        }
    }
}
