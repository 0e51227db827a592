using System.Text;

namespace TeachWhy.Transformer.Gguf;

/// <summary>Writes a GGUF file: first what stands in front is collected, then everything is written in one go.</summary>
internal sealed class GgufWriter
{
    private readonly MemoryStream _metadata = new();
    private readonly BinaryWriter _values;
    private readonly List<GgufTensor> _tensors = [];
    private int _count;

    public GgufWriter() => _values = new BinaryWriter(_metadata);

    public void Add(string key, string value)
    {
        Begin(key, GgufValueType.String);
        Write(_values, value);
    }

    public void Add(string key, uint value)
    {
        Begin(key, GgufValueType.UInt32);
        _values.Write(value);
    }

    public void Add(string key, ulong value)
    {
        Begin(key, GgufValueType.UInt64);
        _values.Write(value);
    }

    public void Add(string key, float value)
    {
        Begin(key, GgufValueType.Float32);
        _values.Write(value);
    }

    public void Add(string key, bool value)
    {
        Begin(key, GgufValueType.Bool);
        _values.Write(value);
    }

    public void Add(string key, IReadOnlyList<string> values)
    {
        BeginArray(key, GgufValueType.String, values.Count);
        foreach (var value in values)
        {
            Write(_values, value);
        }
    }

    public void Add(string key, IReadOnlyList<int> values)
    {
        BeginArray(key, GgufValueType.Int32, values.Count);
        foreach (var value in values)
        {
            _values.Write(value);
        }
    }

    public void Add(string key, IReadOnlyList<float> values)
    {
        BeginArray(key, GgufValueType.Float32, values.Count);
        foreach (var value in values)
        {
            _values.Write(value);
        }
    }

    public void Add(GgufTensor tensor) => _tensors.Add(tensor);

    /// <exception cref="NumberTooLargeException">A weight does not fit its type.</exception>
    public void Save(string path)
    {
        using var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write);
        using (var writer = new BinaryWriter(file, Encoding.UTF8, leaveOpen: true))
        {
            writer.Write(GgufFormat.Magic);
            writer.Write(GgufFormat.Version);
            writer.Write((ulong)_tensors.Count);
            writer.Write((ulong)_count);
            _values.Flush();
            writer.Write(_metadata.GetBuffer(), 0, (int)_metadata.Length);
            var offset = 0L;
            foreach (var tensor in _tensors)
            {
                Write(writer, tensor.Name);
                writer.Write((uint)tensor.Shape.Count);
                foreach (var size in tensor.Shape.Reverse())
                {
                    writer.Write((ulong)size);
                }
                writer.Write(GgufFormat.NumberOf(tensor.Type));
                writer.Write((ulong)offset);
                offset = GgufFormat.Align(offset + tensor.Type.BytesOf(Safetensors.LengthOf(tensor.Shape)), GgufFormat.Alignment);
            }
        }
        foreach (var tensor in _tensors)
        {
            Pad(file);
            Safetensors.WriteNumbers(file, tensor.Name, Safetensors.LengthOf(tensor.Shape), tensor.Type, (_, start, numbers) => tensor.Read(start, numbers));
        }
        Pad(file);
        file.Flush(flushToDisk: true);
    }

    private void Begin(string key, GgufValueType type)
    {
        _count++;
        Write(_values, key);
        _values.Write((uint)type);
    }

    private void BeginArray(string key, GgufValueType type, int count)
    {
        Begin(key, GgufValueType.Array);
        _values.Write((uint)type);
        _values.Write((ulong)count);
    }

    private static void Write(BinaryWriter writer, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        writer.Write((ulong)bytes.Length);
        writer.Write(bytes);
    }

    private static void Pad(FileStream file) => file.Write(new byte[GgufFormat.Align(file.Position, GgufFormat.Alignment) - file.Position]);
}

/// <summary>A tensor to be written.</summary>
internal sealed record GgufTensor(string Name, IReadOnlyList<int> Shape, WeightType Type, ReadStretch Read);
