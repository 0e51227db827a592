namespace TeachWhy.Training;

/// <summary>Documents side by side in one row of the batch; none sees another, and each starts at position 0.</summary>
public sealed class PackedRow
{
    public PackedRow(int[] tokens, int[] starts, float[] weights)
    {
        Tokens = tokens;
        Starts = starts;
        Weights = weights;
        var total = 0.0;
        var start = 0;
        for (var i = 0; i < tokens.Length; i++)
        {
            if (start < starts.Length && starts[start] == i)
            {
                start++;
            }
            else
            {
                total += Math.Abs(weights[i]);
            }
        }
        TotalWeight = total;
    }

    public int[] Tokens { get; }

    /// <summary>Where each document begins, ascending, the first at 0.</summary>
    public int[] Starts { get; }

    /// <summary>Loss weight of predicting each token; ignored where a document begins.</summary>
    public float[] Weights { get; }

    /// <summary>Σ |weight| over everything that is predicted.</summary>
    public double TotalWeight { get; }
}
