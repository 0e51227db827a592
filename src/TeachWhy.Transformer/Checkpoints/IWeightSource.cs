namespace TeachWhy.Transformer;

/// <summary>A model's weights, readable one stretch at a time: what holds them need not fit into memory as float32.</summary>
public interface IWeightSource : IDisposable
{
    TransformerShape Shape { get; }

    /// <summary>Reads numbers of a tensor, from several threads at once if need be.</summary>
    /// <param name="name">Hugging Face's name of the tensor.</param>
    /// <param name="start">The first number, counted row by row.</param>
    /// <param name="destination">Filled from there on.</param>
    /// <exception cref="InvalidDataException">The file ends early, or holds a number that is not finite.</exception>
    void Read(string name, long start, Span<float> destination);
}
