namespace TeachWhy.Transformer;

/// <summary>A model's weights where they lie in files: every tensor is there in its shape, before one number is read.</summary>
internal sealed class StoredWeights : IWeightSource
{
    private readonly Dictionary<string, StoredTensor> _tensors;
    private readonly IReadOnlyList<WeightFile> _files;

    /// <param name="files">Owned from here on, also when this fails.</param>
    /// <exception cref="InvalidDataException">A tensor is missing, has another shape, or has no place in the model.</exception>
    public StoredWeights(TransformerShape shape, Dictionary<string, StoredTensor> tensors, IReadOnlyList<WeightFile> files)
    {
        Shape = shape;
        _tensors = tensors;
        _files = files;
        try
        {
            Compare();
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    public TransformerShape Shape { get; }

    /// <summary>Of the embedding, and as a rule of all matrices.</summary>
    public WeightType Type => _tensors[TensorLayout.Embedding].Type;

    public void Read(string name, long start, Span<float> destination) =>
        (_tensors.TryGetValue(name, out var tensor) ? tensor : throw new ArgumentException($"The model has no tensor \"{name}\".", nameof(name)))
            .Read(start, destination);

    public void Dispose()
    {
        foreach (var file in _files)
        {
            file.Dispose();
        }
    }

    private void Compare()
    {
        var path = _files[0].Path;
        var known = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (name, shape) in TensorLayout.Of(Shape))
        {
            if (!_tensors.TryGetValue(name, out var tensor))
            {
                throw new InvalidDataException($"{path} has no tensor \"{name}\".");
            }
            if (!tensor.Shape.SequenceEqual(shape.Select(size => (long)size)))
            {
                throw new InvalidDataException(
                    $"{tensor.File.Path} gives \"{tensor.Name}\" the shape [{string.Join(", ", tensor.Shape.Take(8))}] where the model's description asks for [{string.Join(", ", shape)}].");
            }
            known.Add(name);
        }
        foreach (var (name, tensor) in _tensors)
        {
            if (!known.Contains(name))
            {
                throw new InvalidDataException($"{tensor.File.Path} has a tensor {JsonPart.Quoted(tensor.Name)} that the model does not know.");
            }
        }
    }
}
