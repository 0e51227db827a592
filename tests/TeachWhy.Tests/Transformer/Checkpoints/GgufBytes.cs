using System.Text;

namespace TeachWhy.Tests.Transformer.Checkpoints;

/// <summary>Bytes of a GGUF file, honest or not.</summary>
internal sealed class GgufBytes
{
    private readonly MemoryStream _stream = new();
    private readonly BinaryWriter _writer;

    public GgufBytes(ulong tensors = 0, ulong values = 1, uint magic = 0x46554747, uint version = 3)
    {
        _writer = new BinaryWriter(_stream);
        _writer.Write(magic);
        _writer.Write(version);
        _writer.Write(tensors);
        _writer.Write(values);
    }

    public GgufBytes Number(uint number)
    {
        _writer.Write(number);
        return this;
    }

    public GgufBytes Long(ulong number)
    {
        _writer.Write(number);
        return this;
    }

    public GgufBytes Text(string text)
    {
        _writer.Write((ulong)Encoding.UTF8.GetByteCount(text));
        _writer.Write(Encoding.UTF8.GetBytes(text));
        return this;
    }

    public GgufBytes Zeros(int count)
    {
        _writer.Write(new byte[count]);
        return this;
    }

    /// <summary>A tensor's entry in the header, in float32 where nothing else is said.</summary>
    public GgufBytes Tensor(string name, ulong offset, uint type = 0, params ulong[] sizes)
    {
        Text(name).Number((uint)sizes.Length);
        foreach (var size in sizes)
        {
            Long(size);
        }
        return Number(type).Long(offset);
    }

    public void Save(string path)
    {
        _writer.Flush();
        File.WriteAllBytes(path, _stream.ToArray());
    }
}
