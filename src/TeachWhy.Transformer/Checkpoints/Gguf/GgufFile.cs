namespace TeachWhy.Transformer.Gguf;

/// <summary>A GGUF file: its metadata, and its tensors where they lie. Every claim is checked, no number of a tensor is read.</summary>
internal sealed class GgufFile : IDisposable
{
    private const int MostDimensions = 4;
    private const int LongestName = 512;
    private const int MostTensors = 1 << 17;
    private const int MostValues = 1 << 16;
    private const int LargestAlignment = 1 << 20;

    private GgufFile(WeightFile file, GgufMetadata metadata, Dictionary<string, StoredTensor> tensors)
    {
        File = file;
        Metadata = metadata;
        Tensors = tensors;
    }

    public WeightFile File { get; }

    public GgufMetadata Metadata { get; }

    public Dictionary<string, StoredTensor> Tensors { get; }

    public static GgufFile Open(string path)
    {
        var file = new WeightFile(path);
        try
        {
            var reader = new GgufReader(file);
            if (file.Length < sizeof(uint) || reader.UInt32() != GgufFormat.Magic)
            {
                throw new InvalidDataException($"{path} is no GGUF file: it does not begin with \"GGUF\".");
            }
            var version = reader.UInt32();
            if (version != GgufFormat.Version)
            {
                throw new InvalidDataException($"{path} is of GGUF version {version}; version {GgufFormat.Version} can be loaded.");
            }
            var tensorCount = reader.Count("tensors", 24, MostTensors);
            var metadata = ReadMetadata(reader, path, reader.Count("values", 13, MostValues));
            return new GgufFile(file, metadata, ReadTensors(reader, file, metadata, tensorCount));
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    public void Dispose() => File.Dispose();

    private static GgufMetadata ReadMetadata(GgufReader reader, string path, int count)
    {
        var values = new Dictionary<string, GgufValue>(StringComparer.Ordinal);
        for (var i = 0; i < count; i++)
        {
            var key = reader.Text("a key");
            if (!values.TryAdd(key, reader.Value(Name(key))))
            {
                throw new InvalidDataException($"{path} gives \"{Name(key)}\" twice.");
            }
        }
        return new GgufMetadata(path, values);
    }

    private static Dictionary<string, StoredTensor> ReadTensors(GgufReader reader, WeightFile file, GgufMetadata metadata, int count)
    {
        var alignment = metadata.Whole(GgufFormat.AlignmentKey) ?? GgufFormat.Alignment;
        if (alignment is < 1 or > LargestAlignment || !long.IsPow2(alignment))
        {
            throw new InvalidDataException($"{file.Path} aligns its tensors to {alignment} bytes; it must be a power of two up to {LargestAlignment}.");
        }
        var tensors = new List<StoredTensor>();
        for (var i = 0; i < count; i++)
        {
            tensors.Add(ReadTensor(reader, file, alignment));
        }

        // Where a tensor begins is counted from the end of the header.
        var dataStart = GgufFormat.Align(reader.Position, alignment);
        var named = new Dictionary<string, StoredTensor>(StringComparer.Ordinal);
        var free = dataStart;
        foreach (var tensor in tensors.OrderBy(tensor => tensor.Begin))
        {
            var length = tensor.Type.BytesOf(tensor.Shape.Aggregate(1L, (product, size) => product * size));
            if (tensor.Begin > file.Length - dataStart || length > file.Length - dataStart - tensor.Begin)
            {
                throw new InvalidDataException(
                    $"{file.Path} places {length} bytes of \"{tensor.Name}\" at byte {tensor.Begin} of its {Math.Max(0, file.Length - dataStart)} bytes of numbers.");
            }
            var begin = dataStart + tensor.Begin;
            if (begin < free)
            {
                throw new InvalidDataException($"{file.Path} places \"{tensor.Name}\" over another tensor.");
            }
            free = begin + length;
            if (!named.TryAdd(tensor.Name, tensor with { Begin = begin }))
            {
                throw new InvalidDataException($"{file.Path} names the tensor \"{tensor.Name}\" twice.");
            }
        }
        return named;
    }

    private static StoredTensor ReadTensor(GgufReader reader, WeightFile file, long alignment)
    {
        var name = reader.Text("a tensor's name");
        var dimensions = reader.UInt32();
        if (name.Length > LongestName || dimensions is 0 or > MostDimensions)
        {
            throw new InvalidDataException($"{file.Path} gives \"{Name(name)}\" {dimensions} dimensions; from 1 to {MostDimensions} are allowed, and {LongestName} letters of a name.");
        }

        // The format counts columns first.
        var shape = new long[dimensions];
        var elements = 1L;
        for (var i = shape.Length - 1; i >= 0; i--)
        {
            var size = reader.UInt64();
            if (size is 0 || size > (ulong)(long.MaxValue / 8 / elements))
            {
                throw new InvalidDataException($"{file.Path} gives \"{name}\" a size of {size}, which no tensor can have.");
            }
            shape[i] = (long)size;
            elements *= shape[i];
        }
        var number = reader.UInt32();
        var type = GgufFormat.TypeOf(number) ?? throw new InvalidDataException(
            $"{file.Path} stores \"{name}\" as {(number < GgufFormat.TypeNames.Length ? GgufFormat.TypeNames[number] : $"type {number}")}; F32, F16, BF16 and Q8_0 can be loaded.");
        var offset = reader.UInt64();
        return offset % (ulong)alignment == 0 && offset <= long.MaxValue / 2 && shape[^1] % type.BlockLength() == 0
            ? new StoredTensor(file, name, type, shape, (long)offset)
            : throw new InvalidDataException($"{file.Path} places \"{name}\" at byte {offset} with rows of {shape[^1]}; that fits neither its alignment of {alignment} nor its type.");
    }

    /// <summary>What another wrote may be long.</summary>
    private static string Name(string text) => text.Length <= 80 ? text : $"{text[..80]}...";
}
