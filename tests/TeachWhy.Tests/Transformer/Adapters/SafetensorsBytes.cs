using System.Text;

namespace TeachWhy.Tests.Transformer;

/// <summary>A safetensors file taken apart and put together by hand: a length of eight bytes, the header, the numbers.</summary>
internal static class SafetensorsBytes
{
    /// <param name="numbers">Where they begin.</param>
    public static string Header(byte[] content, out int numbers)
    {
        numbers = 8 + BitConverter.ToInt32(content);
        return Encoding.UTF8.GetString(content[8..numbers]);
    }

    public static void Write(string path, string header, ReadOnlySpan<byte> numbers)
    {
        var bytes = Encoding.UTF8.GetBytes(header);
        File.WriteAllBytes(path, [.. BitConverter.GetBytes((long)bytes.Length), .. bytes, .. numbers]);
    }
}
